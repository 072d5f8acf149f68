/**
 * The one way to open an SQLite file: stated pragmas, numbered forward migrations, and two kinds of handle. A reader
 * cannot write, neither by its type nor by its connection; each file has one writer.
 */
import Database from 'better-sqlite3';
import { type Fault, fault } from '../domain/faults.ts';
import { fail, type Result, succeed } from '../domain/result.ts';

/** What a column holds. 64-bit integers beyond 2^53 are not used in this project. */
export type SqliteValue = string | number | Uint8Array | null;

/** A prepared query. Row types are stated by whoever wrote the SQL beside it. */
export interface SqliteQuery<Parameters extends unknown[], Row> {
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
  /** The connection is busy until the iteration ends or is broken off: no write may run meanwhile. */
  iterate(...parameters: Parameters): IterableIterator<Row>;
}

/** A prepared change; `get` and `all` answer its RETURNING clause. */
export interface SqliteChange<Parameters extends unknown[], Row = never> {
  run(...parameters: Parameters): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
}

/** A connection on which every write is refused by SQLite itself. Whoever opened it closes it. */
export interface SqliteReader {
  readonly file: string;
  /** Prepares a statement that only reads; throws (a bug) where the SQL is wrong or would write. */
  query<Parameters extends unknown[] = [], Row = unknown>(sql: string): SqliteQuery<Parameters, Row>;
  /** How SQLite would run a query, one line a step: for the tests that hold hot queries to their index. */
  planOf(sql: string): readonly string[];
  /** Safe to call twice. */
  close(): void;
}

/** The one connection that writes a file. Whoever opened it closes it. */
export interface SqliteWriter extends SqliteReader {
  /** Prepares INSERT, UPDATE or DELETE; throws (a bug) where the SQL is wrong. */
  change<Parameters extends unknown[] = [], Row = never>(sql: string): SqliteChange<Parameters, Row>;
  /**
   * Runs the work in one IMMEDIATE transaction and answers what it answers; rolls back and rethrows when it throws.
   * Inside another transaction it is a savepoint. With synchronous FULL all of it is on disk when this returns.
   */
  transaction<Value>(work: () => Value): Value;
  /** Moves the write-ahead log into the file and empties it, as far as readers allow. Milliseconds; call it now and then. */
  checkpoint(): void;
}

export interface SqliteWriterOptions {
  /** A path, or ':memory:'. */
  readonly file: string;
  /** FULL: a commit survives power loss. NORMAL: the last commits may be lost with the power, never the file's integrity. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** One SQL script a version, in order, forward only: never change one that was released. */
  readonly migrations: readonly string[];
}

/** Longest wait for another process that holds the file, in milliseconds. */
const busyTimeoutMs = 5_000;
/** A write-ahead log that grew larger is cut back to this at the next checkpoint. */
const walBytesMax = 64 * 1024 * 1024;

/**
 * Opens a file for writing, makes it where it is missing and brings its schema up to date.
 * Fault `store_failed`: not a database, locked by another process, written by a newer version, disk refused.
 */
export function openSqliteWriter(options: SqliteWriterOptions): Result<SqliteWriter> {
  return attempt(options.file, () => {
    const database = new Database(options.file, { timeout: busyTimeoutMs });
    try {
      setPragmas(database, options);
      migrate(database, options.migrations);
    } catch (error) {
      database.close();
      throw error;
    }
    return writerOf(database, options.file);
  });
}

/**
 * Opens an existing file for reading.
 * Fault `store_failed`: no such file, or not a database.
 */
export function openSqliteReader(file: string): Result<SqliteReader> {
  return attempt(file, () => {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    try {
      database.pragma('query_only = ON');
      // SQLite looks at a file at its first use; a file that is no database shall be refused here, not later.
      database.pragma('schema_version');
    } catch (error) {
      database.close();
      throw error;
    }
    return readerOf(database, file);
  });
}

/** The fault of an error that SQLite threw; anything else is a bug and is rethrown. */
export function faultOfSqlite(file: string, error: unknown): Fault {
  if (!(error instanceof Database.SqliteError)) throw error;
  return fault('store_failed', `${file}: ${error.message} (${error.code})`);
}

/** True where the file itself is broken, so that trying again cannot help. */
export function isDamaged(reason: Fault): boolean {
  return /\(SQLITE_(CORRUPT|NOTADB)/.test(reason.detail);
}

function attempt<Value>(file: string, open: () => Value): Result<Value> {
  try {
    return succeed(open());
  } catch (error) {
    if (error instanceof SchemaNewer) return fail(fault('store_failed', `${file}: ${error.message}`));
    // better-sqlite3 checks the folder itself and throws a TypeError for a missing one.
    if (error instanceof TypeError) return fail(fault('store_failed', `${file}: ${error.message}`));
    return fail(faultOfSqlite(file, error));
  }
}

function setPragmas(database: Database.Database, { file, synchronous }: SqliteWriterOptions): void {
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal' && file !== ':memory:') throw new Error(`${file}: no write-ahead log here, but ${mode}`);
  database.pragma(`synchronous = ${synchronous}`);
  database.pragma('foreign_keys = ON');
  database.pragma(`journal_size_limit = ${walBytesMax}`);
  // Sorting and temporary indexes belong in memory: a kiosk's flash wears, and a full disk shall not fail a read.
  database.pragma('temp_store = MEMORY');
}

class SchemaNewer extends Error {}

function migrate(database: Database.Database, migrations: readonly string[]): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new SchemaNewer(`schema ${version} is newer than this program, which knows ${migrations.length}`);
  }
  migrations.slice(version).forEach((script, index) => {
    database
      .transaction(() => {
        database.exec(script);
        database.pragma(`user_version = ${version + index + 1}`);
      })
      .immediate();
  });
}

function readerOf(database: Database.Database, file: string): SqliteReader {
  return {
    file,
    query<Parameters extends unknown[], Row>(sql: string): SqliteQuery<Parameters, Row> {
      const statement = database.prepare<Parameters, Row>(sql) as Database.Statement<Parameters, Row>;
      if (!statement.readonly) throw new Error(`a query writes: ${sql}`);
      return statement;
    },
    planOf(sql) {
      const parameters = new Array(sql.split('?').length - 1).fill(null);
      const steps = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
      return steps.map((step) => step.detail);
    },
    close() {
      database.close();
    },
  };
}

function writerOf(database: Database.Database, file: string): SqliteWriter {
  return {
    ...readerOf(database, file),
    change<Parameters extends unknown[], Row>(sql: string): SqliteChange<Parameters, Row> {
      return database.prepare<Parameters, Row>(sql) as Database.Statement<Parameters, Row>;
    },
    transaction(work) {
      return database.transaction(work).immediate();
    },
    checkpoint() {
      database.pragma('wal_checkpoint(TRUNCATE)');
    },
  };
}
