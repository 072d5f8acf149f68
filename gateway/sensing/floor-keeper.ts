/** Keeps the windows: rebuilt at start, fed with every commit, written when they close, moved on when the day ends. */
import type { ReadingStore } from '#gateway/ports/sensing.ts';
import type { WindowBatch, WindowStore } from '#gateway/ports/windows.ts';
import { businessDayAt } from '#shared/domain/calendar.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { minuteOf } from '#shared/domain/window.ts';
import type { Log } from '#shared/node/log.ts';
import { limits } from '../limits.ts';
import type { FloorPlan } from './aggregate/floor-plan.ts';
import { FloorWindows } from './aggregate/floor-windows.ts';
import { TagPresence, tagPresenceMs } from './aggregate/tag-presence.ts';
import { type FloorFigures, figuresAt, scrubMaxMs } from './floor-figures.ts';
import type { HistoryParts } from './floor-history.ts';
import { rebuildWindows, sealedWith } from './floor-rebuild.ts';

export interface KeeperParts {
  readonly plan: FloorPlan;
  readonly calendar: SiteCalendar;
  readonly windowStore: WindowStore;
  readonly readings: ReadingStore;
  readonly log: Log | null;
}

export class FloorKeeper {
  readonly #parts: KeeperParts;
  #windows: FloorWindows;
  #startedAt: number;
  /** What a full or locked disk did not take yet, oldest first. */
  #waiting: readonly WindowBatch[] = [];

  /** Empty windows of the business day of `at`, until start() fills them. */
  constructor(parts: KeeperParts, at: number) {
    this.#parts = parts;
    this.#windows = new FloorWindows(parts.plan, parts.calendar, businessDayAt(at, parts.calendar));
    this.#startedAt = at;
  }

  start(at: number): void {
    const { windowStore: store, ...parts } = this.#parts;
    this.#windows = rebuildWindows({ ...parts, store, write: (batch) => this.#write(batch) }, at);
    this.#startedAt = at;
  }

  observe(readings: readonly Reading[]): void {
    this.#windows.observe(readings);
  }

  /** Writes what closed, and what late data changed after it had closed. */
  save(at: number): void {
    this.#write({ ...this.#windows.takeClosed(at), sealThrough: null });
  }

  /** True where the business day changed: then all figures start again. */
  changeDay(at: number): boolean {
    if (at < this.#windows.day.endsAt) return false;
    const { windowStore, calendar } = this.#parts;
    const day = businessDayAt(at, calendar);
    this.#write({ ...this.#windows.takeClosed(at), sealThrough: sealedWith(day) });
    this.#windows.moveTo(day);
    const forgotten = windowStore.forget(minuteOf(at - limits.windowsAgeMaxMs));
    if (!forgotten.ok) this.#parts.log?.error({ fault: forgotten.fault }, 'old windows cannot be deleted');
    return true;
  }

  /** Bay numbers that were heard since the last call. */
  takeTouchedBays(): readonly number[] {
    return this.#windows.bays.takeTouched();
  }

  /** The figures of now, or of a moment in the past (see momentOf). */
  figures(at: number | null, now: number): FloorFigures {
    const tags = at === null ? this.#windows.tags.count(now) : this.#tagsAt(at);
    return figuresAt({ plan: this.#parts.plan, windows: this.#windows, startedAt: this.#startedAt, at, now, tags });
  }

  history(now: number): HistoryParts {
    this.save(now);
    const { plan, calendar, windowStore: store } = this.#parts;
    return { plan, calendar, store, windows: this.#windows, now };
  }

  /** In order, and none left out: what cannot be written now is written before what comes next. */
  #write(batch: WindowBatch): void {
    const isEmpty = batch.lines.length + batch.zones.length + batch.bays.length === 0 && batch.sealThrough === null;
    const waiting = isEmpty ? this.#waiting : [...this.#waiting, batch];
    const failed = waiting.findIndex((each) => {
      const written = this.#parts.windowStore.write(each);
      if (!written.ok) this.#parts.log?.error({ fault: written.fault }, 'windows cannot be written; they wait');
      return !written.ok;
    });
    this.#waiting = failed === -1 ? [] : waiting.slice(failed);
  }

  /** Tags of the past are counted anew from the readings of that minute: nobody keeps them longer than it takes. */
  #tagsAt(at: number): ReadonlyMap<number, number> {
    const present = new TagPresence();
    for (const reading of this.#parts.readings.readingsBetween(at - tagPresenceMs, at + 1)) {
      const target = this.#parts.plan.deviceById.get(reading.deviceId)?.targets.get(reading.channel);
      if (reading.metric !== 'tag.seen' || target?.kind !== 'zone') continue;
      present.observe(reading.tag, target.zone, reading.at, reading.value);
    }
    return present.count(at);
  }
}

/** The past moment that can be shown, at most 24 hours ago; null for now. */
export function momentOf(at: number | null, now: number): number | null {
  return at === null || at >= now ? null : Math.max(at, now - scrubMaxMs);
}
