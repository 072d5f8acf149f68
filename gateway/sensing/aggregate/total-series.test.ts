import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import { type Difference, TotalSeries } from './total-series.ts';

type Value = readonly [minute: number, value: number, sequence?: number];

/** What stands after all changes: differences by their end, taken-back ones gone. */
function standing(series: TotalSeries, values: readonly Value[]): Record<number, number> {
  const counts = new Map<string, Difference & { total: number }>();
  for (const [minute, value, sequence] of values) {
    for (const change of series.insert(minute * minuteMs, sequence ?? null, value)) {
      const key = `${change.fromAt} ${change.toAt} ${change.count}`;
      counts.set(key, { ...change, total: (counts.get(key)?.total ?? 0) + change.sign });
    }
  }
  const left = [...counts.values()].filter((change) => change.total !== 0);
  expect(left.every((change) => change.total === 1)).toBe(true);
  return Object.fromEntries(left.map((change) => [change.toAt / minuteMs, change.count]));
}

const series16 = (): TotalSeries => new TotalSeries(65_536, 53);

describe('a total that rises', () => {
  test('counts the differences; the first value alone counts nothing', () => {
    expect(
      standing(series16(), [
        [1, 100],
        [2, 103],
        [3, 103],
        [4, 110],
      ]),
    ).toEqual({ 2: 3, 3: 0, 4: 7 });
  });

  test('a late value splits the difference over its gap', () => {
    expect(
      standing(series16(), [
        [1, 100],
        [4, 110],
        [2, 103],
      ]),
    ).toEqual({ 2: 3, 4: 7 });
  });

  test('values more than a day apart are not differenced', () => {
    const day = (24 * hourMs) / minuteMs;
    expect(
      standing(series16(), [
        [1, 100],
        [2 + day, 500],
        [3 + day, 501],
      ]),
    ).toEqual({ [3 + day]: 1 });
  });
});

describe('a total that falls', () => {
  test('has wrapped where the way across the end could be walked', () => {
    expect(
      standing(series16(), [
        [1, 65_530],
        [2, 4],
      ]),
    ).toEqual({ 2: 10 });
  });

  test('has started again where it could not', () => {
    expect(
      standing(series16(), [
        [1, 40_000],
        [2, 4],
      ]),
    ).toEqual({ 2: 4 });
    expect(
      standing(new TotalSeries(null, null), [
        [1, 65_530],
        [2, 4],
      ]),
    ).toEqual({ 2: 4 });
  });

  test('started again at a number that nobody walked: counts nothing, and counts on from there', () => {
    expect(
      standing(series16(), [
        [1, 40_000],
        [2, 20_000],
        [3, 20_002],
      ]),
    ).toEqual({ 2: 0, 3: 2 });
  });

  test('is old news where its sequence says so', () => {
    // A device without a clock sends its buffer: received later, counted earlier.
    expect(
      standing(series16(), [
        [1, 100, 7],
        [2, 110, 9],
        [3, 104, 8],
        [4, 112, 10],
      ]),
    ).toEqual({ 2: 10, 4: 2 });
  });

  test('is new where the sequence has wrapped as well', () => {
    const narrow = new TotalSeries(65_536, 8);
    expect(
      standing(narrow, [
        [1, 65_535, 255],
        [2, 1, 0],
      ]),
    ).toEqual({ 2: 2 });
  });
});

test('the order of arrival does not matter', () => {
  const value = fc.record({ minute: fc.integer({ min: 0, max: 40 }), value: fc.integer({ min: 0, max: 3_000 }) });
  const values = fc.uniqueArray(value, { selector: (each) => each.minute, minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(
      values.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))),
      ([inOrder, shuffled]) => {
        const asValues = (list: typeof inOrder): Value[] => list.map((each) => [each.minute, each.value]);
        expect(standing(series16(), asValues(shuffled))).toEqual(standing(series16(), asValues(inOrder)));
      },
    ),
    { numRuns: 300 },
  );
});
