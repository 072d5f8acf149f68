/** The file of ground truth: appended to while the mall runs, and read back for how the last run ended. */
import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { type TruthMinute, type TruthPast, type TruthRecord, truthRecord } from './truth-record.ts';

/** Far more than the records between two minutes. */
const tailBytes = 1024 * 1024;

/** Durable against the end of the process, not of the machine. */
export function appendTruth(file: string, records: readonly TruthRecord[]): void {
  if (records.length > 0) appendFileSync(file, `${records.map((record) => JSON.stringify(record)).join('\n')}\n`);
}

/**
 * How the mall was left: by the last minute that was written, or by its history. Null where there is neither. A line
 * that was torn is ended, and passed over.
 */
export function resumeTruth(file: string): TruthMinute | TruthPast | null {
  if (!existsSync(file)) return null;
  const lines = tailOf(file).split('\n').reverse();
  if (lines[0] !== '') appendFileSync(file, '\n');
  for (const line of lines) {
    if (!/^\{"kind":"(minute|past)"/.test(line)) continue;
    const record = parseRecord(line);
    if (record?.kind === 'minute' || record?.kind === 'past') return record;
  }
  return null;
}

function tailOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    return tail.toString('utf8');
  } finally {
    closeSync(handle);
  }
}

function parseRecord(line: string): TruthRecord | null {
  try {
    return truthRecord.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
