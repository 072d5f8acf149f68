/**
 * Minute windows of the zones, folded from the line windows: people at the end of a minute are those of the minute
 * before, plus who entered, less who left, starting with nobody when the business day starts.
 *
 * A count below zero says that somebody was missed on the way in. The shortfall is added as a correction and kept, so
 * that the figure is never negative and the error stays visible. Because the fold runs over whole minutes, the order of
 * crossings within a minute, or of their arrival, does not matter; late data folds the day again from its minute on.
 *
 * A zone is unknown until the first minute of the day in which one of its lines was heard.
 */
import type { ZoneWindow } from '#shared/domain/window.ts';
import type { FloorPlan, PlanZone } from './floor-plan.ts';
import type { LineWindows } from './line-windows.ts';
import { columnAt, columnsOf, counts, flags, type MinuteSpan, shiftColumns, spanMinutes } from './minute-span.ts';

export class ZoneWindows {
  readonly #plan: FloorPlan;
  readonly #lines: LineWindows;
  /** People plus 1; 0 where the zone is unknown. */
  readonly #people: readonly Int32Array[];
  readonly #entered: readonly Int32Array[];
  readonly #left: readonly Int32Array[];
  readonly #corrected: readonly Int32Array[];
  readonly #unsaved: readonly Uint8Array[];
  /** The first minute of each zone that is not folded, or no more. */
  readonly #foldFrom: number[];
  #span: MinuteSpan;

  constructor(plan: FloorPlan, span: MinuteSpan, lines: LineWindows) {
    this.#plan = plan;
    this.#lines = lines;
    this.#span = span;
    this.#people = columnsOf(plan.zones.length, counts);
    this.#entered = columnsOf(plan.zones.length, counts);
    this.#left = columnsOf(plan.zones.length, counts);
    this.#corrected = columnsOf(plan.zones.length, counts);
    this.#unsaved = columnsOf(plan.zones.length, flags);
    this.#foldFrom = plan.zones.map(() => span.first);
  }

  /** A line's minute changed: what its zones made of it, and of all later minutes, is out of date. */
  lineChanged(line: number, minute: number): void {
    const { from = null, to = null } = this.#plan.lines[line] ?? {};
    for (const zone of [from, to]) {
      if (zone === null) continue;
      this.#foldFrom[zone] = Math.min(this.#foldFrom[zone] ?? minute, minute);
      columnAt(this.#unsaved, zone)[minute - this.#span.first] = 1;
    }
  }

  /** Brings all zones up to date, up to and including a minute. */
  foldThrough(minute: number): void {
    const last = Math.min(minute, this.#span.first + spanMinutes - 1);
    for (const zone of this.#plan.zones) {
      for (let at = this.#foldFrom[zone.index] ?? last; at <= last; at += 1) this.#fold(zone, at);
      this.#foldFrom[zone.index] = Math.max(this.#foldFrom[zone.index] ?? 0, last + 1);
    }
  }

  /** At the end of a folded minute; null where unknown. */
  people(zone: number, minute: number): number | null {
    const stored = columnAt(this.#people, zone)[minute - this.#span.first] ?? 0;
    return stored === 0 ? null : stored - 1;
  }

  entered(zone: number, minute: number): number {
    return columnAt(this.#entered, zone)[minute - this.#span.first] ?? 0;
  }

  left(zone: number, minute: number): number {
    return columnAt(this.#left, zone)[minute - this.#span.first] ?? 0;
  }

  corrected(zone: number, minute: number): number {
    return columnAt(this.#corrected, zone)[minute - this.#span.first] ?? 0;
  }

  /** The mean over the zone's watched lines, 0 to 60,000 ms; 0 without one. */
  coveredMs(zone: PlanZone, minute: number): number {
    return meanOf(zone, (line) => this.#lines.coveredMs(line, minute));
  }

  coveredSoFarMs(zone: PlanZone, minute: number, nowMinute: number): number {
    return meanOf(zone, (line) => this.#lines.coveredSoFarMs(line, minute, nowMinute));
  }

  /** The known windows that closed or changed after closing since the last call. */
  takeUnsaved(nowMinute: number): readonly ZoneWindow[] {
    this.foldThrough(nowMinute);
    const windows: ZoneWindow[] = [];
    for (const zone of this.#plan.zones) {
      const unsaved = columnAt(this.#unsaved, zone.index);
      const closed = nowMinute - 1 - zone.closesAfterMinutes - this.#span.first;
      for (let index = unsaved.indexOf(1); index !== -1 && index <= closed; index = unsaved.indexOf(1, index + 1)) {
        unsaved[index] = 0;
        const window = this.#windowAt(zone, this.#span.first + index);
        if (window !== null) windows.push(window);
      }
    }
    return windows;
  }

  shiftTo(span: MinuteSpan): void {
    const by = span.first - this.#span.first;
    for (const columns of [this.#people, this.#entered, this.#left, this.#corrected]) shiftColumns(columns, by);
    shiftColumns(this.#unsaved, by);
    this.#span = span;
    for (const zone of this.#plan.zones) {
      this.#foldFrom[zone.index] = Math.max(this.#foldFrom[zone.index] ?? span.first, span.first);
    }
  }

  #fold(zone: PlanZone, minute: number): void {
    const index = minute - this.#span.first;
    let entered = 0;
    let left = 0;
    let heard = false;
    for (const { line, forwardEnters } of zone.borders) {
      const forward = this.#lines.forward(line, minute);
      const backward = this.#lines.backward(line, minute);
      entered += forwardEnters ? forward : backward;
      left += forwardEnters ? backward : forward;
      heard ||= forward + backward > 0 || this.#lines.coveredMs(line, minute) > 0;
    }
    const before = this.#span.dayStarts.includes(minute) ? null : this.people(zone.index, minute - 1);
    const people = before === null && !heard ? 0 : (before ?? 0) + entered - left;
    const known = before !== null || heard;
    const corrected = Math.max(0, -people);
    const changed = [
      set(columnAt(this.#people, zone.index), index, known ? people + corrected + 1 : 0),
      set(columnAt(this.#entered, zone.index), index, entered),
      set(columnAt(this.#left, zone.index), index, left),
      set(columnAt(this.#corrected, zone.index), index, corrected),
    ];
    if (changed.includes(true)) columnAt(this.#unsaved, zone.index)[index] = 1;
  }

  #windowAt(zone: PlanZone, minute: number): ZoneWindow | null {
    const people = this.people(zone.index, minute);
    if (people === null) return null;
    return {
      zoneId: zone.id,
      minute,
      people,
      entered: this.entered(zone.index, minute),
      left: this.left(zone.index, minute),
      corrected: this.corrected(zone.index, minute),
      coveredMs: this.coveredMs(zone, minute),
    };
  }
}

function set(column: Int32Array, index: number, value: number): boolean {
  if (column[index] === value) return false;
  column[index] = value;
  return true;
}

function meanOf(zone: PlanZone, coveredMs: (line: number) => number): number {
  if (zone.watchedLines.length === 0) return 0;
  let sum = 0;
  for (const line of zone.watchedLines) sum += coveredMs(line);
  return Math.round(sum / zone.watchedLines.length);
}
