import { expect, test } from 'vitest';
import type { SequenceGap } from '#gateway/ports/sensing.ts';
import { hourMs } from '#shared/domain/calendar.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { SequenceGaps } from './sequence-gaps.ts';

const later = 30_000;

function gapOf(...missing: [from: number, to: number][]): SequenceGap {
  const [fromSequence, toSequence] = [missing[0]?.[0] ?? 0, missing.at(-1)?.[1] ?? 0];
  return { deviceId: 'counter-1' as DeviceId, fromSequence, toSequence, fromAt: 0, toAt: 0, missing };
}

test('what is missing is what the validate stage says of it', () => {
  const gaps = new SequenceGaps();
  gaps.opened(gapOf([10, 12]), 0);
  gaps.opened(gapOf([254, 255], [0, 1]), 0);
  expect(gaps.missing(later)).toBe(7);
  gaps.filled({ ...gapOf([10, 12]), missing: [[12, 12]] });
  expect(gaps.missing(later)).toBe(5);
  gaps.filled({ ...gapOf([10, 12]), missing: [] });
  gaps.filled({ ...gapOf([500, 501]), missing: [] });
  expect(gaps.missing(later)).toBe(4);
});

test('a number is not missing while it may only have been overtaken', () => {
  const gaps = new SequenceGaps();
  gaps.opened(gapOf([10, 10]), 1_000);
  expect(gaps.missing(999 + later)).toBe(0);
  expect(gaps.missing(1_000 + later)).toBe(1);
});

test('a gap counts for an hour', () => {
  const gaps = new SequenceGaps();
  gaps.opened(gapOf([1, 5]), 1_000);
  expect(gaps.missing(999 + hourMs)).toBe(5);
  expect(gaps.missing(1_000 + hourMs)).toBe(0);
});
