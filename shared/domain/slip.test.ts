import { expect, test } from 'vitest';
import { hourMs } from './calendar.ts';
import { slipEndOf } from './slip.ts';

const calendar = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };
const at = (clock: string): number => Date.parse(`2026-11-22T${clock}:00+08:00`);

test.each([
  ['10:00', '2026-11-23T14:00:00.000Z'],
  ['14:30', '2026-11-23T14:00:00.000Z'],
  ['21:59', '2026-11-23T14:00:00.000Z'],
])('a slip of %s is good until the mall closes tomorrow', (clock, end) => {
  expect(new Date(slipEndOf(at(clock), calendar, 36 * hourMs)).toISOString()).toBe(end);
});

test('no slip is good for longer than the limit', () => {
  expect(slipEndOf(at('05:00'), calendar, 36 * hourMs)).toBe(at('05:00') + 36 * hourMs);
});
