import { describe, expect, test } from 'vitest';
import { DeviceClock } from './device-clock.ts';

const hourMs = 3_600_000;
const now = 1_795_000_000_000;

function clockAfter(delaysMs: readonly number[], everyMs = 60_000): DeviceClock {
  const clock = new DeviceClock(0, 24 * hourMs);
  delaysMs.forEach((delayMs, index) => {
    const receivedAt = now + index * everyMs;
    clock.observe(receivedAt - delayMs, receivedAt);
  });
  return clock;
}

describe('device clock', () => {
  test('a good clock with an uneven way is left alone', () => {
    expect(clockAfter([40, 900, 120, 2_500, 60, 70]).offsetMs).toBe(0);
  });

  test('a clock that is behind or ahead is corrected by the least delay', () => {
    const behind = clockAfter([2 * hourMs + 900, 2 * hourMs + 60, 2 * hourMs + 400, 2 * hourMs + 80, 2 * hourMs + 70]);
    expect(behind.offsetMs).toBe(-(2 * hourMs + 60));
    expect(behind.correct(now - 2 * hourMs - 60)).toBe(now);
    expect(clockAfter([-420_000, -419_500, -419_900, -420_100, -419_000]).offsetMs).toBe(420_100);
  });

  test('the second message decides, half a minute after the first', () => {
    expect(clockAfter([hourMs]).offsetMs).toBe(0);
    expect(clockAfter([hourMs, hourMs]).offsetMs).toBe(-hourMs);
    expect(clockAfter([hourMs, hourMs, hourMs, hourMs], 9_000).offsetMs).toBe(0);
  });

  test('readings that were held back and now come in a hurry are old, not wrong', () => {
    const heldBack = Array.from({ length: 30 }, (_, index) => 3 * hourMs - index * 300_000);
    expect(clockAfter(heldBack).offsetMs).toBe(0);
  });

  test('so are those of a busy door, of which thousands are held back within seconds of each other', () => {
    const everySecond = Array.from({ length: 2_000 }, (_, index) => hourMs - index * 1_000);
    expect(clockAfter(everySecond, 2).offsetMs).toBe(0);
    // The queue is empty: what comes now is of now, and nothing was learnt that would move it.
    expect(clockAfter([...everySecond, 40, 45], 1_000).offsetMs).toBe(0);
  });

  test('a clock that was set is believed at once where the old correction puts it into the future', () => {
    const wrong = new Array(8).fill(hourMs);
    expect(clockAfter([...wrong, 50]).offsetMs).toBe(0);
    expect(clockAfter([...wrong, hourMs / 2]).offsetMs).toBe(-hourMs / 2);
    // Further behind than it was: that may be a queue, until it stays so.
    expect(clockAfter([...wrong, 2 * hourMs]).offsetMs).toBe(-hourMs);
    expect(clockAfter([...wrong, 2 * hourMs, 2 * hourMs]).offsetMs).toBe(-2 * hourMs);
  });

  test('a clock that is off by more than a day is not corrected', () => {
    expect(clockAfter(new Array(8).fill(25 * hourMs)).offsetMs).toBe(0);
  });
});
