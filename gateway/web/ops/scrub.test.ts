import { describe, expect, test } from 'vitest';
import { dayMs, minuteMs } from '#shared/domain/calendar.ts';
import { liveScrub, playOn, scrubBy, scrubRange, scrubTo, togglePlay, upcoming } from './scrub.ts';

const now = 1_000_000 * minuteMs + 12_345;
const minute = 1_000_000 * minuteMs;

describe('scrubbing', () => {
  test('the range is the last 24 hours in whole minutes', () => {
    expect(scrubRange(now)).toEqual({ from: minute - dayMs, to: minute });
  });

  test('the present and the future are live', () => {
    expect(scrubTo(now, now)).toEqual(liveScrub);
    expect(scrubTo(now, now + dayMs)).toEqual(liveScrub);
  });

  test('before the range is its start', () => {
    expect(scrubTo(now, 0)).toEqual({ at: minute - dayMs, playing: false });
  });

  test('steps start from the present, and come back to it', () => {
    const back = scrubBy(liveScrub, now, -1);
    expect(back.at).toBe(minute - minuteMs);
    expect(scrubBy(back, now, 1)).toEqual(liveScrub);
  });
});

describe('playing', () => {
  test('from live it starts an hour back', () => {
    expect(togglePlay(liveScrub, now)).toEqual({ at: minute - 60 * minuteMs, playing: true });
  });

  test('moves five minutes a tick and ends live', () => {
    const near = { at: minute - 7 * minuteMs, playing: true };
    const next = playOn(near, now);
    expect(next).toEqual({ at: minute - 2 * minuteMs, playing: true });
    expect(playOn(next, now)).toEqual(liveScrub);
  });

  test('a step by hand stops it', () => {
    expect(scrubBy({ at: minute - 30 * minuteMs, playing: true }, now, -1).playing).toBe(false);
  });

  test('reads ahead only what will be shown', () => {
    expect(upcoming({ at: minute - 12 * minuteMs, playing: true }, now, 3)).toEqual([
      minute - 7 * minuteMs,
      minute - 2 * minuteMs,
    ]);
    expect(upcoming({ at: minute - 12 * minuteMs, playing: false }, now, 3)).toEqual([]);
  });
});
