/**
 * The past of the mall, one business day after the other, as the minute crossings of every counted line. The people are
 * those of the live mall, walked through their day at once: who starts with the same day and seed does the same. They
 * keep the real hours; a mall that is lively at night is so only while somebody looks.
 */
import { addDays, type BusinessDay, businessDayAt, businessDayNamed, minuteMs } from '#shared/domain/calendar.ts';
import type { LineId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Crowd } from './crowd/crowd.ts';
import type { Grounds } from './crowd/grounds.ts';
import type { Step } from './crowd/visit.ts';
import { createCrowd } from './mall.ts';

/** One minute of one line. */
export interface LineMinute {
  readonly line: LineId;
  /** Start of the minute, epoch ms. */
  readonly at: number;
  readonly forward: number;
  readonly backward: number;
}

export interface DayOrder {
  readonly grounds: Grounds;
  readonly seed: number;
  readonly peoplePeak: number;
}

/** A day as far as it was walked. */
export interface WalkedDay {
  readonly crowd: Crowd;
  /** Every minute of every counted line, with or without a crossing, line by line. */
  minutes(): Iterable<LineMinute>;
}

/** Walks a business day up to a moment, which is the end of a minute. */
export function walkDay(site: Site, day: BusinessDay, until: number, order: DayOrder): WalkedDay {
  const crowd = createCrowd({ ...order, site, pace: 1, startsAt: day.startsAt, livelyFrom: Number.POSITIVE_INFINITY });
  const tally = new Tally(site, day.startsAt, until);
  crowd.leap(until, (steps) => tally.count(steps));
  return { crowd, minutes: () => tally.minutes() };
}

/** The last whole business days before the one of a moment, the oldest first. */
export function daysBefore(at: number, days: number, { calendar }: Site): readonly BusinessDay[] {
  const today = businessDayAt(at, calendar).name;
  return Array.from({ length: days }, (_, index) => businessDayNamed(addDays(today, index - days), calendar));
}

/** Crossings by line and minute. */
class Tally {
  readonly #startsAt: number;
  /** Forward and backward of each minute, one after the other. */
  readonly #lines: ReadonlyMap<LineId, Uint16Array>;

  constructor(site: Site, startsAt: number, until: number) {
    this.#startsAt = startsAt;
    const places = (2 * (until - startsAt)) / minuteMs;
    this.#lines = new Map(countedLines(site).map((line) => [line, new Uint16Array(places)]));
  }

  count(steps: readonly Step[]): void {
    for (const { at, deed } of steps) {
      if (deed.kind !== 'cross') continue;
      const counts = this.#lines.get(deed.passage.line.id);
      const place = 2 * Math.floor((at - this.#startsAt) / minuteMs) + (deed.passage.direction === 'forward' ? 0 : 1);
      if (counts !== undefined && place < counts.length) counts[place] = (counts[place] ?? 0) + 1;
    }
  }

  *minutes(): Iterable<LineMinute> {
    for (const [line, counts] of this.#lines) {
      for (let place = 0; place < counts.length; place += 2) {
        const at = this.#startsAt + (place / 2) * minuteMs;
        yield { line, at, forward: counts[place] ?? 0, backward: counts[place + 1] ?? 0 };
      }
    }
  }
}

function countedLines({ devices }: Site): readonly LineId[] {
  const targets = devices.flatMap((device) => Object.values(device.channels));
  return [...new Set(targets.flatMap((target) => ('line' in target ? [target.line] : [])))];
}
