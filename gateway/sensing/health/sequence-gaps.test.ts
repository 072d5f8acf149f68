import { expect, test } from 'vitest';
import { hourMs } from '#shared/domain/calendar.ts';
import { SequenceGaps } from './sequence-gaps.ts';

test('what is missing shrinks with each number that comes late, once', () => {
  const gaps = new SequenceGaps(16);
  gaps.open(10, 12, 0);
  gaps.arrived(11);
  gaps.arrived(11);
  gaps.arrived(13);
  expect(gaps.missing(0)).toBe(2);
  gaps.arrived(10);
  gaps.arrived(12);
  expect(gaps.missing(0)).toBe(0);
});

test('a gap over the end of the counter', () => {
  const gaps = new SequenceGaps(8);
  gaps.open(254, 1, 0);
  expect(gaps.missing(0)).toBe(4);
  gaps.arrived(0);
  gaps.arrived(2);
  expect(gaps.missing(0)).toBe(3);
});

test('a gap counts for an hour', () => {
  const gaps = new SequenceGaps(8);
  gaps.open(1, 5, 1000);
  expect(gaps.missing(999 + hourMs)).toBe(5);
  expect(gaps.missing(1000 + hourMs)).toBe(0);
});
