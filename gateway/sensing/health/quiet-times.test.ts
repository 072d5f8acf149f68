import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import { QuietTimes } from './quiet-times.ts';

const start = 1_795_000_000_000;

function quietAfter(...minutes: number[]): QuietTimes {
  const quiet = new QuietTimes(minuteMs, start);
  for (const minute of minutes) quiet.heard(start + minute * minuteMs);
  return quiet;
}

test('time counts as lost from when a message was due, the time until now as well', () => {
  expect(quietAfter(1, 11, 12).keptShare(start + 12 * minuteMs)).toBeCloseTo(3 / 12);
  expect(quietAfter(1).keptShare(start + 11 * minuteMs)).toBeCloseTo(2 / 11);
});

test('what was sent in time and came late is not lost', () => {
  const quiet = quietAfter(1, 11);
  quiet.spoke(start + 5 * minuteMs);
  // Of minutes 2 to 11 the fifth is known now: 2 to 5 and 6 to 11 are left.
  expect(quiet.keptShare(start + 11 * minuteMs)).toBeCloseTo(3 / 11);
  for (const minute of [2, 3, 4, 6, 7, 8, 9, 10]) quiet.spoke(start + minute * minuteMs);
  expect(quiet.keptShare(start + 11 * minuteMs)).toBe(1);
});

test('what was lost is forgotten after an hour', () => {
  const quiet = quietAfter(1, 11);
  for (let minute = 12; minute <= 71; minute++) quiet.heard(start + minute * minuteMs);
  expect(quiet.keptShare(start + 11 * minuteMs + hourMs)).toBe(1);
});
