import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WindowBatch } from '#gateway/ports/windows.ts';
import type { BayId, LineId, ZoneId } from '#shared/domain/ids.ts';
import type { LineWindow, ZoneWindow } from '#shared/domain/window.ts';
import { openSqliteWriter } from '#shared/node/sqlite.ts';
import { windowsMigrations } from './migrations/windows.ts';
import {
  bayBeforeSql,
  forgetSql,
  lineStepsSql,
  lineWindowsSql,
  openWindows,
  type Windows,
  zoneStepsSql,
} from './windows.ts';

const door = 'door' as LineId;
const hall = 'hall' as ZoneId;
const bay = 'bay-1' as BayId;

function line(minute: number, more: Partial<LineWindow> = {}): LineWindow {
  return { lineId: door, minute, forward: 2, backward: 1, coveredMs: 60_000, imported: false, ...more };
}

function zone(minute: number, more: Partial<ZoneWindow> = {}): ZoneWindow {
  return { zoneId: hall, minute, people: minute, entered: 2, left: 1, corrected: 0, coveredMs: 60_000, ...more };
}

const batch = (more: Partial<WindowBatch>): WindowBatch => ({
  lines: [],
  zones: [],
  bays: [],
  sealThrough: null,
  ...more,
});

let folder: string;
let windows: Windows;

function open(): Windows {
  const opened = openWindows(join(folder, 'windows.sqlite'));
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atrium-windows-'));
  windows = open();
});

afterEach(() => {
  windows.close();
  rmSync(folder, { recursive: true });
});

describe('steps', () => {
  test('sum the windows that lie in them; steps without a window are left out', () => {
    windows.write(batch({ lines: [10, 11, 14, 31].map((minute) => line(minute)) }));
    expect(windows.lineSteps(door, 10, 40, 15)).toEqual([
      { step: 0, forward: 6, backward: 3, coveredMs: 180_000 },
      { step: 1, forward: 2, backward: 1, coveredMs: 60_000 },
    ]);
    expect(windows.lineSteps(door, 10, 14, 15)).toMatchObject([{ forward: 4 }]);
    expect(windows.lineSteps('other' as LineId, 0, 100, 15)).toEqual([]);
  });

  test('of a zone end with the people of their last window', () => {
    windows.write(batch({ zones: [10, 11, 24, 25].map((minute) => zone(minute)) }));
    expect(windows.zoneSteps(hall, 10, 40, 15)).toEqual([
      { step: 0, people: 24, entered: 6, left: 3, coveredMs: 180_000, revision: 0 },
      { step: 1, people: 25, entered: 2, left: 1, coveredMs: 60_000, revision: 0 },
    ]);
  });
});

describe('revisions', () => {
  test('rise with each change of counts, and with nothing else', () => {
    windows.write(batch({ zones: [zone(10), zone(11)] }));
    windows.write(batch({ zones: [zone(10)] }));
    windows.write(batch({ zones: [zone(10, { coveredMs: 30_000 })] }));
    expect(windows.zoneSteps(hall, 10, 11, 1)).toMatchObject([{ coveredMs: 30_000, revision: 0 }]);
    windows.write(batch({ zones: [zone(10, { people: 9 })] }));
    windows.write(batch({ zones: [zone(10, { people: 9, entered: 3 })] }));
    expect(windows.zoneSteps(hall, 10, 12, 2)).toMatchObject([{ revision: 2 }]);
  });

  test('are kept by a store that is opened again', () => {
    windows.write(batch({ zones: [zone(10)] }));
    windows.write(batch({ zones: [zone(10, { people: 9 })] }));
    windows.close();
    windows = open();
    expect(windows.zoneSteps(hall, 10, 11, 1)).toMatchObject([{ people: 9, revision: 1 }]);
  });
});

