/**
 * The index by device of a closed day. Millions of rows take seconds, so it is built in a thread of its own; a process that
 * ends meanwhile leaves the day without it, as before.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { openSqliteWriter } from '#shared/node/sqlite.ts';
import { closedDayIndex, readingDayMigrations } from './migrations/reading-day.ts';

/** Resolves when the index is durable, at once where the day has it; rejects where the file cannot be written. */
export function buildClosedDayIndex(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { closedDay: file } });
    worker.unref();
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

function build(file: string): void {
  const opened = openSqliteWriter({ file, synchronous: 'FULL', migrations: readingDayMigrations });
  if (!opened.ok) throw new Error(opened.fault.detail);
  opened.value.change(closedDayIndex).run();
  opened.value.checkpoint();
  opened.value.close();
}

if (!isMainThread && typeof workerData?.closedDay === 'string') build(workerData.closedDay);
