import { expect, test } from 'vitest';
import type { FootfallDay } from '#shared/wire/floor-api.ts';
import { compareFootfall } from './comparison.ts';

const day = (soFar: number, known = true): FootfallDay => ({
  day: '',
  soFar,
  total: soFar,
  completeness: 1,
  known,
  quarters: [],
});

test('more, fewer and as many', () => {
  expect(compareFootfall(day(108), day(100))).toEqual({ kind: 'up', percent: 8 });
  expect(compareFootfall(day(50), day(100))).toEqual({ kind: 'down', percent: 50 });
  expect(compareFootfall(day(1001), day(1000))).toEqual({ kind: 'same' });
});

test('a day that was not recorded is not a day without people', () => {
  expect(compareFootfall(day(100), day(0, false))).toEqual({ kind: 'unknown' });
  expect(compareFootfall(day(100), day(0))).toEqual({ kind: 'unknown' });
});