describe('imported windows', () => {
  test('replace measured ones and are not replaced by them', () => {
    windows.write(batch({ lines: [line(10, { coveredMs: 5_000 })] }));
    windows.write(batch({ lines: [line(10, { forward: 9, imported: true })] }));
    windows.write(batch({ lines: [line(10, { forward: 3 })] }));
    expect([...windows.lineWindows([door], 0, 100)]).toEqual([line(10, { forward: 9, imported: true })]);
  });
});

describe('bays', () => {
  test('have the state of their last change before a minute', () => {
    const change = (minute: number, occupied: boolean) => ({ bayId: bay, minute, occupied, since: minute * 60_000 });
    windows.write(batch({ bays: [change(10, true), change(20, false)] }));
    expect(windows.baysBefore(20, [bay])).toEqual([change(10, true)]);
    expect(windows.baysBefore(21, [bay, 'bay-2' as BayId])).toEqual([change(20, false)]);
    expect(windows.baysBefore(10, [bay])).toEqual([]);
  });
});

test('a write that fails leaves nothing behind, and the next one works', () => {
  const wrong = batch({ lines: [line(10)], zones: [zone(10), zone(11, { people: -1 })] });
  expect(() => windows.write(wrong)).toThrow(/CHECK/);
  expect(windows.isEmpty()).toBe(true);
  windows.write(batch({ lines: [line(10)], zones: [zone(10)] }));
  expect(windows.lineSteps(door, 0, 100, 100)).toHaveLength(1);
  expect(windows.zoneSteps(hall, 0, 100, 100)).toHaveLength(1);
});

test('a file that refuses is a fault, not a crash', () => {
  const other = new Database(join(folder, 'windows.sqlite'));
  other.exec('ALTER TABLE line_window RENAME TO away');
  expect(windows.write(batch({ lines: [line(10)] }))).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
  other.exec('ALTER TABLE away RENAME TO line_window');
  other.close();
  expect(windows.write(batch({ lines: [line(10)] })).ok).toBe(true);
});

test('forgets what is older, remembers what is sealed', () => {
  windows.write(batch({ lines: [line(10), line(20)], zones: [zone(10), zone(20)] }));
  windows.forget(20);
  expect(windows.lineSteps(door, 0, 100, 1).map((step) => step.step)).toEqual([20]);
  expect(windows.zoneSteps(hall, 0, 100, 1).map((step) => step.step)).toEqual([20]);
  expect(windows.sealedThrough()).toBeNull();
  windows.write(batch({ sealThrough: '2026-11-20' }));
  windows.write(batch({ sealThrough: '2026-11-21' }));
  windows.write(batch({ lines: [line(30)] }));
  expect(windows.sealedThrough()).toBe('2026-11-21');
});

test('every query and clean-up goes by the key of its subject, never over a whole table', () => {
  const opened = openSqliteWriter({ file: ':memory:', synchronous: 'NORMAL', migrations: windowsMigrations });
  if (!opened.ok) throw new Error(opened.fault.detail);
  const database = opened.value;
  const key = (table: string, subject: string): RegExp =>
    new RegExp(`^SEARCH ${table} USING PRIMARY KEY \\(${subject}=\\? AND minute[<>]`);
  const plans: [sql: string, expected: RegExp][] = [
    [lineStepsSql, key('line_window', 'line')],
    [zoneStepsSql, key('zone_window', 'zone')],
    [lineWindowsSql, key('line_window', 'line')],
    [bayBeforeSql, key('bay_window', 'bay')],
    [forgetSql.line, key('line_window', 'line')],
    [forgetSql.zone, key('zone_window', 'zone')],
    [forgetSql.bay, key('bay_window', 'bay')],
  ];
  for (const [sql, expected] of plans) {
    const steps = database.planOf(sql);
    expect(
      steps.some((step) => expected.test(step)),
      steps.join('\n'),
    ).toBe(true);
    expect(steps.filter((step) => /SCAN (line|zone|bay)_window/.test(step))).toEqual([]);
  }
  database.close();
});
