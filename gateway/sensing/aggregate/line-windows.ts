/**
 * Minute windows of the counting lines: crossings both ways and how much of each minute was watched.
 *
 * Completeness of a line's minute, 0 to 60,000 ms, is the mean over the channels that watch it:
 * - period and total: the time that the reports which arrived speak of, times the share of it that the device says it
 *   watched (reading.coverage);
 * - event: the whole minute where the device sent any message, a heartbeat included, in it or in the minutes up to one
 *   cadence later (a message vouches for the time since the last one was due); less what its own cross-check reports
 *   say it did not watch.
 * Imported minutes are complete, and what devices say of them is left out.
 *
 * All figures are sums of whole numbers, so the order in which readings arrive does not matter.
 */
import { minuteMs } from '#shared/domain/calendar.ts';
import type { LineWindow } from '#shared/domain/window.ts';
import type { FloorPlan, LineWatch, PlanDevice, PlanLine } from './floor-plan.ts';
import { columnAt, columnsOf, counts, flags, type MinuteSpan, shiftColumns, spanMinutes } from './minute-span.ts';

/** Told whenever the figures or the completeness of a line's minute change. */
export type LineChanged = (line: number, minute: number) => void;

export class LineWindows {
  readonly #plan: FloorPlan;
  readonly #changed: LineChanged;
  readonly #forward: readonly Int32Array[];
  readonly #backward: readonly Int32Array[];
  /** Milliseconds by direction, of each watch: reported on (period, total) or reported as not watched (event). */
  readonly #forwardMs: readonly Int32Array[];
  readonly #backwardMs: readonly Int32Array[];
  /** Of each device: 1 where it sent anything. */
  readonly #heard: readonly Uint8Array[];
  /** Imported minutes: what they cover plus 1; 0 where nothing was imported. */
  readonly #imported: readonly Uint16Array[];
  /** 1 where the window differs from what the store was last given. */
  readonly #unsaved: readonly Uint8Array[];
  #first: number;

  constructor(plan: FloorPlan, span: MinuteSpan, changed: LineChanged) {
    this.#plan = plan;
    this.#changed = changed;
    this.#first = span.first;
    this.#forward = columnsOf(plan.lines.length, counts);
    this.#backward = columnsOf(plan.lines.length, counts);
    this.#forwardMs = columnsOf(plan.watches.length, counts);
    this.#backwardMs = columnsOf(plan.watches.length, counts);
    this.#heard = columnsOf(plan.devices.length, flags);
    this.#imported = columnsOf(plan.lines.length, () => new Uint16Array(spanMinutes));
    this.#unsaved = columnsOf(plan.lines.length, flags);
  }

