/**
 * Windows are a cache, never a truth: at start they are made again from the stored readings of every business day that
 * is not sealed, which is the current one, the one before, and those in which the gateway did not run to their end.
 */
import type { ReadingStore } from '#gateway/ports/sensing.ts';
import type { WindowBatch, WindowStore } from '#gateway/ports/windows.ts';
import { addDays, type BusinessDay, businessDayAt, businessDayNamed, dayMs } from '#shared/domain/calendar.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { type LineWindow, minuteOf } from '#shared/domain/window.ts';
import { limits } from '../limits.ts';
import type { FloorPlan } from './aggregate/floor-plan.ts';
import { FloorWindows } from './aggregate/floor-windows.ts';
import { totalGapMaxMs } from './aggregate/total-series.ts';

export interface RebuildParts {
  readonly plan: FloorPlan;
  readonly calendar: SiteCalendar;
  readonly store: WindowStore;
  readonly readings: ReadingStore;
  readonly write: (batch: WindowBatch) => void;
}

/** The windows of the current business day and the one before, as if the gateway had run all the time. */
export function rebuildWindows(parts: RebuildParts, at: number): FloorWindows {
  const { calendar, plan, readings } = parts;
  const today = businessDayAt(at, calendar);
  const first = firstUnsealed(parts, today);
  const windows = new FloorWindows(plan, calendar, dayAfter(first, calendar));
  windows.giveBays(parts.store.baysBefore(windows.firstMinute, plan.bays));
  windows.giveLines(importedIn(parts, first));
  // Before the first day only what totals need: the value that their first difference starts from.
  let heardBefore = observe(windows, readings.readingsBetween(first.startsAt - totalGapMaxMs, first.endsAt));
  for (let day = windows.day; ; day = dayAfter(day, calendar)) {
    if (day !== windows.day) windows.moveTo(day);
    windows.giveLines(importedIn(parts, day));
    const isToday = day.startsAt >= today.startsAt;
    const until = day.endsAt + (isToday ? limits.readingAheadMaxMs : 0);
    const heard = observe(windows, readings.readingsBetween(day.startsAt, until));
    const closed = windows.takeClosed(isToday ? at : day.endsAt);
    // Days without a reading are left as they are stored: they may hold imported history only. The last windows of
    // a day close when the next has begun, so they are written with those of the next.
    if (heard || heardBefore) parts.write({ ...closed, sealThrough: null });
    heardBefore = heard;
    if (!isToday) continue;
    parts.write({ lines: [], zones: [], bays: [], sealThrough: sealedWith(day) });
    return windows;
  }
}

/** When a business day begins, the one before the one before it leaves memory: nothing can change it any more. */
export function sealedWith(day: BusinessDay): string {
  return addDays(day.name, -2);
}

function firstUnsealed({ store, calendar }: RebuildParts, today: BusinessDay): BusinessDay {
  const yesterday = addDays(today.name, -1);
  // Without readings nothing can be made: they are kept for so many days.
  const oldest = addDays(today.name, -Math.floor(limits.readingsAgeMaxMs / dayMs));
  const sealed = store.sealedThrough();
  const wanted = sealed === null || sealed < oldest ? oldest : addDays(sealed, 1);
  return businessDayNamed(wanted < yesterday ? wanted : yesterday, calendar);
}

function dayAfter(day: BusinessDay, calendar: SiteCalendar): BusinessDay {
  return businessDayNamed(addDays(day.name, 1), calendar);
}

function* importedIn({ store, plan }: RebuildParts, day: BusinessDay): Iterable<LineWindow> {
  const lineIds = plan.lines.map((line) => line.id);
  for (const window of store.lineWindows(lineIds, minuteOf(day.startsAt), minuteOf(day.endsAt))) {
    if (window.imported) yield window;
  }
}

function observe(windows: FloorWindows, readings: Iterable<Reading>): boolean {
  let heard = false;
  for (const reading of readings) {
    windows.observe([reading]);
    heard = true;
  }
  return heard;
}
