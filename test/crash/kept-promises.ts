/**
 * What the gateway acknowledged, held against the raw files that a killed process left behind. It knows nothing of the
 * gateway's code: only that readings lie in <data>/readings/*.sqlite and refused frames in <data>/sensing.sqlite.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface Promised {
  /** "device sequence" of every reading that was acknowledged. */
  readonly readings: ReadonlySet<string>;
  /** Texts in refused payloads that were acknowledged. */
  readonly refusals: ReadonlySet<string>;
}

export interface Kept {
  readonly stored: number;
  readonly refused: number;
  /** Rows of the loss ledger. */
  readonly losses: number;
  /** Every promise that was broken, in words; empty is what we want. */
  readonly broken: readonly string[];
}

/** Reads the files of a gateway that does not run. */
export function checkPromises(dataDir: string, promised: Promised): Kept {
  const broken: string[] = [];
  const stored = new Map<string, number>();
  const folder = join(dataDir, 'readings');
  for (const file of readdirSync(folder)) {
    if (file.includes('damaged')) broken.push(`${file}: the gateway set a day aside`);
    if (!file.endsWith('.sqlite')) continue;
    const rows = readAll<{ device: string; sequence: number }>(
      join(folder, file),
      'SELECT text AS device, sequence FROM reading JOIN name ON name.id = reading.device',
      broken,
    );
    for (const { device, sequence } of rows) {
      const key = `${device} ${sequence}`;
      stored.set(key, (stored.get(key) ?? 0) + 1);
    }
  }
  for (const key of promised.readings) if (!stored.has(key)) broken.push(`${key}: acknowledged and not stored`);
  for (const [key, times] of stored) if (times > 1) broken.push(`${key}: stored ${times} times`);

  const sensing = join(dataDir, 'sensing.sqlite');
  const excerpts = readAll<{ excerpt: string }>(sensing, 'SELECT excerpt FROM quarantine', broken);
  const texts = excerpts.map(({ excerpt }) => excerpt).join('\n');
  for (const text of promised.refusals)
    if (!texts.includes(text)) broken.push(`${text}: acknowledged, not in quarantine`);
  const losses = readAll(sensing, 'SELECT * FROM loss', broken);
  return { stored: stored.size, refused: excerpts.length, losses: losses.length, broken };
}

function readAll<Row>(file: string, sql: string, broken: string[]): Row[] {
  // The write-ahead log of the killed process is read with the file, and left as it is.
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') broken.push(`${file}: ${String(integrity)}`);
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}
