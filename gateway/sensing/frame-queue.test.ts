import { expect, test } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import { FrameQueue, type Waiting } from './frame-queue.ts';

function frame(name: string, bytes = 1): Waiting<void> {
  const payload = new Uint8Array(bytes);
  return { frame: { deviceId: name as DeviceId, topic: '', payload, receivedAt: 0 }, refusal: null, settle() {} };
}

function take(queue: FrameQueue<void>, frames: number): string[] {
  return Array.from({ length: frames }, () => queue.take()?.frame.deviceId ?? 'none');
}

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
  expect(take(queue, 1)).toEqual(['a']);
  expect(queue.offer(frame('late'))).toBe(false);
  expect(take(queue, 2)).toEqual(['b', 'c']);
  expect(take(queue, 3)).toEqual(['d', 'e', 'none']);
  expect([queue.length, queue.bytes, queue.outside]).toEqual([0, 0, 0]);
  expect(queue.offer(frame('late'))).toBe(true);
});

test('order holds over many more frames than it ever held at once', () => {
  const queue = new FrameQueue<void>({ queueFramesMax: 3_000, queueBytesMax: 10_000 });
  const taken: string[] = [];
  for (let index = 0; index < 20_000; index++) {
    queue.line(frame(String(index)));
    if (index % 5 !== 0) taken.push(...take(queue, 1));
  }
  while (queue.length > 0) taken.push(...take(queue, 1));
  expect(taken).toEqual(Array.from({ length: 20_000 }, (_, index) => String(index)));
});
