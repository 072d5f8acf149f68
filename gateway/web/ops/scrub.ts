/** Looking back over the last 24 hours in whole minutes. Pure: the time is an argument. */
import { dayMs, minuteMs } from '#shared/domain/calendar.ts';

export interface Scrub {
  /** The minute that is shown, epoch ms; null while the screen is live. */
  readonly at: number | null;
  readonly playing: boolean;
}

export const liveScrub: Scrub = { at: null, playing: false };

/** How far one tick of playing moves, in minutes of the mall. */
export const playStepMinutes = 5;

/** The range that can be shown: the last 24 hours, up to the last whole minute. */
export function scrubRange(now: number): { readonly from: number; readonly to: number } {
  const to = wholeMinute(now);
  return { from: to - dayMs, to };
}

/** Shows a moment; the present and later is live. */
export function scrubTo(now: number, at: number): Scrub {
  const { from, to } = scrubRange(now);
  const minute = wholeMinute(at);
  return minute >= to ? liveScrub : { at: Math.max(from, minute), playing: false };
}

/** Moves by minutes from what is shown; a step by hand stops the play. */
export function scrubBy(scrub: Scrub, now: number, minutes: number): Scrub {
  return scrubTo(now, (scrub.at ?? now) + minutes * minuteMs);
}

/** Starts or stops playing; from live it starts an hour back. */
export function togglePlay(scrub: Scrub, now: number): Scrub {
  if (scrub.playing) return { ...scrub, playing: false };
  const start = scrub.at ?? scrubBy(scrub, now, -60).at;
  return { at: start, playing: true };
}

/** One tick of playing; arriving at the present it is live. */
export function playOn(scrub: Scrub, now: number): Scrub {
  if (!scrub.playing || scrub.at === null) return scrub;
  const next = scrubBy(scrub, now, playStepMinutes);
  return next.at === null ? next : { ...next, playing: true };
}

/** The minutes that play will show next, for reading ahead. */
export function upcoming(scrub: Scrub, now: number, count: number): readonly number[] {
  if (!scrub.playing || scrub.at === null) return [];
  const { to } = scrubRange(now);
  const start = scrub.at;
  return Array.from({ length: count }, (_, index) => start + (index + 1) * playStepMinutes * minuteMs).filter(
    (at) => at < to,
  );
}

function wholeMinute(at: number): number {
  return Math.floor(at / minuteMs) * minuteMs;
}
