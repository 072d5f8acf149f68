import { expect, test } from 'vitest';
import { createTagHash } from './tag-hash.ts';

const calendar = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };
const noon = Date.parse('2026-11-22T12:00:00+08:00');
const nextDay = Date.parse('2026-11-23T04:00:00+08:00');

test('a tag is the same all day, another tag another, and tomorrow nobody knows it', () => {
  const asked: string[] = [];
  const hash = createTagHash(calendar, {
    keyOf(day) {
      asked.push(day);
      return Buffer.from(`key of ${day}`);
    },
  });
  expect(hash('E280', noon)).toMatch(/^[0-9a-f]{24}$/);
  expect(hash('e280', nextDay - 1)).toBe(hash('E280', noon));
  expect(hash('E281', noon)).not.toBe(hash('E280', noon));
  expect(hash('E280', nextDay)).not.toBe(hash('E280', noon));
  expect(new Set(asked)).toEqual(new Set(['2026-11-22', '2026-11-23']));
});
