/** Shares out what was counted over an interval to the minutes of the interval. */
import { minuteMs } from '#shared/domain/calendar.ts';
import { minuteOf } from '#shared/domain/window.ts';

export interface MinuteShare {
  readonly minute: number;
  readonly count: number;
  /** How much of the minute the interval covers, 1 to 60,000 ms. */
  readonly overlapMs: number;
}

/**
 * The shares of a whole count in proportion to the time that [fromAt, toAt) has in each minute, by the method of the
 * largest remainder: shares are whole and their sum is the count; of equal remainders the earlier minute is served first.
 * Times are rounded to milliseconds. Needs fromAt < toAt.
 */
export function spreadOverMinutes(count: number, fromAt: number, toAt: number): readonly MinuteShare[] {
  const from = Math.round(fromAt);
  const to = Math.max(from + 1, Math.round(toAt));
  const shares: { minute: number; count: number; overlapMs: number; remainder: number }[] = [];
  let given = 0;
  for (let minute = minuteOf(from); minute * minuteMs < to; minute += 1) {
    const overlapMs = Math.min(to, (minute + 1) * minuteMs) - Math.max(from, minute * minuteMs);
    // Count × ms stays far below 2^53, so quotient and remainder are exact.
    const product = count * overlapMs;
    const whole = Math.floor(product / (to - from));
    shares.push({ minute, count: whole, overlapMs, remainder: product - whole * (to - from) });
    given += whole;
  }
  const byRemainder = [...shares].sort((a, b) => b.remainder - a.remainder || a.minute - b.minute);
  for (const share of byRemainder.slice(0, count - given)) share.count += 1;
  return shares;
}
