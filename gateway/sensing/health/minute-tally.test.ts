import { expect, test } from 'vitest';
import { minuteMs } from '#shared/domain/calendar.ts';
import { MinuteTally } from './minute-tally.ts';

const startAt = 1_795_327_200_000;

test('counts the minute under way and those before it, and forgets the rest', () => {
  const tally = new MinuteTally(3);
  tally.add(startAt, 1);
  tally.add(startAt + minuteMs, 2);
  expect(tally.sum(startAt + 2 * minuteMs)).toBe(3);
  expect(tally.sum(startAt + 3 * minuteMs - 1)).toBe(3);
  expect(tally.sum(startAt + 3 * minuteMs)).toBe(2);
  expect(tally.sum(startAt + 1000 * minuteMs)).toBe(0);
});

test('a clock that was set back loses nothing', () => {
  const tally = new MinuteTally(3);
  tally.add(startAt, 1);
  tally.add(startAt - 10 * minuteMs, 1);
  expect(tally.sum(startAt)).toBe(2);
});
