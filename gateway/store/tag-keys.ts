/** The keys of the hash that replaces tag ids: one a business day, deleted when the day is over. */
import { randomBytes } from 'node:crypto';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

export interface TagKeys {
  /** The key of a day, made at its first use and durable when it returns; a restart must not make strangers of all tags. */
  keyOf(day: string): Uint8Array;
  /** Deletes the keys of days before this one. */
  retire(day: string): void;
}

const keyBytes = 32;

export function createTagKeys(database: SqliteWriter): TagKeys {
  const insert = database.change<[string, Uint8Array]>(
    'INSERT INTO tag_key (day, key) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const select = database.query<[string], { key: Uint8Array }>('SELECT key FROM tag_key WHERE day = ?');
  const retire = database.change<[string]>('DELETE FROM tag_key WHERE day < ?');
  return {
    keyOf(day) {
      insert.run(day, randomBytes(keyBytes));
      const row = select.get(day);
      if (row === undefined) throw new Error(`no tag key of ${day} after its insertion`);
      return row.key;
    },
    retire(day) {
      retire.run(day);
    },
  };
}
