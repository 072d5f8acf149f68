/**
 * Brings in history that was counted elsewhere: line minutes, which count as complete and stand instead of what devices
 * said of the same minutes. The zones' windows of every day they touch are folded again.
 *
 * May run while the gateway does. What the gateway holds in memory, today and yesterday, shows it after its next start.
 */
import type { WindowStore } from '#gateway/ports/windows.ts';
import { type BusinessDay, businessDayAt, dayMs, minuteMs } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import type { ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { type LineWindow, minuteOf, type ZoneWindow } from '#shared/domain/window.ts';
import type { ImportedMinute } from '#shared/wire/imported-minute.ts';
import { type FloorPlan, planFloor } from './aggregate/floor-plan.ts';
import { FloorWindows } from './aggregate/floor-windows.ts';

export interface ImportReceipt {
  readonly minutes: number;
  /** Names of the business days they belong to, in order. */
  readonly days: readonly string[];
}

export interface ImportParts {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly windowStore: WindowStore;
  /** Minutes that are not over at this moment are refused. */
  readonly now: number;
}

/** So many rows are written at a time, so that a running gateway never waits long for the file. */
const rowsPerWrite = 40_000;

/**
 * All rows are checked before the first is written. Taking them again changes nothing. On disk when it returns.
 * Faults: request_invalid, naming the row from 1; store_failed, after which the import is to be made again.
 */
export function importWindows(parts: ImportParts, rows: Iterable<ImportedMinute>): Result<ImportReceipt> {
  const { site, windowStore } = parts;
  const read = readRows(parts, rows);
  if (!read.ok) return read;
  const windows = read.value;
  const plan = planFloor(site, parts.profiles);
  const days = daysOf(windows, site);
  for (const lines of batchesOf(windows, (window) => window.lineId)) {
    const written = windowStore.write({ lines, zones: [], bays: [], sealThrough: null });
    if (!written.ok) return written;
  }
  const folded = days.flatMap((day) => foldDay(plan, parts, day));
  for (const zones of batchesOf(folded, (window) => window.zoneId)) {
    const written = windowStore.write({ lines: [], zones, bays: [], sealThrough: null });
    if (!written.ok) return written;
  }
  return succeed({ minutes: windows.length, days: days.map((day) => day.name) });
}

function readRows({ site, now }: ImportParts, rows: Iterable<ImportedMinute>): Result<readonly LineWindow[]> {
  const known = new Set<string>(site.lines.map((line) => line.id));
  const windows: LineWindow[] = [];
  for (const row of rows) {
    const name = `row ${windows.length + 1}`;
    if (!known.has(row.line))
      return fail(fault('request_invalid', `${name}: line: the site has no line "${row.line}"`));
    if (row.at + minuteMs > now) return fail(fault('request_invalid', `${name}: at: this minute is not over yet`));
    windows.push({
      lineId: row.line,
      minute: minuteOf(row.at),
      forward: row.forward,
      backward: row.backward,
      coveredMs: minuteMs,
      imported: true,
    });
  }
  return succeed(windows);
}

function daysOf(windows: readonly LineWindow[], site: Site): readonly BusinessDay[] {
  const days = new Map<string, BusinessDay>();
  let day: BusinessDay | null = null;
  for (const { minute } of windows) {
    const at = minute * minuteMs;
    // Rows mostly come in order, and a calendar is slow to ask.
    if (day === null || at < day.startsAt || at >= day.endsAt) day = businessDayAt(at, site.calendar);
    days.set(day.name, day);
  }
  return [...days.values()].sort((a, b) => a.startsAt - b.startsAt);
}

/** Subject by subject, as the rows lie in the file: appending to one place is much faster than jumping between many. */
function* batchesOf<Window>(
  windows: readonly Window[],
  subjectOf: (window: Window) => string,
): Iterable<readonly Window[]> {
  const ordered = [...Map.groupBy(windows, subjectOf).values()].flat();
  for (let start = 0; start < ordered.length; start += rowsPerWrite) yield ordered.slice(start, start + rowsPerWrite);
}

/** The zones' windows of a day, made from all line windows that are stored of it, as far as the day has come. */
function foldDay(plan: FloorPlan, { site, windowStore, now }: ImportParts, day: BusinessDay): readonly ZoneWindow[] {
  const windows = new FloorWindows(plan, site.calendar, day);
  const lineIds = plan.lines.map((line) => line.id);
  windows.giveLines(windowStore.lineWindows(lineIds, minuteOf(day.startsAt), minuteOf(day.endsAt)));
  const endMinute = Math.min(minuteOf(day.endsAt), minuteOf(now));
  // A day later all windows of this one are closed, whatever the cadence of their counters.
  const { zones } = windows.takeClosed(day.endsAt + dayMs);
  return zones.filter((window) => window.minute < endMinute);
}
