/**
 * How many people want to be inside, by hour and weekday of mall time, and when they have to be out.
 *
 * A demonstration is looked at whenever somebody looks: from the moment `livelyFrom` on no open hour is emptier than
 * half the peak, and the closed hours are given a Saturday afternoon. Even then the mall empties before the business day
 * turns, because that is when the gateway starts to count from zero.
 */
import { type BusinessDay, businessDayAt, hourMs, minuteMs, openingOf } from '#shared/domain/calendar.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';

export interface Demand {
  /** People who should be inside at a moment, as far as arrivals can bring them. */
  peopleAt(at: number): number;
  /** The moment by which whoever is inside at `at` has to have left. */
  leaveBy(at: number): number;
}

export interface DemandSettings {
  readonly calendar: SiteCalendar;
  /** People inside at the busiest moment of a Saturday. */
  readonly peoplePeak: number;
  /** Epoch ms; before it the real hours hold, and they always do with Infinity. */
  readonly livelyFrom: number;
}

/** Nobody comes any more so long before everybody has to be out. */
const lastEntryMs = 25 * minuteMs;
/** Out this long before the day turns, so that no crossing falls into the next one. */
const marginMs = 3 * minuteMs;

/** Share of the peak, from the hour of opening to the hour of closing, in equal steps. */
const weekdayShape = [0.1, 0.3, 0.52, 0.5, 0.4, 0.38, 0.42, 0.52, 0.68, 0.72, 0.6, 0.36, 0.1];
const weekendShape = [0.18, 0.45, 0.7, 0.82, 0.9, 0.95, 1, 0.98, 0.94, 0.9, 0.74, 0.45, 0.12];
/** Of the weekday, Monday to Friday: people come more towards the weekend. */
const weekdayFactors = [0.9, 0.92, 0.95, 1, 1.15];
const livelyShare = 0.5;
const nightShape = [0.7, 0.85, 0.95, 0.9, 0.8];

export function createDemand({ calendar, peoplePeak, livelyFrom }: DemandSettings): Demand {
  let day: BusinessDay | undefined;
  let hours = { opensAt: 0, closesAt: 0 };

  // The calendar asks Intl, which is slow; a day is asked for many times in a row.
  function enter(at: number): BusinessDay {
    if (day === undefined || at < day.startsAt || at >= day.endsAt) {
      day = businessDayAt(at, calendar);
      hours = openingOf(day, calendar);
    }
    return day;
  }

  function leaveBy(at: number): number {
    const { endsAt } = enter(at);
    return at >= livelyFrom ? endsAt - marginMs : Math.min(hours.closesAt + 15 * minuteMs, endsAt - marginMs);
  }

  return {
    leaveBy,
    peopleAt(at) {
      const { name, startsAt, endsAt } = enter(at);
      const { opensAt, closesAt } = hours;
      if (at >= leaveBy(at) - lastEntryMs) return 0;
      if (at >= opensAt && at < closesAt) {
        const share = openShare(name, (at - opensAt) / (closesAt - opensAt));
        return peoplePeak * Math.max(share, at >= livelyFrom ? livelyShare : 0);
      }
      if (at < livelyFrom) return 0;
      const [from, to] = at < opensAt ? [startsAt, opensAt] : [closesAt, endsAt];
      return peoplePeak * along(nightShape, (at - from) / Math.max(to - from, hourMs));
    },
  };
}

function openShare(dayName: string, progress: number): number {
  const weekday = (new Date(`${dayName}T00:00:00Z`).getUTCDay() + 6) % 7;
  const factor = weekdayFactors[weekday];
  return factor === undefined ? along(weekendShape, progress) : factor * along(weekdayShape, progress);
}

/** Linear between equally spaced values; progress from 0 to 1. */
function along(values: readonly number[], progress: number): number {
  const place = Math.min(Math.max(progress, 0), 1) * (values.length - 1);
  const index = Math.min(Math.floor(place), values.length - 2);
  const left = values[index] ?? 0;
  return left + ((values[index + 1] ?? left) - left) * (place - index);
}
