/**
 * Minute windows, in <data>/windows.sqlite. Rows lie subject by subject, because a screen asks for one subject over
 * many minutes, and what is written is small: one row a subject and minute (docs/adr/0011). Measured windows are a
 * cache of the readings, so the file is synchronous NORMAL; imported ones are brought to disk by a checkpoint.
 */
import type { LineStep, WindowBatch, WindowStore, ZoneStep } from '#gateway/ports/windows.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { BayWindow, LineWindow, ZoneWindow } from '#shared/domain/window.ts';
import { faultOfSqlite, openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import { windowsMigrations } from './migrations/windows.ts';

export interface Windows extends WindowStore {
  /** True where no window was ever stored. */
  isEmpty(): boolean;
  /** Safe to call twice. */
  close(): void;
}

/** Opens or makes the file. Another process (an import) may write it at the same time. Fault: `store_failed`. */
export function openWindows(file: string): Result<Windows> {
  const opened = openSqliteWriter({ file, synchronous: 'NORMAL', migrations: windowsMigrations });
  return opened.ok ? { ok: true, value: windowsIn(opened.value) } : opened;
}

/** Numbers are bound as REAL, so a quotient is cut to the whole step. */
export const lineStepsSql = `
  SELECT CAST((minute - ?) / ? AS INTEGER) AS step, SUM(forward) AS forward, SUM(backward) AS backward, SUM(covered_ms) AS coveredMs
  FROM line_window WHERE line = ? AND minute >= ? AND minute < ? GROUP BY step ORDER BY step`;

export const zoneStepsSql = `
  SELECT sums.step, ends.people, sums.entered, sums.left_count AS "left", sums.covered_ms AS coveredMs, sums.revision
  FROM (
    SELECT CAST((minute - ?) / ? AS INTEGER) AS step, MAX(minute) AS last, SUM(entered) AS entered, SUM(left_count) AS left_count,
           SUM(covered_ms) AS covered_ms, MAX(revision) AS revision
    FROM zone_window WHERE zone = ? AND minute >= ? AND minute < ? GROUP BY step
  ) AS sums
  JOIN zone_window AS ends ON ends.zone = ? AND ends.minute = sums.last
  ORDER BY sums.step`;

export const lineWindowsSql = `
  SELECT minute, forward, backward, covered_ms AS coveredMs, imported
  FROM line_window WHERE line = ? AND minute >= ? AND minute < ? ORDER BY minute`;

export const bayBeforeSql = `
  SELECT minute, occupied, since FROM bay_window WHERE bay = ? AND minute < ? ORDER BY minute DESC LIMIT 1`;

export const forgetSql: Readonly<Record<SubjectKind, string>> = {
  line: 'DELETE FROM line_window WHERE line = ? AND minute < ?',
  zone: 'DELETE FROM zone_window WHERE zone = ? AND minute < ?',
  bay: 'DELETE FROM bay_window WHERE bay = ? AND minute < ?',
};

type SubjectKind = 'line' | 'zone' | 'bay';
type StepParameters = [from: number, step: number, subject: number, from: number, to: number];

function windowsIn(database: SqliteWriter): Windows {
  const subjects = subjectsIn(database);
  const changes = changesIn(database);
  const lineSteps = database.query<StepParameters, LineStep>(lineStepsSql);
  const zoneSteps = database.query<[...StepParameters, subject: number], ZoneStep>(zoneStepsSql);
  const lineWindows = database.query<
    [number, number, number],
    Omit<LineWindow, 'lineId' | 'imported'> & { imported: number }
  >(lineWindowsSql);
  const bayBefore = database.query<[number, number], { minute: number; occupied: number; since: number }>(bayBeforeSql);
  const sealed = database.query<[], { through: string }>('SELECT through_day AS through FROM sealed');
  const seal = database.change<[string]>(
    'INSERT INTO sealed VALUES (1, ?) ON CONFLICT (only_row) DO UPDATE SET through_day = excluded.through_day',
  );

  return {
    write(batch) {
      return attempt(database, () => {
        subjects.doubt();
        database.transaction(() => {
          changes.write(batch, subjects);
          if (batch.sealThrough !== null) seal.run(batch.sealThrough);
        });
        if (batch.lines.some((window) => window.imported)) database.checkpoint();
      });
    },
    lineSteps(lineId, from, to, step) {
      const line = subjects.find('line', lineId);
      return line === null ? [] : lineSteps.all(from, step, line, from, to);
    },
    zoneSteps(zoneId, from, to, step) {
      const zone = subjects.find('zone', zoneId);
      return zone === null ? [] : zoneSteps.all(from, step, zone, from, to, zone);
    },
    *lineWindows(lineIds, from, to) {
      for (const lineId of lineIds) {
        const line = subjects.find('line', lineId);
        if (line === null) continue;
        for (const row of lineWindows.all(line, from, to)) yield { ...row, lineId, imported: row.imported === 1 };
      }
    },
    baysBefore(minute, bayIds) {
      return bayIds.flatMap((bayId) => {
        const bay = subjects.find('bay', bayId);
        const row = bay === null ? undefined : bayBefore.get(bay, minute);
        return row === undefined ? [] : [{ ...row, bayId, occupied: row.occupied === 1 }];
      });
    },
    sealedThrough: () => sealed.get()?.through ?? null,
    forget(beforeMinute) {
      // Subject by subject, so that no transaction holds the file for long.
      return attempt(database, () => {
        for (const { kind, id } of subjects.all()) changes.forget[kind].run(id, beforeMinute);
      });
    },
    isEmpty: () => subjects.all().length === 0,
    close() {
      database.close();
    },
  };
}

/** A full disk or a locked file is expected; a row that breaks a constraint is a bug and thrown. */
function attempt(database: SqliteWriter, work: () => void): Result<void> {
  try {
    work();
    return succeed(undefined);
  } catch (error) {
    const reason = faultOfSqlite(database.file, error);
    if (reason.detail.includes('(SQLITE_CONSTRAINT')) throw error;
    return fail(reason);
  }
}

interface Subjects {
  /** Null where nothing was ever written of it. */
  find(kind: SubjectKind, name: string): number | null;
  number(kind: SubjectKind, name: string): number;
  /** Forgets what is remembered: the transaction that gave a number may have been rolled back. */
  doubt(): void;
  all(): readonly { kind: SubjectKind; id: number }[];
}

/** Numbers never change, so those that were seen once are remembered. */
function subjectsIn(database: SqliteWriter): Subjects {
  const known: Readonly<Record<SubjectKind, Map<string, number>>> = {
    line: new Map(),
    zone: new Map(),
    bay: new Map(),
  };
  const find = database.query<[string, string], { id: number }>('SELECT id FROM subject WHERE kind = ? AND name = ?');
  const insert = database.change<[string, string]>('INSERT INTO subject (kind, name) VALUES (?, ?)');
  const all = database.query<[], { kind: SubjectKind; id: number }>('SELECT kind, id FROM subject');

  function lookUp(kind: SubjectKind, name: string): number | null {
    const remembered = known[kind].get(name);
    if (remembered !== undefined) return remembered;
    const id = find.get(kind, name)?.id ?? null;
    if (id !== null) known[kind].set(name, id);
    return id;
  }

  return {
    find: lookUp,
    doubt() {
      for (const names of Object.values(known)) names.clear();
    },
    number: (kind, name) => lookUp(kind, name) ?? Number(insert.run(kind, name).lastInsertRowid),
    all: () => all.all(),
  };
}

interface Changes {
  write(batch: WindowBatch, subjects: Subjects): void;
  readonly forget: Readonly<Record<SubjectKind, { run(subject: number, beforeMinute: number): unknown }>>;
}

/**
 * A window that says what is stored already touches nothing, so that a rebuild at start costs reads, not writes; an
 * imported window is replaced by another import only.
 */
function changesIn(database: SqliteWriter): Changes {
  const lines = upsertOf(
    database,
    'line_window',
    ['line', 'minute', 'forward', 'backward', 'covered_ms', 'imported'],
    `ON CONFLICT (line, minute) DO UPDATE SET
      revision = revision + (forward <> excluded.forward OR backward <> excluded.backward),
      forward = excluded.forward, backward = excluded.backward,
      covered_ms = excluded.covered_ms, imported = excluded.imported
    WHERE excluded.imported >= imported AND (
      forward <> excluded.forward OR backward <> excluded.backward OR covered_ms <> excluded.covered_ms
      OR imported <> excluded.imported)`,
  );
  const zones = upsertOf(
    database,
    'zone_window',
    ['zone', 'minute', 'people', 'entered', 'left_count', 'corrected', 'covered_ms'],
    `ON CONFLICT (zone, minute) DO UPDATE SET
      revision = revision
        + (people <> excluded.people OR entered <> excluded.entered OR left_count <> excluded.left_count),
      people = excluded.people, entered = excluded.entered, left_count = excluded.left_count,
      corrected = excluded.corrected, covered_ms = excluded.covered_ms
    WHERE people <> excluded.people OR entered <> excluded.entered OR left_count <> excluded.left_count
      OR corrected <> excluded.corrected OR covered_ms <> excluded.covered_ms`,
  );
  const bays = upsertOf(
    database,
    'bay_window',
    ['bay', 'minute', 'occupied', 'since'],
    'ON CONFLICT (bay, minute) DO UPDATE SET occupied = excluded.occupied, since = excluded.since',
  );

  return {
    write(batch, subjects) {
      lines(batch.lines.map((window) => lineRow(window, subjects.number('line', window.lineId))));
      zones(batch.zones.map((window) => zoneRow(window, subjects.number('zone', window.zoneId))));
      bays(batch.bays.map((window) => bayRow(window, subjects.number('bay', window.bayId))));
    },
    forget: {
      line: database.change<[number, number]>(forgetSql.line),
      zone: database.change<[number, number]>(forgetSql.zone),
      bay: database.change<[number, number]>(forgetSql.bay),
    },
  };
}

/** The most rows that one statement takes: a call into SQLite costs more than the row that it writes. */
const rowsPerStatement = 50;

/** Writes rows of the columns, in order. */
function upsertOf(
  database: SqliteWriter,
  table: string,
  columns: readonly string[],
  onConflict: string,
): (rows: readonly (readonly number[])[]) => void {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const insertOf = (rows: number) =>
    database.change<number[]>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')} ${onConflict}`,
    );
  const one = insertOf(1);
  const many = insertOf(rowsPerStatement);
  return (rows) => {
    const rest = rows.length % rowsPerStatement;
    for (let start = 0; start < rows.length - rest; start += rowsPerStatement) {
      many.run(...rows.slice(start, start + rowsPerStatement).flat());
    }
    for (const single of rows.slice(rows.length - rest)) one.run(...single);
  };
}

function lineRow({ minute, forward, backward, coveredMs, imported }: LineWindow, line: number): readonly number[] {
  return [line, minute, forward, backward, coveredMs, imported ? 1 : 0];
}

function zoneRow({ minute, people, entered, left, corrected, coveredMs }: ZoneWindow, zone: number): readonly number[] {
  return [zone, minute, people, entered, left, corrected, coveredMs];
}

function bayRow({ minute, occupied, since }: BayWindow, bay: number): readonly number[] {
  return [bay, minute, occupied ? 1 : 0, since];
}
