/**
 * Raw readings, one SQLite file a business day: keeping 90 days is deleting files, a backup is copying closed ones.
 * The day is that of the source time, because it is part of a reading's identity: a reading that comes twice must
 * look into the same file, whatever was learnt about the device's clock in between.
 */
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadingStore, Standing } from '#gateway/ports/sensing.ts';
import { type BusinessDay, businessDayAt, businessDayNamed, dayMs } from '#shared/domain/calendar.ts';
import type { Fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { faultOfSqlite, isDamaged } from '#shared/node/sqlite.ts';
import { openReadingsDayReader, type ReadingsDayReader } from './readings-day-reader.ts';
import { openReadingsDayWriter, type Placed, type ReadingsDayWriter } from './readings-day-writer.ts';

export interface ReadingStoreOptions {
  /** The folder of the day files; made where it is missing. */
  readonly dir: string;
  readonly calendar: SiteCalendar;
  readonly clock: Clock;
  readonly log: Log;
}

export interface WritableReadingStore extends ReadingStore {
  /**
   * All is on disk when this returns; tells for each reading whether it was new. One transaction a day touched: on a
   * fault some days may be stored, and those readings are repeats when they are offered again. Standings lie in the
   * file of the day in which they were learnt, which is written last: nothing counts as learnt before it is stored.
   * Fault `store_failed`; a damaged file is set aside, so that the next attempt can succeed.
   */
  insert(readings: readonly Reading[], standings?: readonly Standing[]): Result<boolean[]>;
  /** The newest standing of each device in the last `days` files. */
  standings(days: number): readonly Standing[];
  /** Moves the write-ahead logs of open days into their files. */
  checkpoint(): void;
  /** Deletes days that ended before a moment; answers their names. */
  retire(beforeAt: number): readonly string[];
  /** Files of days that ended before a moment. */
  filesBefore(beforeAt: number): readonly string[];
  close(): void;
}

/** Late readings reach back two days; with today that is what may be written at the same time. */
const writersMax = 4;
const readersMax = 8;
/** A pass over all readings takes so much corrected time at once; a thousand readings a second then take 600,000 rows. */
const sliceMs = 10 * 60_000;
const filePattern = /^(\d{4}-\d{2}-\d{2})\.sqlite$/;

/** Opens the folder; the files are opened as they are needed. Fault `store_failed` where the folder cannot be made. */
export function openReadingStore(options: ReadingStoreOptions): Result<WritableReadingStore> {
  const { dir, calendar, clock, log } = options;
  mkdirSync(dir, { recursive: true });
  const writers = new Map<string, ReadingsDayWriter>();
  const readers = new Map<string, ReadingsDayReader>();
  const dayOf = createDayFinder(calendar);

  const pathOf = (day: string) => join(dir, `${day}.sqlite`);

  function daysDescending(): string[] {
    const names = readdirSync(dir).map((file) => filePattern.exec(file)?.[1]);
    return names.filter((name) => name !== undefined).sort((a, b) => (a < b ? 1 : -1));
  }

  function writerOf(day: string): Result<ReadingsDayWriter> {
    const known = writers.get(day);
    if (known !== undefined) return succeed(known);
    let opened = openReadingsDayWriter(pathOf(day));
    if (!opened.ok && isDamaged(opened.fault)) {
      setAside(day, opened.fault);
      opened = openReadingsDayWriter(pathOf(day));
    }
    if (opened.ok) keep(writers, day, opened.value, writersMax);
    return opened;
  }

  /** Null for a damaged file: a page that shows the other days is worth more than none. */
  function readerOf(day: string): ReadingsDayReader | null {
    const known = readers.get(day);
    if (known !== undefined) return known;
    const opened = openReadingsDayReader(pathOf(day));
    if (!opened.ok) {
      log.error({ day, fault: opened.fault }, 'a day of readings cannot be read');
      return null;
    }
    keep(readers, day, opened.value, readersMax);
    return opened.value;
  }

  function setAside(day: string, reason: Fault): void {
    closeDay(day);
    const aside = `${pathOf(day)}.damaged-${clock.now()}`;
    for (const suffix of ['', '-wal', '-shm']) {
      const file = `${pathOf(day)}${suffix}`;
      if (readdirSync(dir).includes(`${day}.sqlite${suffix}`)) renameSync(file, `${aside}${suffix}`);
    }
    log.error({ day, fault: reason, aside }, 'a damaged day of readings was set aside');
  }

  function closeDay(day: string): void {
    writers.get(day)?.close();
    writers.delete(day);
    readers.get(day)?.close();
    readers.delete(day);
  }

  function* between(fromAt: number, toAt: number, deviceId: DeviceId | null): Iterable<Reading> {
    const days = daysDescending().reverse();
    for (let at = fromAt; at < toAt; at += sliceMs) {
      const end = Math.min(at + sliceMs, toAt);
      const parts = days.filter((day) => mayHold(day, at, end)).map((day) => readerOf(day)?.between(at, end, deviceId));
      const filled = parts.filter((part) => part !== undefined && part.length > 0);
      const [only] = filled;
      if (filled.length === 1 && only !== undefined) yield* only;
      else yield* filled.flatMap((part) => part ?? []).sort((a, b) => a.at - b.at);
    }
  }

  function mayHold(day: string, fromAt: number, toAt: number): boolean {
    const { startsAt, endsAt } = dayOf.named(day);
    // Without a look into the file: corrections reach a day at most.
    if (toAt <= startsAt - dayMs || fromAt >= endsAt + dayMs) return false;
    const corrections = readerOf(day)?.corrections();
    return corrections !== undefined && toAt > startsAt + corrections.minMs && fromAt < endsAt + corrections.maxMs;
  }

  return succeed({
    insert(readings, standings = []) {
      const isNew = new Array<boolean>(readings.length).fill(false);
      const parts = groupByDay(readings, dayOf.nameAt);
      if (standings.length > 0) putLast(parts, dayOf.nameAt(clock.now()));
      let left = parts.size;
      for (const [day, part] of parts) {
        left -= 1;
        const writer = writerOf(day);
        if (!writer.ok) return writer;
        try {
          writer.value.insert(part, isNew, left === 0 ? standings : []);
        } catch (error) {
          const reason = faultOfSqlite(pathOf(day), error);
          if (isDamaged(reason)) setAside(day, reason);
          return fail(reason);
        }
      }
      return succeed(isNew);
    },
    readingsOf: (deviceId, fromAt, toAt) => between(fromAt, toAt, deviceId),
    readingsBetween: (fromAt, toAt) => between(fromAt, toAt, null),
    latestOf(deviceId, limit) {
      const latest: Reading[] = [];
      for (const day of daysDescending()) {
        latest.push(...(readerOf(day)?.latestOf(deviceId, limit - latest.length) ?? []));
        if (latest.length >= limit) break;
      }
      return latest;
    },
    standings(days) {
      const newest = new Map<DeviceId, Standing>();
      for (const day of daysDescending().slice(0, days)) {
        // By the writer, because a file of an older version has no such table before it is opened for writing.
        const writer = writerOf(day);
        if (!writer.ok) log.error({ day, fault: writer.fault }, 'what was learnt of devices cannot be read');
        else
          for (const each of writer.value.standings()) if (!newest.has(each.deviceId)) newest.set(each.deviceId, each);
      }
      return [...newest.values()];
    },
    checkpoint() {
      for (const writer of writers.values()) writer.checkpoint();
    },
    retire(beforeAt) {
      const old = daysDescending().filter((day) => dayOf.named(day).endsAt < beforeAt);
      for (const day of old) {
        closeDay(day);
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${pathOf(day)}${suffix}`, { force: true });
      }
      return old;
    },
    filesBefore(beforeAt) {
      return daysDescending()
        .filter((day) => dayOf.named(day).endsAt < beforeAt)
        .map(pathOf);
    },
    close() {
      for (const day of [...writers.keys(), ...readers.keys()]) closeDay(day);
    },
  });
}

function groupByDay(readings: readonly Reading[], nameAt: (at: number) => string): Map<string, Placed[]> {
  const days = new Map<string, Placed[]>();
  for (const [position, reading] of readings.entries()) {
    const day = nameAt(reading.sourceAt);
    const part = days.get(day);
    if (part === undefined) days.set(day, [{ reading, position }]);
    else part.push({ reading, position });
  }
  return days;
}

/** The day comes last, with its readings or without any. */
function putLast(days: Map<string, Placed[]>, day: string): void {
  const part = days.get(day) ?? [];
  days.delete(day);
  days.set(day, part);
}

/** Remembers an open file and closes the one that was opened first when there are too many. */
function keep<Handle extends { close(): void }>(
  open: Map<string, Handle>,
  day: string,
  handle: Handle,
  max: number,
): void {
  open.set(day, handle);
  if (open.size <= max) return;
  const [oldest] = open;
  if (oldest === undefined) return;
  oldest[1].close();
  open.delete(oldest[0]);
}

/** Business days by moment and by name; a look at the time zone's rules costs microseconds, so few are remembered. */
function createDayFinder(calendar: SiteCalendar): { nameAt(at: number): string; named(name: string): BusinessDay } {
  let recent: BusinessDay[] = [];
  const byName = new Map<string, BusinessDay>();
  return {
    nameAt(at) {
      let day = recent.find((known) => at >= known.startsAt && at < known.endsAt);
      if (day === undefined) {
        day = businessDayAt(at, calendar);
        recent = [day, ...recent].slice(0, writersMax);
      }
      return day.name;
    },
    named(name) {
      const day = byName.get(name) ?? businessDayNamed(name, calendar);
      byName.set(name, day);
      return day;
    },
  };
}
