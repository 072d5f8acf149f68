import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceMemory, HealthChange } from '#gateway/ports/health.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { openSqliteWriter } from '#shared/node/sqlite.ts';
import { healthQueries, openHealthStore } from './health.ts';
import { healthMigrations } from './migrations/health.ts';

const one = 'counter-1' as DeviceId;
const other = 'counter-2' as DeviceId;

const ill: DeviceMemory = {
  deviceId: one,
  firstSeenAt: 1000,
  lastReadingAt: 2000,
  speaksMqtt: true,
  batteryPercent: 12.5,
  paper: null,
  firmware: '7.0.1.85',
  state: 'ill',
  since: 2000,
  ailments: [
    { cause: 'battery_low', since: 1500, value: 12.5 },
    { cause: 'silent', since: 2000, value: null },
  ],
};

const changeOf = (deviceId: DeviceId, at: number): HealthChange => ({
  deviceId,
  at,
  state: 'ill',
  cause: 'silent',
  causeValue: null,
});

let dir = '';
let file = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'atrium-health-'));
  file = join(dir, 'health.sqlite');
});

afterEach(() => rmSync(dir, { recursive: true }));

function open() {
  const opened = openHealthStore(file);
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}

test('what was saved is there when the file is opened again; a later save replaces it', () => {
  const store = open();
  store.save(
    [
      { ...ill, ailments: [{ cause: 'stuck', since: 1, value: 3 }] },
      { ...ill, deviceId: other },
    ],
    [],
    [],
  );
  store.save([ill], [changeOf(one, 2000)], [{ deviceId: one, at: 1900, detail: 'the lens is covered' }]);
  store.close();
  const again = open();
  expect(new Set(again.load())).toEqual(new Set([ill, { ...ill, deviceId: other }]));
  expect(again.changesOf(one, 10)).toEqual([changeOf(one, 2000)]);
  expect(again.reportsOf(one, 10)).toEqual([{ deviceId: one, at: 1900, detail: 'the lens is covered' }]);
  expect(again.changesOf(other, 10)).toEqual([]);
  again.close();
});

test('a database that refuses is a fault, and nothing of it is saved', () => {
  const store = open();
  store.save([ill], [changeOf(one, 1)], []);
  const broken = changeOf(one, 2.5);
  expect(store.save([], [changeOf(one, 2), broken], [])).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
  expect(store.changesOf(one, 10).map(({ at }) => at)).toEqual([1]);
  store.close();
});

test('changes come newest first, and of each device only the newest are kept', () => {
  const store = open();
  const changes = Array.from({ length: 600 }, (_, index) => changeOf(one, index));
  store.save([], [changeOf(other, 1), ...changes], []);
  expect(store.changesOf(one, 2).map(({ at }) => at)).toEqual([599, 598]);
  expect(store.changesOf(one, 1000)).toHaveLength(500);
  expect(store.changesOf(other, 10)).toHaveLength(1);
  store.close();
});

test('the queries of a device page use their index', () => {
  const opened = openSqliteWriter({ file, synchronous: 'NORMAL', migrations: healthMigrations });
  if (!opened.ok) throw new Error(opened.fault.detail);
  expect(opened.value.planOf(healthQueries.changes)).toEqual([
    'SEARCH change USING INDEX change_of_device (device_id=?)',
  ]);
  expect(opened.value.planOf(healthQueries.reports)).toEqual([
    'SEARCH report USING INDEX report_of_device (device_id=?)',
  ]);
  opened.value.close();
});
