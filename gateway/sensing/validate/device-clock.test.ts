import { describe, expect, test } from 'vitest';
import { DeviceClock } from './device-clock.ts';

const hourMs = 3_600_000;
const now = 1_795_000_000_000;

function clockAfter(delaysMs: readonly number[]): DeviceClock {
  const clock = new DeviceClock(0, 24 * hourMs);
  delaysMs.forEach((delayMs, index) => {
    const receivedAt = now + index * 60_000;
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

  test('few messages prove nothing', () => {
    expect(clockAfter([hourMs, hourMs, hourMs, hourMs]).offsetMs).toBe(0);
  });

  test('readings that were held back and now come in a hurry are old, not wrong', () => {
    const heldBack = Array.from({ length: 30 }, (_, index) => 3 * hourMs - index * 300_000);
    expect(clockAfter(heldBack).offsetMs).toBe(0);
  });

  test('a clock that was set is believed again', () => {
    const wrong = new Array(8).fill(hourMs);
    const right = new Array(8).fill(50);
    expect(clockAfter([...wrong, ...right]).offsetMs).toBe(0);
  });

  test('a clock that is off by more than a day is not corrected', () => {
    expect(clockAfter(new Array(8).fill(25 * hourMs)).offsetMs).toBe(0);
  });
});
