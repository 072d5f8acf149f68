/**
 * Everything that must be on disk before a device is acknowledged. Readings lie in a file a day, quarantine and losses
 * in sensing.sqlite, because they are kept for other times and are changed later. SQLite has no atomic commit over several
 * files in WAL mode, so a commit is a row of transactions in an order in which every prefix is true, and each is
 * idempotent: gaps and quarantine first (a gap whose reading is then lost is seen again and is the same row), then
 * readings with what was learnt of their devices, and repaired gaps last (never repaired before the reading is there).
 * The acknowledgement waits for all.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IntakeStore, LossStore, QuarantineStore, ReadingStore } from '#gateway/ports/sensing.ts';
import { businessDayAt, dayMs } from '#shared/domain/calendar.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { faultOfSqlite, openSqliteWriter } from '#shared/node/sqlite.ts';
import { buildClosedDayIndex } from './closed-day-index.ts';
import { createLosses } from './losses.ts';
import { sensingMigrations } from './migrations/sensing.ts';
import { createQuarantine, type QuarantineLimits } from './quarantine.ts';
import { openReadingStore } from './readings.ts';
import { createTagKeys, type TagKeys } from './tag-keys.ts';

export interface SensingStoreOptions {
  /** The gateway's data folder: readings/YYYY-MM-DD.sqlite and sensing.sqlite lie in it. */
  readonly dir: string;
  readonly calendar: SiteCalendar;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: QuarantineLimits & { readonly readingsAgeMaxMs: number; readonly readingAgeMaxMs: number };
}

export interface SensingStore extends IntakeStore {
  readonly readings: ReadingStore;
  readonly quarantine: QuarantineStore;
  readonly losses: LossStore;
  readonly tagKeys: TagKeys;
  /**
   * Deletes what is too old, empties the write-ahead logs, and has one day indexed to which nothing can be added any
   * more. Takes milliseconds; to be called every minute or so.
   */
  maintain(): void;
  close(): void;
}

/** How many business days back a device's sequence and clock are looked for at the start. */
const resumeDays = 3;

/** Opens the stores of the sensing wing. Fault `store_failed`. */
export function openSensingStore(options: SensingStoreOptions): Result<SensingStore> {
  const { dir, calendar, clock, log, limits } = options;
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'sensing.sqlite');
  const opened = openSqliteWriter({ file, synchronous: 'FULL', migrations: sensingMigrations });
  if (!opened.ok) return opened;
  const database = opened.value;
  const readingsOpened = openReadingStore({ dir: join(dir, 'readings'), calendar, clock, log });
  if (!readingsOpened.ok) {
    database.close();
    return readingsOpened;
  }
  const readings = readingsOpened.value;
  const quarantine = createQuarantine(database, limits);
  const losses = createLosses(database);
  const tagKeys = createTagKeys(database);

  function inSensingFile(isNeeded: boolean, work: () => void): Result<void> {
    try {
      if (isNeeded) database.transaction(work);
      return succeed(undefined);
    } catch (error) {
      return fail(faultOfSqlite(file, error));
    }
  }

  const indexed = new Set<string>();
  let isIndexing = false;

  function indexNextClosedDay(): void {
    // A source time may be two limits old: one of real age, one of a clock that is off.
    const day = readings.filesBefore(clock.now() - 2 * limits.readingAgeMaxMs).find((path) => !indexed.has(path));
    if (day === undefined || isIndexing) return;
    isIndexing = true;
    indexed.add(day);
    buildClosedDayIndex(day)
      .catch((error: unknown) => log.error({ day, err: error }, 'a closed day could not be indexed'))
      .finally(() => {
        isIndexing = false;
      });
  }

  return succeed({
    readings,
    quarantine,
    losses,
    tagKeys,
    commit({ readings: batch, rejections, gaps, fillings, standings, at }) {
      const noted = inSensingFile(rejections.length + gaps.length > 0, () => {
        quarantine.insert(rejections);
        losses.insertGaps(gaps);
      });
      if (!noted.ok) return noted;
      const stored = readings.insert(batch, standings);
      if (!stored.ok) return stored;
      const repaired = inSensingFile(fillings.length > 0, () => losses.fill(fillings, at));
      return repaired.ok ? stored : repaired;
    },
    resumePoints() {
      const openGaps = Map.groupBy(losses.openGaps(clock.now() - 2 * dayMs), (gap) => gap.deviceId);
      return readings.standings(resumeDays).map((each) => ({ ...each, openGaps: openGaps.get(each.deviceId) ?? [] }));
    },
    maintain() {
      const now = clock.now();
      quarantine.retire(now);
      losses.retire(now - limits.readingsAgeMaxMs);
      tagKeys.retire(businessDayAt(now, calendar).name);
      const retired = readings.retire(now - limits.readingsAgeMaxMs);
      if (retired.length > 0) log.info({ days: retired }, 'days of readings were deleted by their age');
      database.checkpoint();
      readings.checkpoint();
      indexNextClosedDay();
    },
    close() {
      readings.close();
      database.close();
    },
  });
}
