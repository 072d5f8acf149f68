import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OpenGap, SequenceTrack } from './sequence-track.ts';

const start = 1_000_000;

function trackFrom(sequence: number, bits: 8 | 16 | 32 | 53 = 32, openGaps: OpenGap[] = []): SequenceTrack {
  return new SequenceTrack(bits, { sequence, sourceAt: start, at: start }, openGaps);
}

describe('sequence track', () => {
  test('numbers in order are no news', () => {
    const track = trackFrom(7);
    for (const step of [1, 2, 3]) {
      expect(track.observe(7 + step, start + step, start + step)).toEqual({ gap: null, filling: null });
    }
  });

  test('a jump opens a gap between the times of both sides', () => {
    const { gap } = trackFrom(7).observe(11, start + 40, start + 40);
    expect(gap).toEqual({ fromSequence: 8, toSequence: 10, fromAt: start, toAt: start + 40, missing: [[8, 10]] });
  });

  test('late numbers fill the gap from anywhere, the last one repairs it', () => {
    const track = trackFrom(7);
    track.observe(11, start + 40, start + 40);
    const missing = [9, 8, 10].map((late) => track.observe(late, start + late, start + late).filling?.missing);
    expect(missing).toEqual([
      [
        [8, 8],
        [10, 10],
      ],
      [[10, 10]],
      [],
    ]);
    expect(track.observe(9, start + 9, start + 9)).toEqual({ gap: null, filling: null });
  });

  test('a gap known from before the start is filled as well', () => {
    const track = trackFrom(20, 32, [{ fromSequence: 8, fromAt: start, missing: [[8, 9]] }]);
    expect(track.observe(9, start - 5, start - 5).filling?.missing).toEqual([[8, 8]]);
  });

  test.each([
    {
      bits: 8,
      last: 254,
      next: 1,
      missing: [
        [255, 255],
        [0, 0],
      ],
      from: 255,
      to: 0,
    },
    { bits: 8, last: 255, next: 2, missing: [[0, 1]], from: 0, to: 1 },
    { bits: 16, last: 65_534, next: 0, missing: [[65_535, 65_535]], from: 65_535, to: 65_535 },
    { bits: 53, last: 3, next: 6, missing: [[4, 5]], from: 4, to: 5 },
  ] as const)('$bits bits: from $last to $next misses what lies between', ({ bits, last, next, missing, from, to }) => {
    const { gap } = trackFrom(last, bits).observe(next, start + 1, start + 1);
    expect(gap).toMatchObject({ fromSequence: from, toSequence: to, missing });
  });

  test('the counter coming round is not a gap', () => {
    expect(trackFrom(65_535, 16).observe(0, start + 1, start + 1).gap).toBeNull();
  });

  test('a number that falls while time goes on is a reset, not thousands of lost messages', () => {
    const track = trackFrom(5_000);
    expect(track.observe(0, start + 60_000, start + 60_000).gap).toBeNull();
    expect(track.observe(1, start + 61_000, start + 61_000).gap).toBeNull();
    expect(track.observe(3, start + 62_000, start + 62_000).gap).toMatchObject({ fromSequence: 2, toSequence: 2 });
  });

  test('whatever is lost, late or repeated: a gap stays open for exactly the numbers that never came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ fate: fc.constantFrom('now', 'late', 'never'), twice: fc.boolean() })),
        (plan) => {
          const track = trackFrom(0);
          const open = new Map<number, readonly (readonly [number, number])[]>();
          const send = (sequence: number): void => {
            const { gap, filling } = track.observe(sequence, start + sequence, start + sequence);
            for (const news of [gap, filling]) if (news !== null) open.set(news.fromSequence, news.missing);
          };
          const numbered = [...plan.slice(0, 60), { fate: 'now', twice: false }].map((part, index) => ({
            ...part,
            sequence: index + 1,
          }));
          for (const part of numbered.filter(({ fate }) => fate === 'now')) send(part.sequence);
          for (const part of numbered.filter(({ fate }) => fate === 'late')) send(part.sequence);
          for (const part of numbered.filter(({ fate, twice }) => fate !== 'never' && twice)) send(part.sequence);
          const missing = [...open.values()]
            .flat()
            .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
          const never = numbered.filter(({ fate }) => fate === 'never').map(({ sequence }) => sequence);
          expect(missing.sort((a, b) => a - b)).toEqual(never);
        },
      ),
    );
  });
});
