import { expect, test } from 'vitest';
import { ageOf, formatChange, formatClock, formatCount, formatDay, formatMoment, formatPercent } from './figures.ts';

const at = Date.parse('2026-11-22T06:20:05Z');

test('counts are grouped and changes are signed', () => {
  expect(formatCount(12480)).toBe('12,480');
  expect([8, -1203, 0].map(formatChange)).toEqual(['+8', '−1,203', '0']);
});

test('a share that is not whole never reads as whole', () => {
  expect([1, 0.99999, 0.997, 0].map(formatPercent)).toEqual(['100', '99.9', '99.7', '0']);
});

test('the clock is the mall’s, on 24 hours', () => {
  expect(formatClock(at, 'Asia/Shanghai')).toBe('14:20');
  expect(formatClock(Date.parse('2026-11-21T16:05:00Z'), 'Asia/Shanghai')).toBe('00:05');
});

test('the day is written as each language writes it', () => {
  expect(formatDay(at, 'Asia/Shanghai', 'zh-CN')).toBe('11-22 周日');
  expect(formatDay(at, 'Asia/Shanghai', 'en')).toBe('Sun 22 Nov');
  expect(formatMoment(at, 'Asia/Shanghai', 'zh-CN')).toBe('11-22 周日 14:20:05');
});

test('an age has one unit', () => {
  expect([3_000, 42_000, 38 * 60_000, 30 * 3_600_000, 3 * 86_400_000].map(ageOf)).toEqual([
    { unit: 'now', count: 0 },
    { unit: 'second', count: 42 },
    { unit: 'minute', count: 38 },
    { unit: 'hour', count: 30 },
    { unit: 'day', count: 3 },
  ]);
});
