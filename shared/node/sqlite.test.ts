import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../domain/result.ts';
import { openSqliteReader, openSqliteWriter } from './sqlite.ts';

const first = 'CREATE TABLE shop (id TEXT PRIMARY KEY, floor INTEGER NOT NULL) STRICT;';
const second = 'ALTER TABLE shop ADD COLUMN name TEXT;';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atrium-sqlite-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(migrations: readonly string[]) {
  return expectOk(openSqliteWriter({ file: join(folder, 'a.sqlite'), synchronous: 'FULL', migrations }));
}

describe('sqlite', () => {
  test('each migration runs once, in order', () => {
    open([first]).close();
    const writer = open([first, second]);
    writer.change<[string, number, string]>('INSERT INTO shop VALUES (?, ?, ?)').run('s1', 2, 'Tea');
    writer.close();
    const again = open([first, second]);
    expect(again.query('SELECT name FROM shop').all()).toEqual([{ name: 'Tea' }]);
    again.close();
  });

  test('a migration that fails leaves the version before it', () => {
    const options = { file: join(folder, 'a.sqlite'), synchronous: 'FULL', migrations: [first, 'NONSENSE'] } as const;
    const opened = openSqliteWriter(options);
    expect(opened.ok).toBe(false);
    const writer = open([first]);
    expect(writer.query('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    writer.close();
  });

  test('a file of a newer program is refused in one line', () => {
    open([first, second]).close();
    const opened = openSqliteWriter({ file: join(folder, 'a.sqlite'), synchronous: 'FULL', migrations: [first] });
    expect(opened).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
    expect(!opened.ok && opened.fault.detail).toMatch(/schema 2 is newer than this program, which knows 1$/);
  });

  test.each([
    ['no database', 'text.sqlite', /not a database/],
    ['a missing folder', 'none/a.sqlite', /directory does not exist/],
  ])('%s is a fault, not a crash', (_name, file, detail) => {
    writeFileSync(join(folder, 'text.sqlite'), 'this is a text and long enough to be read as a page header'.repeat(20));
    const options = { file: join(folder, file), synchronous: 'FULL', migrations: [first] } as const;
    for (const opened of [openSqliteWriter(options), openSqliteReader(options.file)]) {
      expect(!opened.ok && opened.fault.detail).toMatch(detail);
    }
  });

  test('the writer states its pragmas', () => {
    const writer = open([first]);
    expect(writer.change<[], object>('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(writer.change<[], object>('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(writer.query('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    expect(writer.query('PRAGMA busy_timeout').get()).toEqual({ timeout: 5_000 });
    writer.close();
  });

  test('a reader sees what was committed and can write nothing', () => {
    const writer = open([first]);
    writer.transaction(() => writer.change<[string, number]>('INSERT INTO shop VALUES (?, ?)').run('s1', 1));
    const reader = expectOk(openSqliteReader(writer.file));
    expect(reader.query('SELECT id FROM shop').all()).toEqual([{ id: 's1' }]);
    expect(() => reader.query("INSERT INTO shop VALUES ('s2', 1)")).toThrow('a query writes');
    expect(() => reader.query("INSERT INTO shop VALUES ('s2', 1) RETURNING id")).toThrow('a query writes');
    reader.close();
    writer.close();
  });

  test('a transaction that throws leaves nothing behind', () => {
    const writer = open([first]);
    const insert = writer.change<[string, number]>('INSERT INTO shop VALUES (?, ?)');
    expect(() =>
      writer.transaction(() => {
        insert.run('s1', 1);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(writer.query('SELECT count(*) AS n FROM shop').get()).toEqual({ n: 0 });
    writer.close();
  });
});

function expectOk<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.fault.detail);
  return result.value;
}
