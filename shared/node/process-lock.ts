/** One process at a time on a folder of data: a lock that the operating system drops with its owner, also after SIGKILL. */
import Database from 'better-sqlite3';
import { fault } from '../domain/faults.ts';
import { fail, type Result, succeed } from '../domain/result.ts';

export interface ProcessLock {
  release(): void;
}

/** A database that nobody mentions any more is closed by the garbage collector, and its lock would go with it. */
const held = new Set<Database.Database>();

/**
 * Takes the lock at once or not at all. It is SQLite's own lock on an empty database, because Node has no file locks.
 * Fault `store_failed`: another process holds it, or the file cannot be made.
 */
export function takeProcessLock(file: string): Result<ProcessLock> {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { timeout: 0 });
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    const lock = database;
    held.add(lock);
    return succeed({
      release() {
        held.delete(lock);
        lock.close();
      },
    });
  } catch (error) {
    database?.close();
    const isHeld = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    const reason = error instanceof Error ? error.message : String(error);
    return fail(fault('store_failed', isHeld ? 'Another process works on this folder.' : `${file}: ${reason}`));
  }
}
