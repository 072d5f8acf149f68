import { expect, test } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import { FrameQueue, type Waiting } from './frame-queue.ts';

function frame(name: string, bytes = 1): Waiting<void> {
  const payload = new Uint8Array(bytes);
  return { frame: { deviceId: name as DeviceId, topic: '', payload, receivedAt: 0 }, refusal: null, settle() {} };
}

const namesOf = (taken: readonly Waiting<void>[]) => taken.map((waiting) => waiting.frame.deviceId);

test('the queue is bounded in frames and in bytes', () => {
  const queue = new FrameQueue<void>({ queueFramesMax: 3, queueBytesMax: 10 });
  expect(queue.offer(frame('a', 6))).toBe(true);
  expect(queue.offer(frame('b', 5))).toBe(false);
  expect(queue.offer(frame('c', 4))).toBe(true);
  expect(queue.offer(frame('d', 0))).toBe(true);
  expect(queue.offer(frame('e', 0))).toBe(false);
  expect([queue.length, queue.bytes]).toEqual([3, 10]);
});

test('who waits for room comes in before who comes later, in order', () => {
  const queue = new FrameQueue<void>({ queueFramesMax: 2, queueBytesMax: 10 });
  for (const name of ['a', 'b', 'c', 'd', 'e']) queue.line(frame(name));
  expect(queue.outside).toBe(3);
  expect(namesOf(queue.take(1))).toEqual(['a']);
  expect(queue.offer(frame('late'))).toBe(false);
  expect(namesOf(queue.take(9))).toEqual(['b', 'c']);
  expect(namesOf(queue.take(9))).toEqual(['d', 'e']);
  expect([queue.length, queue.bytes, queue.outside]).toEqual([0, 0, 0]);
  expect(queue.offer(frame('late'))).toBe(true);
});
