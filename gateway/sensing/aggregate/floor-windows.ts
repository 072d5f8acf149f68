/**
 * The aggregate stage: stored readings in, minute windows of lines, zones and bays out, for the business day before and
 * the current one. Pure: time is an argument, and the same readings give the same windows in whatever order they come.
 *
 * Of a counter's line metrics only the kind that its profile counts by is summed; the others are cross-checks. What a
 * zone sensor says (zone.people) is kept as a reading and changes no window: people come from the lines.
 */
import { type BusinessDay, minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { type BayWindow, type LineWindow, minuteOf, type ZoneWindow } from '#shared/domain/window.ts';
import { BayWindows } from './bay-windows.ts';
import type { FloorPlan, LineWatch, PlanDevice } from './floor-plan.ts';
import { LineWindows } from './line-windows.ts';
import { dayStartOf, type MinuteSpan, spanOf } from './minute-span.ts';
import { spreadOverMinutes } from './spread-over-minutes.ts';
import { TagPresence } from './tag-presence.ts';
import { TotalSeries } from './total-series.ts';
import { ZoneWindows } from './zone-windows.ts';

export type Direction = 'forward' | 'backward';

/** When a device last said anything: by the gateway's clock, and by the corrected time of its newest reading. */
export interface LastWord {
  readonly receivedAt: number;
  readonly at: number;
}

export interface ClosedWindows {
  readonly lines: readonly LineWindow[];
  readonly zones: readonly ZoneWindow[];
  readonly bays: readonly BayWindow[];
}

export class FloorWindows {
  readonly lines: LineWindows;
  readonly zones: ZoneWindows;
  readonly bays: BayWindows;
  readonly tags = new TagPresence();
  readonly #plan: FloorPlan;
  readonly #calendar: SiteCalendar;
  readonly #lineNumbers: ReadonlyMap<string, number>;
  readonly #bayNumbers: ReadonlyMap<string, number>;
  readonly #totals = new Map<string, TotalSeries>();
  readonly #lastWords = new Map<DeviceId, LastWord>();
  /** The minute in which the first reading came, and the last of which one spoke. */
  #heardFrom: number | null = null;
  #heardThrough: number | null = null;
  #day: BusinessDay;
  #span: MinuteSpan;

  /** Holds a business day and the one before it. */
  constructor(plan: FloorPlan, calendar: SiteCalendar, day: BusinessDay) {
    this.#plan = plan;
    this.#calendar = calendar;
    this.#day = day;
    this.#span = spanOf(day, calendar);
    this.lines = new LineWindows(plan, this.#span, (line, minute) => this.zones.lineChanged(line, minute));
    this.zones = new ZoneWindows(plan, this.#span, this.lines);
    this.bays = new BayWindows(plan, this.#span);
    this.#lineNumbers = new Map(plan.lines.map((line) => [line.id, line.index]));
    this.#bayNumbers = new Map(plan.bays.map((bay, index) => [bay, index]));
  }

  /** The current business day. */
  get day(): BusinessDay {
    return this.#day;
  }

  get firstMinute(): number {
    return this.#span.first;
  }

  /** The first minute that a zone's figures of a minute are the sum since. */
  dayStart(minute: number): number {
    return dayStartOf(minute, this.#span);
  }

  /**
   * The minute in which the first reading came, by the gateway's clock: before it nothing was expected of any device.
   * It is not the first minute that a reading speaks of: one device whose clock is slow, or that sends what it kept,
   * would make minutes count as missing in which nobody listened to the others.
   */
  get heardFrom(): number | null {
    return this.#heardFrom;
  }

  /** The minute that is "now": the clock's, or a later one of the same day where a device is a little ahead. */
  liveMinute(at: number): number {
    const now = minuteOf(at);
    return Math.max(now, Math.min(this.#heardThrough ?? now, minuteOf(this.#day.endsAt) - 1));
  }

  lastWord(deviceId: DeviceId): LastWord | null {
    return this.#lastWords.get(deviceId) ?? null;
  }

  /** Takes readings that were not taken before: the store tells new ones from repeats. */
  observe(readings: Iterable<Reading>): void {
    for (const reading of readings) this.#observe(reading);
  }

  /** Takes stored windows as they stand; see LineWindows.give. */
  giveLines(windows: Iterable<LineWindow>): void {
    for (const window of windows) {
      const line = this.#lineNumbers.get(window.lineId);
      if (line !== undefined) this.lines.give(line, window);
    }
  }

  giveBays(windows: Iterable<BayWindow>): void {
    for (const window of windows) {
      const bay = this.#bayNumbers.get(window.bayId);
      if (bay !== undefined) this.bays.begin(bay, window);
    }
  }

  /** Windows that closed since the last call, and closed ones that late data changed. */
  takeClosed(at: number): ClosedWindows {
    const minute = minuteOf(at);
    return {
      lines: this.lines.takeUnsaved(minute),
      zones: this.zones.takeUnsaved(minute),
      bays: this.bays.takeUnsaved(minute),
    };
  }

  /** Moves on to a later business day; the day before the one that was current is forgotten. */
  moveTo(day: BusinessDay): void {
    this.#day = day;
    this.#span = spanOf(day, this.#calendar);
    this.lines.shiftTo(this.#span.first);
    this.zones.shiftTo(this.#span);
    this.bays.shiftTo(this.#span.first);
    for (const series of this.#totals.values()) series.forgetBefore(this.#span.first * minuteMs);
  }

  #observe(reading: Reading): void {
    const device = this.#plan.deviceById.get(reading.deviceId);
    if (device === undefined) return;
    const minute = minuteOf(reading.at);
    this.#hear(minuteOf(reading.receivedAt), minute);
    this.#noteWord(reading);
    if (device.lines.length > 0) this.lines.hear(device, minute);
    const target = device.targets.get(reading.channel);
    if (target === undefined) return;
    if (target.kind === 'line') this.#observeLine(reading, device, target.watch, minute);
    else if (target.kind === 'bay' && reading.metric === 'bay.occupied') {
      this.bays.observe(target.bay, reading.value > 0, reading.at, reading.sequence);
    } else if (target.kind === 'zone' && reading.metric === 'tag.seen') {
      this.tags.observe(reading.tag, target.zone, reading.at, reading.value);
    }
  }

  #observeLine(reading: Reading, device: PlanDevice, watch: LineWatch, minute: number): void {
    switch (reading.metric) {
      case 'line.cross.forward':
      case 'line.cross.backward':
        if (watch.counts !== 'event') return;
        this.lines.count(watch, directionOf(reading), minute, Math.round(reading.value));
        return;
      case 'line.forward':
      case 'line.backward':
        if (watch.counts === 'period') this.#countPeriod(reading, watch);
        else if (watch.counts === 'event') this.#noteUnwatched(reading, watch);
        return;
      case 'line.forward.total':
      case 'line.backward.total':
        if (watch.counts === 'total') this.#countTotal(reading, device, watch);
        return;
      default:
        return;
    }
  }

  #countPeriod(reading: Reading, watch: LineWatch): void {
    const direction = directionOf(reading);
    const count = Math.round(reading.value);
    for (const share of spreadOverMinutes(count, reading.at - reading.intervalMs, reading.at)) {
      this.lines.count(watch, direction, share.minute, share.count);
      // A report that states no interval says what happened, not for how long it watched.
      if (reading.intervalMs === 0) continue;
      this.lines.cover(watch, direction, share.minute, Math.round(share.overlapMs * reading.coverage));
    }
  }

  #noteUnwatched(reading: Reading, watch: LineWatch): void {
    if (reading.coverage >= 1 || reading.intervalMs === 0) return;
    for (const share of spreadOverMinutes(0, reading.at - reading.intervalMs, reading.at)) {
      const ms = Math.round(share.overlapMs * (1 - reading.coverage));
      this.lines.cover(watch, directionOf(reading), share.minute, ms);
    }
  }

  #countTotal(reading: Reading, device: PlanDevice, watch: LineWatch): void {
    const key = `${watch.index} ${reading.metric}`;
    let series = this.#totals.get(key);
    if (series === undefined) {
      const { sequence, totalWrapsAt } = device.profile;
      series = new TotalSeries(totalWrapsAt, sequence.kind === 'rises' ? sequence.bits : null);
      this.#totals.set(key, series);
    }
    const direction = directionOf(reading);
    for (const { fromAt, toAt, count, sign } of series.insert(reading.at, reading.sequence, reading.value)) {
      for (const share of spreadOverMinutes(count, fromAt, toAt)) {
        this.lines.count(watch, direction, share.minute, sign * share.count);
        this.lines.cover(watch, direction, share.minute, sign * share.overlapMs);
      }
    }
  }

  #hear(arrival: number, minute: number): void {
    if (this.#heardFrom === null || arrival < this.#heardFrom) this.#heardFrom = arrival;
    if (this.#heardThrough === null || minute > this.#heardThrough) this.#heardThrough = minute;
  }

  #noteWord(reading: Reading): void {
    const last = this.#lastWords.get(reading.deviceId);
    if (last !== undefined && last.receivedAt >= reading.receivedAt && last.at >= reading.at) return;
    this.#lastWords.set(reading.deviceId, {
      receivedAt: Math.max(last?.receivedAt ?? 0, reading.receivedAt),
      at: Math.max(last?.at ?? 0, reading.at),
    });
  }
}

function directionOf(reading: Reading): Direction {
  switch (reading.metric) {
    case 'line.forward':
    case 'line.cross.forward':
    case 'line.forward.total':
      return 'forward';
    default:
      return 'backward';
  }
}
