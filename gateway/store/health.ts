/**
 * What is known of the devices' health, in <data>/health.sqlite: the last state of each, every change of it, and what
 * the devices said is wrong with themselves. It can be lost without harm: it is found anew from what devices send.
 */
import type { Ailment, DeviceMemory, DeviceReport, HealthChange, HealthStore } from '#gateway/ports/health.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { faultOfSqlite, openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import { healthMigrations } from './migrations/health.ts';

export interface OpenHealthStore extends HealthStore {
  /** Safe to call twice. */
  close(): void;
}

/** Of each device so many changes and reports are kept, the newest. */
const rowsPerDeviceMax = 500;

type DeviceColumns = Omit<DeviceMemory, 'ailments' | 'speaksMqtt'> & { readonly speaksMqtt: 0 | 1 };
type AilmentColumns = Ailment & { readonly deviceId: DeviceId };

/** Opens or makes the file. Fault: `store_failed`. */
export function openHealthStore(file: string): Result<OpenHealthStore> {
  const opened = openSqliteWriter({ file, synchronous: 'NORMAL', migrations: healthMigrations });
  return opened.ok ? succeed(healthStoreIn(opened.value)) : opened;
}

/** The queries that run while somebody waits; a test holds them to their index. */
export const healthQueries = {
  changes:
    'SELECT device_id AS deviceId, at, state, cause, cause_value AS causeValue FROM change ' +
    'WHERE device_id = ? ORDER BY id DESC LIMIT ?',
  reports: 'SELECT device_id AS deviceId, at, detail FROM report WHERE device_id = ? ORDER BY id DESC LIMIT ?',
} as const;

export function healthStoreIn(database: SqliteWriter): OpenHealthStore {
  const devices = database.query<[], DeviceColumns>(
    'SELECT device_id AS deviceId, first_seen_at AS firstSeenAt, last_reading_at AS lastReadingAt, ' +
      'speaks_mqtt AS speaksMqtt, battery_percent AS batteryPercent, paper, firmware, state, since FROM device',
  );
  const ailments = database.query<[], AilmentColumns>('SELECT device_id AS deviceId, cause, since, value FROM ailment');
  const changes = database.query<[string, number], HealthChange>(healthQueries.changes);
  const reports = database.query<[string, number], DeviceReport>(healthQueries.reports);
  const write = writerOf(database);

  return {
    load() {
      const ailmentsOf = Map.groupBy(ailments.all(), ({ deviceId }) => deviceId);
      return devices.all().map((device) => ({
        ...device,
        speaksMqtt: device.speaksMqtt === 1,
        ailments: (ailmentsOf.get(device.deviceId) ?? []).map(({ cause, since, value }) => ({ cause, since, value })),
      }));
    },
    save(memories, newChanges, newReports) {
      try {
        database.transaction(() => {
          for (const memory of memories) write.memory(memory);
          for (const change of newChanges) write.change(change);
          for (const report of newReports) write.report(report);
        });
        return succeed(null);
      } catch (error) {
        return fail(faultOfSqlite(database.file, error));
      }
    },
    changesOf: (deviceId, limit) => changes.all(deviceId, limit),
    reportsOf: (deviceId, limit) => reports.all(deviceId, limit),
    close: () => database.close(),
  };
}

function writerOf(database: SqliteWriter) {
  type Text = string | null;
  type Figure = number | null;
  const putDevice = database.change<[string, Figure, Figure, 0 | 1, Figure, Text, Text, string, number]>(
    'INSERT OR REPLACE INTO device (device_id, first_seen_at, last_reading_at, speaks_mqtt, battery_percent, paper, ' +
      'firmware, state, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const clearAilments = database.change<[string]>('DELETE FROM ailment WHERE device_id = ?');
  const addAilment = database.change<[string, string, number, number | null]>(
    'INSERT INTO ailment (device_id, cause, since, value) VALUES (?, ?, ?, ?)',
  );
  const addChange = database.change<[string, number, string, string | null, number | null]>(
    'INSERT INTO change (device_id, at, state, cause, cause_value) VALUES (?, ?, ?, ?, ?)',
  );
  const addReport = database.change<[string, number, string]>(
    'INSERT INTO report (device_id, at, detail) VALUES (?, ?, ?)',
  );
  const dropOld = (table: 'change' | 'report') =>
    database.change<[string, string, number]>(
      `DELETE FROM ${table} WHERE device_id = ? AND id <= ` +
        `(SELECT id FROM ${table} WHERE device_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    );
  const dropOldChanges = dropOld('change');
  const dropOldReports = dropOld('report');

  return {
    memory(memory: DeviceMemory): void {
      const { deviceId, firstSeenAt, lastReadingAt, speaksMqtt, batteryPercent, paper, firmware, state, since } =
        memory;
      const mqtt = speaksMqtt ? 1 : 0;
      putDevice.run(deviceId, firstSeenAt, lastReadingAt, mqtt, batteryPercent, paper, firmware, state, since);
      clearAilments.run(deviceId);
      for (const ailment of memory.ailments) addAilment.run(deviceId, ailment.cause, ailment.since, ailment.value);
    },
    change({ deviceId, at, state, cause, causeValue }: HealthChange): void {
      addChange.run(deviceId, at, state, cause, causeValue);
      dropOldChanges.run(deviceId, deviceId, rowsPerDeviceMax);
    },
    report({ deviceId, at, detail }: DeviceReport): void {
      addReport.run(deviceId, at, detail);
      dropOldReports.run(deviceId, deviceId, rowsPerDeviceMax);
    },
  };
}
