/** The write side of one business day of readings. */
import type { Standing } from '#gateway/ports/sensing.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { type Result, succeed } from '#shared/domain/result.ts';
import { openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import { readingDayMigrations } from './migrations/reading-day.ts';

export interface ReadingsDayWriter {
  /**
   * Stores readings and standings in one transaction; they survive power loss when it returns. Sets isNew[position] for
   * each reading that was not stored before. Throws what SQLite throws; then nothing of it is stored.
   */
  insert(readings: readonly Placed[], isNew: boolean[], standings: readonly Standing[]): void;
  /** What was last stored of each device in this file. */
  standings(): readonly Standing[];
  checkpoint(): void;
  close(): void;
}

/** A reading with its position in the batch. */
export interface Placed {
  readonly reading: Reading;
  readonly position: number;
}

export const insertReadingSql = 'INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

type Row = [number, number, number, number, number, number, number, number, number, number, number];

/** Opens a day's file, makes it where it is missing. Fault `store_failed`, also for a damaged file. */
export function openReadingsDayWriter(file: string): Result<ReadingsDayWriter> {
  const opened = openSqliteWriter({ file, synchronous: 'FULL', migrations: readingDayMigrations });
  if (!opened.ok) return opened;
  const database = opened.value;
  const insert = database.change<Row>(insertReadingSql);
  const names = createNames(database);
  const corrections = createCorrections(database);
  const standings = createStandings(database);

  function insertAll(readings: readonly Placed[], isNew: boolean[]): void {
    for (const { reading, position } of readings) {
      const correctionMs = reading.at - reading.sourceAt;
      const { changes } = insert.run(
        reading.sourceAt,
        names.idOf(reading.deviceId),
        names.idOf(reading.metric),
        names.idOf(reading.channel),
        names.idOf(reading.tag),
        reading.sequence ?? -1,
        reading.value,
        correctionMs,
        reading.receivedAt - reading.sourceAt,
        reading.intervalMs,
        reading.coverage,
      );
      isNew[position] = changes === 1;
      corrections.include(correctionMs);
    }
  }

  return succeed({
    insert(readings, isNew, learnt) {
      try {
        database.transaction(() => {
          insertAll(readings, isNew);
          for (const standing of learnt) standings.put(standing);
        });
      } catch (error) {
        // The rows behind what is remembered were rolled back.
        names.reload();
        corrections.reload();
        throw error;
      }
    },
    standings: standings.all,
    checkpoint: () => database.checkpoint(),
    close: () => database.close(),
  });
}

/** Texts by the small numbers that stand for them in this file. */
function createNames(database: SqliteWriter): { idOf(text: string): number; reload(): void } {
  const insert = database.change<[number, string]>('INSERT INTO name (id, text) VALUES (?, ?)');
  const all = database.query<[], { id: number; text: string }>('SELECT id, text FROM name');
  let ids = new Map<string, number>();

  function reload(): void {
    ids = new Map(all.all().map((row) => [row.text, row.id]));
  }
  reload();
  return {
    idOf(text) {
      let id = ids.get(text);
      if (id === undefined) {
        id = ids.size + 1;
        insert.run(id, text);
        ids.set(text, id);
      }
      return id;
    },
    reload,
  };
}

function createCorrections(database: SqliteWriter): { include(correctionMs: number): void; reload(): void } {
  const select = database.query<[], { minMs: number; maxMs: number }>(
    'SELECT min_ms AS minMs, max_ms AS maxMs FROM correction',
  );
  const update = database.change<[number, number]>('UPDATE correction SET min_ms = ?, max_ms = ?');
  let bounds = { minMs: 0, maxMs: 0 };

  function reload(): void {
    bounds = select.get() ?? bounds;
  }
  reload();
  return {
    include(correctionMs) {
      if (correctionMs >= bounds.minMs && correctionMs <= bounds.maxMs) return;
      bounds = { minMs: Math.min(bounds.minMs, correctionMs), maxMs: Math.max(bounds.maxMs, correctionMs) };
      update.run(bounds.minMs, bounds.maxMs);
    },
    reload,
  };
}

function createStandings(database: SqliteWriter): { put(standing: Standing): void; all(): readonly Standing[] } {
  type Row = { deviceId: DeviceId; clockOffsetMs: number; sequence: number | null; sourceAt: number; at: number };
  const select = database.query<[], Row>(
    'SELECT device_id AS deviceId, clock_offset_ms AS clockOffsetMs, sequence, source_at AS sourceAt, at FROM standing',
  );
  const put = database.change<[string, number, number | null, number | null, number | null]>(
    'INSERT OR REPLACE INTO standing (device_id, clock_offset_ms, sequence, source_at, at) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    put({ deviceId, clockOffsetMs, furthest }) {
      put.run(deviceId, clockOffsetMs, furthest?.sequence ?? null, furthest?.sourceAt ?? null, furthest?.at ?? null);
    },
    all: () =>
      select.all().map(({ deviceId, clockOffsetMs, sequence, sourceAt, at }) => ({
        deviceId,
        clockOffsetMs,
        furthest: sequence === null ? null : { sequence, sourceAt, at },
      })),
  };
}
