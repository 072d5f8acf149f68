import { expect, test } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Metric, Reading } from '#shared/domain/reading.ts';
import { MessageOrder } from './message-order.ts';

function orderOf(sequence: Profile['sequence']): MessageOrder {
  return new MessageOrder({ sequence } as Profile);
}

function reading(metric: Metric, sourceAt: number, sequence: number | null): Reading {
  const shape = { deviceId: 'counter-1' as DeviceId, channel: '', tag: '', value: 1, intervalMs: 0, coverage: 1 };
  return { ...shape, metric, sourceAt, at: sourceAt, receivedAt: sourceAt, sequence };
}

test('a number that comes after a later one is late, whatever it measures, also over the end of the counter', () => {
  const order = orderOf({ kind: 'rises', bits: 8 });
  const late = ([sequence, sourceAt]: readonly [number, number]) =>
    order.isLate(reading(sourceAt % 2 === 0 ? 'heartbeat' : 'line.cross.forward', sourceAt, sequence));
  const messages = [
    [253, 1],
    [255, 3],
    [254, 2],
    [1, 5],
    [0, 4],
    [2, 6],
  ] as const;
  expect(messages.map(late)).toEqual([false, false, true, false, true, false]);
});

test('counters of 53 bits are told apart by one', () => {
  const order = orderOf({ kind: 'rises', bits: 53 });
  const numbers = [1, 2, 4, 3, 5].map((sequence) => order.isLate(reading('heartbeat', sequence, sequence)));
  expect(numbers).toEqual([false, false, false, true, false]);
});

test('a counter that starts again is no disorder, nor is the order of several readings in one message', () => {
  const order = orderOf({ kind: 'rises', bits: 16 });
  expect(order.isLate(reading('heartbeat', 10, 500))).toBe(false);
  expect(order.isLate(reading('line.forward', 9, 500))).toBe(false);
  expect(order.isLate(reading('heartbeat', 11, 0))).toBe(false);
  expect(order.isLate(reading('heartbeat', 12, 1))).toBe(false);
});

test('without numbers each metric goes by its own time', () => {
  const order = orderOf({ kind: 'none' });
  const late = [
    reading('heartbeat', 10, null),
    reading('line.forward', 9, null),
    reading('heartbeat', 9, null),
    reading('tag.seen', 3, null),
    reading('tag.seen', 2, null),
  ].map((each) => order.isLate(each));
  expect(late).toEqual([false, false, true, false, false]);
});
