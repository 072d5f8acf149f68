/**
 * The past of zones and doors, for charts. Closed windows come from the store, which is brought up to date before it is
 * asked; the few minutes that are still open come from memory. One way for every day, whether an hour or a year ago.
 */
import type { WindowStore } from '#gateway/ports/windows.ts';
import {
  addDays,
  type BusinessDay,
  businessDayNamed,
  localTime,
  minuteMs,
  openingOf,
} from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import type { ZoneId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { minuteOf } from '#shared/domain/window.ts';
import type { Footfall, FootfallDay, ZoneHistory } from '#shared/wire/floor-api.ts';
import type { FloorPlan, PlanLine, PlanZone } from './aggregate/floor-plan.ts';
import type { FloorWindows } from './aggregate/floor-windows.ts';

/** The most points that one answer carries. */
const pointsMax = 1_500;
const quarterMinutes = 15;

export interface HistoryParts {
  readonly plan: FloorPlan;
  readonly calendar: SiteCalendar;
  readonly windows: FloorWindows;
  /** Holds every window that is closed at `now`. */
  readonly store: WindowStore;
  readonly now: number;
}

/** Faults: zone_unknown, request_invalid. Steps in the future are left out. */
export function zoneHistoryOf(
  parts: HistoryParts,
  zoneId: ZoneId,
  fromAt: number,
  toAt: number,
  stepMs: number,
): Result<ZoneHistory> {
  const zone = parts.plan.zones.find((candidate) => candidate.id === zoneId);
  if (zone === undefined) return fail(fault('zone_unknown', `The site has no zone "${zoneId}".`));
  const stepMinutes = stepMs / minuteMs;
  if (!Number.isInteger(stepMinutes) || stepMinutes < 1) {
    return fail(fault('request_invalid', `stepMs: ${stepMs} is not a multiple of ${minuteMs}`));
  }
  const from = minuteOf(fromAt);
  const pointCount = Math.ceil((minuteOf(toAt) - from) / stepMinutes);
  if (pointCount < 1) return fail(fault('request_invalid', 'to: must be at least a minute after from'));
  if (pointCount > pointsMax) {
    return fail(fault('request_invalid', `stepMs: ${pointCount} points, more than ${pointsMax}; take longer steps`));
  }
  const to = Math.min(minuteOf(toAt), minuteOf(parts.now) + 1);
  return succeed({ zoneId, stepMs, points: pointsOf(parts, zone, from, to, stepMinutes) });
}

function pointsOf(
  parts: HistoryParts,
  zone: PlanZone,
  from: number,
  to: number,
  stepMinutes: number,
): ZoneHistory['points'] {
  const { windows, now } = parts;
  const openFrom = openFromOf(parts);
  const stored = new Map(
    parts.store
      .zoneSteps(zone.id, from, Math.min(to, openFrom), stepMinutes)
      .map(({ step, ...figures }) => [step, figures]),
  );
  windows.zones.foldThrough(minuteOf(now));
  const points: ZoneHistory['points'] = [];
  for (let start = from, step = 0; start < to; start += stepMinutes, step += 1) {
    const end = Math.min(start + stepMinutes, to);
    const closed = stored.get(step);
    let people = closed?.people ?? null;
    let { entered, left, coveredMs } = closed ?? { entered: 0, left: 0, coveredMs: 0 };
    for (let minute = Math.max(start, openFrom); minute < end; minute += 1) {
      people = windows.zones.people(zone.index, minute) ?? people;
      entered += windows.zones.entered(zone.index, minute);
      left += windows.zones.left(zone.index, minute);
      coveredMs += windows.zones.coveredSoFarMs(zone, minute, minuteOf(now));
    }
    const completeness = Math.min(1, coveredMs / ((end - start) * minuteMs));
    points.push({ at: start * minuteMs, people, entered, left, completeness, revision: closed?.revision ?? 0 });
  }
  return points;
}

/** Today, yesterday and the same weekday a week ago: people who came in from outside, whatever the line is. */
export function footfallOf(parts: HistoryParts): Footfall {
  const { calendar, windows, now } = parts;
  const today = windows.day;
  const clock = localTime(now, calendar.timeZone).clock;
  const past = (days: number): FootfallDay => {
    const day = businessDayNamed(addDays(today.name, -days), calendar);
    return footfallDayOf(parts, day, sameClockOn(day, clock, calendar));
  };
  return {
    at: now,
    today: footfallDayOf(parts, today, now),
    yesterday: past(1),
    lastWeek: past(7),
  };
}

/** The moment of a business day at which the wall clock shows a time, on days of 23 and 25 hours too. */
function sameClockOn(day: BusinessDay, clock: string, calendar: SiteCalendar): number {
  const date = clock < calendar.dayStartsAt ? addDays(day.name, 1) : day.name;
  return businessDayNamed(date, { ...calendar, dayStartsAt: clock }).startsAt;
}

interface DoorSum {
  entered: number;
  coveredMs: number;
}

function footfallDayOf(parts: HistoryParts, day: BusinessDay, soFarAt: number): FootfallDay {
  const from = minuteOf(day.startsAt);
  const to = Math.min(minuteOf(day.endsAt), minuteOf(parts.now) + 1);
  const soFarTo = Math.min(minuteOf(soFarAt) + 1, to);
  const { opensAt, closesAt } = openingOf(day, parts.calendar);
  const [opens, closes] = [minuteOf(opensAt), Math.min(minuteOf(closesAt), to)];
  const quarters = doorSums(parts, from, to, quarterMinutes);
  return {
    day: day.name,
    soFar: doorSums(parts, from, soFarTo, soFarTo - from)[0]?.entered ?? 0,
    total: quarters.reduce((sum, quarter) => sum + quarter.entered, 0),
    // Of the opening hours that have passed: at night nobody comes in, and not every counter speaks.
    completeness: shareOf(parts, doorSums(parts, opens, closes, closes - opens)[0], closes - opens),
    known: quarters.some((quarter) => quarter.entered + quarter.coveredMs > 0),
    quarters: quarters.map((sum, index) => {
      const start = from + index * quarterMinutes;
      const minutes = Math.min(start + quarterMinutes, to) - start;
      return { at: start * minuteMs, entered: sum.entered, completeness: shareOf(parts, sum, minutes) };
    }),
  };
}

/** Nothing is missing of minutes that have not come yet. */
function shareOf({ plan }: HistoryParts, sum: DoorSum | undefined, minutes: number): number {
  if (sum === undefined) return 1;
  const expectedMs = entrancesOf(plan).length * minutes * minuteMs;
  return expectedMs === 0 ? 0 : Math.min(1, sum.coveredMs / expectedMs);
}

/** People in through all entrances, step by step. */
function doorSums(parts: HistoryParts, from: number, to: number, stepMinutes: number): readonly DoorSum[] {
  if (from >= to) return [];
  const sums = Array.from({ length: Math.ceil((to - from) / stepMinutes) }, () => ({ entered: 0, coveredMs: 0 }));
  const openFrom = openFromOf(parts);
  const add = (step: number, entered: number, coveredMs: number): void => {
    const sum = sums[step];
    if (sum === undefined) throw new Error(`no step ${step}`);
    sum.entered += entered;
    sum.coveredMs += coveredMs;
  };
  const { lines } = parts.windows;
  for (const line of entrancesOf(parts.plan)) {
    const forwardEnters = line.from === null;
    for (const stored of parts.store.lineSteps(line.id, from, Math.min(to, openFrom), stepMinutes)) {
      add(stored.step, forwardEnters ? stored.forward : stored.backward, stored.coveredMs);
    }
    for (let minute = Math.max(from, openFrom); minute < to; minute += 1) {
      const entered = forwardEnters ? lines.forward(line.index, minute) : lines.backward(line.index, minute);
      const coveredMs = lines.coveredSoFarMs(line.index, minute, minuteOf(parts.now));
      add(Math.floor((minute - from) / stepMinutes), entered, coveredMs);
    }
  }
  return sums;
}

/** The counted lines between the mall and the outside, whatever their kind: doors, ramps, lifts, an escalator to the metro. */
function entrancesOf(plan: FloorPlan): readonly PlanLine[] {
  return plan.lines.filter((line) => (line.from === null) !== (line.to === null) && line.watches.length > 0);
}

/** From here on some windows are still open; before it the store has them all. */
function openFromOf({ plan, now }: HistoryParts): number {
  return minuteOf(now) - plan.closesAfterMinutes;
}
