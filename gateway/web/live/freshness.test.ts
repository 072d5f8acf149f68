import { expect, test } from 'vitest';
import { backoffMs, freshnessOf } from './freshness.ts';

test('a picture is live until three beats are missing', () => {
  expect(freshnessOf('open', 600)).toBe('live');
  expect(freshnessOf('open', 3_001)).toBe('stale');
});

test('a lost connection is said to be lost however young the picture', () => {
  expect(freshnessOf('lost', 100)).toBe('lost');
  expect(freshnessOf('connecting', null)).toBe('connecting');
  expect(freshnessOf('open', null)).toBe('connecting');
});

test('waiting doubles up to ten seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(backoffMs)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});
