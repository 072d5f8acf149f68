import { expect, test } from 'vitest';
import { parseInstant, parseUtcOffset, parseWallClock } from './source-time.ts';

const at = Date.UTC(2026, 10, 22, 6, 1, 0);

test.each([
  [at, at, false],
  [at / 1000, at, true],
  [String(at), at, false],
  ['2026-11-22T06:01:00Z', at, true],
  ['2026-11-22T14:01:00.250+08:00', at + 250, false],
  ['2026-11-22T06:01:00.250999999Z', at + 250, false],
  ['2026-11-22 01:01:00-0500', at, true],
])('%s', (value, expected, wholeSeconds) => {
  expect(parseInstant(value)).toEqual({ at: expected, wholeSeconds });
});

test.each([
  null,
  undefined,
  '',
  'yesterday',
  0,
  -1,
  Number.NaN,
  1e300,
  {},
  // Without an offset nobody knows which moment is meant.
  '2026-11-22T06:01:00',
  '2026-13-01T00:00:00Z',
])('%s is no time', (value) => expect(parseInstant(value)).toBeNull());

test('a wall clock with an offset', () => {
  expect(parseWallClock('2026/11/22 14:01:00', 480)).toBe(at);
  expect(parseWallClock('2026-11-22 02:31:00', -210)).toBe(at);
  expect(parseWallClock('2026/02/30 14:01:00', 0)).toBeNull();
  expect(parseWallClock('2026/11/22', 0)).toBeNull();
});

test.each([
  ['UTC+8:00', 480],
  ['UTC-03:30', -210],
  ['GMT+8', 480],
  ['+05:45', 345],
  ['UTC', 0],
  ['UTC+15', null],
  ['Asia/Shanghai', null],
])('%s', (text, minutes) => expect(parseUtcOffset(text)).toBe(minutes));
