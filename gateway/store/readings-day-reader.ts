/** The read side of one business day of readings; it can run while the day is written. */
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Metric, Reading } from '#shared/domain/reading.ts';
import { type Result, succeed } from '#shared/domain/result.ts';
import { openSqliteReader, type SqliteReader } from '#shared/node/sqlite.ts';

export interface ReadingsDayReader {
  /** All readings with a corrected time in [fromAt, toAt), oldest first; of one device where one is named. */
  between(fromAt: number, toAt: number, deviceId: DeviceId | null): Reading[];
  /** The newest by source time, newest first. */
  latestOf(deviceId: DeviceId, limit: number): Reading[];
  /** The bounds of (corrected time - source time) of all readings in the file, in ms. */
  corrections(): { readonly minMs: number; readonly maxMs: number };
  close(): void;
}

const columns = `
  source_at AS sourceAt, device, metric, channel, tag, sequence, value, correction_ms AS correctionMs,
  delay_ms AS delayMs, interval_ms AS intervalMs, coverage`;

export const readingsBetweenSql = `
  SELECT ${columns} FROM reading
  WHERE source_at >= ? AND source_at < ? AND source_at + correction_ms >= ? AND source_at + correction_ms < ?
  ORDER BY source_at + correction_ms, source_at`;

export const readingsOfDeviceSql = `
  SELECT ${columns} FROM reading
  WHERE device = ? AND source_at >= ? AND source_at < ?
    AND source_at + correction_ms >= ? AND source_at + correction_ms < ?
  ORDER BY source_at + correction_ms, source_at`;

export const latestOfDeviceSql = `
  SELECT ${columns} FROM reading WHERE device = ? ORDER BY source_at DESC LIMIT ?`;

interface Row {
  readonly sourceAt: number;
  readonly device: number;
  readonly metric: number;
  readonly channel: number;
  readonly tag: number;
  readonly sequence: number;
  readonly value: number;
  readonly correctionMs: number;
  readonly delayMs: number;
  readonly intervalMs: number;
  readonly coverage: number;
}

/** Opens an existing day. Fault `store_failed`, also for a damaged file. */
export function openReadingsDayReader(file: string): Result<ReadingsDayReader> {
  const opened = openSqliteReader(file);
  return opened.ok ? succeed(readerOf(opened.value)) : opened;
}

function readerOf(database: SqliteReader): ReadingsDayReader {
  const between = database.query<[number, number, number, number], Row>(readingsBetweenSql);
  const ofDevice = database.query<[number, number, number, number, number], Row>(readingsOfDeviceSql);
  const latest = database.query<[number, number], Row>(latestOfDeviceSql);
  const corrections = database.query<[], { minMs: number; maxMs: number }>(
    'SELECT min_ms AS minMs, max_ms AS maxMs FROM correction',
  );
  const idOfName = database.query<[string], { id: number }>('SELECT id FROM name WHERE text = ?');
  const textOf = createTexts(database);

  function boundsOf(): { minMs: number; maxMs: number } {
    return corrections.get() ?? { minMs: 0, maxMs: 0 };
  }

  function readingOf(row: Row): Reading {
    return {
      deviceId: textOf(row.device) as DeviceId,
      metric: textOf(row.metric) as Metric,
      channel: textOf(row.channel),
      tag: textOf(row.tag),
      value: row.value,
      sourceAt: row.sourceAt,
      at: row.sourceAt + row.correctionMs,
      receivedAt: row.sourceAt + row.delayMs,
      intervalMs: row.intervalMs,
      sequence: row.sequence < 0 ? null : row.sequence,
      coverage: row.coverage,
    };
  }

  return {
    between(fromAt, toAt, deviceId) {
      const { minMs, maxMs } = boundsOf();
      if (deviceId === null) return between.all(fromAt - maxMs, toAt - minMs, fromAt, toAt).map(readingOf);
      const device = idOfName.get(deviceId);
      if (device === undefined) return [];
      return ofDevice.all(device.id, fromAt - maxMs, toAt - minMs, fromAt, toAt).map(readingOf);
    },
    latestOf(deviceId, limit) {
      const device = idOfName.get(deviceId);
      return device === undefined ? [] : latest.all(device.id, limit).map(readingOf);
    },
    corrections: boundsOf,
    close: () => database.close(),
  };
}

/** Names are only ever added, so one that is not known yet is a reason to look again. */
function createTexts(database: SqliteReader): (id: number) => string {
  const all = database.query<[number], { id: number; text: string }>('SELECT id, text FROM name WHERE id > ?');
  const texts: string[] = [''];
  return (id) => {
    if (id >= texts.length) for (const row of all.all(texts.length - 1)) texts[row.id] = row.text;
    const text = texts[id];
    if (text === undefined) throw new Error(`${database.file}: no name ${id}`);
    return text;
  };
}
