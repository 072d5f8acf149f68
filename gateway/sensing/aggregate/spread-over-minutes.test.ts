import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minuteMs } from '#shared/domain/calendar.ts';
import { spreadOverMinutes } from './spread-over-minutes.ts';

test('an interval of one whole minute gives all to that minute', () => {
  expect(spreadOverMinutes(7, 60_000, 120_000)).toMatchObject([{ minute: 1, count: 7, overlapMs: 60_000 }]);
});

test('what does not divide goes to the largest remainder, then to the earlier minute', () => {
  // 30 s, 60 s, 30 s of 120 s: 5 people are 1.25, 2.5, 1.25; the one left over goes to the middle.
  expect(spreadOverMinutes(5, 30_000, 150_000).map((share) => share.count)).toEqual([1, 3, 1]);
  expect(spreadOverMinutes(1, 30_000, 90_000).map((share) => share.count)).toEqual([1, 0]);
});

test('an interval without length lies in the minute of its moment', () => {
  expect(spreadOverMinutes(3, 90_000, 90_000)).toMatchObject([{ minute: 1, count: 3 }]);
});

test('nobody is lost or made up, and no minute differs from its fair share by one or more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 10 ** 12 }),
      fc.integer({ min: 1, max: 86_400_000 }),
      (count, from, length) => {
        const shares = spreadOverMinutes(count, from, from + length);
        expect(shares.reduce((sum, share) => sum + share.count, 0)).toBe(count);
        expect(shares.reduce((sum, share) => sum + share.overlapMs, 0)).toBe(length);
        for (const share of shares) {
          expect(Math.abs(share.count - (count * share.overlapMs) / length)).toBeLessThan(1);
          expect(share.overlapMs).toBeLessThanOrEqual(minuteMs);
        }
      },
    ),
    { numRuns: 50 },
  );
});
