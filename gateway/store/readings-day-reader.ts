/** The read side of one business day of readings; it can run while the day is written. */
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Metric, Reading } from '#shared/domain/reading.ts';
import { type Result, succeed } from '#shared/domain/result.ts';
import { openSqliteReader, type SqliteReader } from '#shared/node/sqlite.ts';

/** Where a device stood at the end of what a file holds. */
export interface LastReading {
  readonly deviceId: DeviceId;
  readonly sourceAt: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly sequence: number | null;
}

export interface ReadingsDayReader {
  /** All readings with a corrected time in [fromAt, toAt), oldest first; of one device where one is named. */
  between(fromAt: number, toAt: number, deviceId: DeviceId | null): Reading[];
  /** The newest by source time, newest first. */
  latestOf(deviceId: DeviceId, limit: number): Reading[];
  /** The newest reading of each device; one with a sequence number where the device numbers its readings. */
  lastOfEach(): readonly LastReading[];
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

/**
 * Several readings may share their device's last millisecond: then the highest number of them is where it stood.
 * With one bare max(), SQLite takes the other columns from the row that holds it (lang_select.html, 2.5).
 */
export const lastOfEachSql = `
  SELECT reading.device, reading.source_at AS sourceAt, max(reading.sequence) AS sequence,
         reading.correction_ms AS correctionMs, reading.delay_ms AS delayMs
  FROM (SELECT device, sequence >= 0 AS is_numbered, max(source_at) AS source_at
        FROM reading GROUP BY device, sequence >= 0) AS last
  JOIN reading ON reading.source_at = last.source_at AND reading.device = last.device
    AND (reading.sequence >= 0) = last.is_numbered
  GROUP BY reading.device, last.is_numbered
  ORDER BY reading.device, last.is_numbered`;

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
  const lastOfEach = database.query<[], Omit<Row, 'metric' | 'channel' | 'tag' | 'value'>>(lastOfEachSql);
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
    lastOfEach() {
      // The numbered reading of a device comes after the unnumbered one and takes its place.
      const last = new Map<number, LastReading>();
      for (const row of lastOfEach.all()) {
        last.set(row.device, {
          deviceId: textOf(row.device) as DeviceId,
          sourceAt: row.sourceAt,
          at: row.sourceAt + row.correctionMs,
          receivedAt: row.sourceAt + row.delayMs,
          sequence: row.sequence < 0 ? null : row.sequence,
        });
      }
      return [...last.values()];
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