  /** Adds crossings as the channel names them; a reversed channel's are turned here. */
  count(watch: LineWatch, direction: 'forward' | 'backward', minute: number, count: number): void {
    const index = this.#indexOf(minute);
    if (index === null || count === 0 || this.#isImported(watch.line, index)) return;
    const column = (direction === 'forward') !== watch.reversed ? this.#forward : this.#backward;
    const figures = columnAt(column, watch.line);
    figures[index] = (figures[index] ?? 0) + count;
    this.#change(watch.line, minute, index);
  }

  /** Adds time that a report covers (period, total), or that it says was not watched (event). */
  cover(watch: LineWatch, direction: 'forward' | 'backward', minute: number, ms: number): void {
    const index = this.#indexOf(minute);
    if (index === null || ms === 0) return;
    const column = columnAt(direction === 'forward' ? this.#forwardMs : this.#backwardMs, watch.index);
    column[index] = (column[index] ?? 0) + ms;
    this.#change(watch.line, minute, index);
  }

  /** Notes a message of a counter, of whatever metric. */
  hear(device: PlanDevice, minute: number): void {
    const index = this.#indexOf(minute);
    if (index === null) return;
    const heard = columnAt(this.#heard, device.index);
    if (heard[index] === 1) return;
    heard[index] = 1;
    for (const target of device.targets.values()) {
      if (target.kind !== 'line' || target.watch.counts !== 'event') continue;
      for (let back = 0; back <= target.watch.vouchMinutes && index - back >= 0; back += 1) {
        this.#change(target.watch.line, minute - back, index - back);
      }
    }
  }

  /** Takes a stored window as it stands; readings do not change it any more. */
  give(line: number, window: LineWindow): void {
    const index = this.#indexOf(window.minute);
    if (index === null) return;
    columnAt(this.#forward, line)[index] = window.forward;
    columnAt(this.#backward, line)[index] = window.backward;
    columnAt(this.#imported, line)[index] = window.coveredMs + 1;
    this.#changed(line, window.minute);
  }

  forward(line: number, minute: number): number {
    return columnAt(this.#forward, line)[minute - this.#first] ?? 0;
  }

  backward(line: number, minute: number): number {
    return columnAt(this.#backward, line)[minute - this.#first] ?? 0;
  }

  /** What arrived for the minute, 0 to 60,000 ms. */
  coveredMs(line: number, minute: number): number {
    const imported = columnAt(this.#imported, line)[minute - this.#first] ?? 0;
    if (imported > 0) return imported - 1;
    const { watches } = this.#lineAt(line);
    if (watches.length === 0) return 0;
    let sum = 0;
    for (const watch of watches) sum += this.#watchedMs(watch, minute - this.#first);
    return Math.round(sum / watches.length);
  }

  /** The same for people who look now: a window that is not closed yet is as complete as the last that is. */
  coveredSoFarMs(line: number, minute: number, nowMinute: number): number {
    const closed = nowMinute - 1 - this.#lineAt(line).closesAfterMinutes;
    const covered = this.coveredMs(line, minute);
    return minute <= closed ? covered : Math.max(covered, this.coveredMs(line, closed));
  }

  /**
   * The last minute up to and including one that is known of a counter, because it was heard or because all its lines
   * were imported; null where there is none within the span.
   */
  lastKnown(device: PlanDevice, minute: number): number | null {
    const heard = columnAt(this.#heard, device.index);
    for (let index = Math.min(minute - this.#first, spanMinutes - 1); index >= 0; index -= 1) {
      if (heard[index] === 1 || device.lines.every((line) => this.#isImported(line, index))) return this.#first + index;
    }
    return null;
  }

  /** The windows that closed or changed after closing since the last call, up to and including a minute. */
  takeUnsaved(nowMinute: number): readonly LineWindow[] {
    const windows: LineWindow[] = [];
    for (const line of this.#plan.lines) {
      const unsaved = columnAt(this.#unsaved, line.index);
      const closed = nowMinute - 1 - line.closesAfterMinutes - this.#first;
      for (let index = unsaved.indexOf(1); index !== -1 && index <= closed; index = unsaved.indexOf(1, index + 1)) {
        unsaved[index] = 0;
        windows.push(this.#windowAt(line, this.#first + index));
      }
    }
    return windows;
  }

  shiftTo(first: number): void {
    const by = first - this.#first;
    for (const columns of [this.#forward, this.#backward, this.#forwardMs, this.#backwardMs]) shiftColumns(columns, by);
    for (const columns of [this.#heard, this.#imported, this.#unsaved]) shiftColumns(columns, by);
    this.#first = first;
  }

  #windowAt(line: PlanLine, minute: number): LineWindow {
    return {
      lineId: line.id,
      minute,
      forward: this.forward(line.index, minute),
      backward: this.backward(line.index, minute),
      coveredMs: this.coveredMs(line.index, minute),
      imported: this.#isImported(line.index, minute - this.#first),
    };
  }

  #watchedMs(watch: LineWatch, index: number): number {
    const forwardMs = columnAt(this.#forwardMs, watch.index)[index] ?? 0;
    const backwardMs = columnAt(this.#backwardMs, watch.index)[index] ?? 0;
    const ms = Math.min(minuteMs, Math.max(forwardMs, backwardMs));
    if (watch.counts !== 'event') return ms;
    const heard = columnAt(this.#heard, watch.device);
    for (let ahead = 0; ahead <= watch.vouchMinutes; ahead += 1) if (heard[index + ahead] === 1) return minuteMs - ms;
    return 0;
  }

  #change(line: number, minute: number, index: number): void {
    columnAt(this.#unsaved, line)[index] = 1;
    this.#changed(line, minute);
  }

  #isImported(line: number, index: number): boolean {
    return (columnAt(this.#imported, line)[index] ?? 0) > 0;
  }

  #lineAt(line: number): PlanLine {
    const found = this.#plan.lines[line];
    if (found === undefined) throw new Error(`no line ${line}`);
    return found;
  }

  #indexOf(minute: number): number | null {
    const index = minute - this.#first;
    return index >= 0 && index < spanMinutes ? index : null;
  }
}
