/** Refused frames with their reasons, for a week and at most so many a device. */
import type { QuarantineStore, Rejection } from '#gateway/ports/sensing.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';
import type { QuarantineRow } from '#shared/wire/device-api.ts';
import { quarantineExcerpt } from './quarantine-excerpt.ts';

export interface QuarantineLimits {
  readonly quarantineExcerptBytes: number;
  readonly quarantineRowsPerDeviceMax: number;
  readonly quarantineAgeMaxMs: number;
}

export interface QuarantineWriter extends QuarantineStore {
  /** To be called inside a transaction of the same file; durable with it. */
  insert(rejections: readonly Rejection[]): void;
  /** Deletes what is older than the limit. */
  retire(now: number): void;
}

/** A device that sends nothing but rubbish is cut back to its limit each time it has sent so much more. */
const rowsBetweenCuts = 100;

export const latestQuarantineSql = `
  SELECT id, received_at AS receivedAt, topic, code, detail, size_bytes AS sizeBytes, excerpt
  FROM quarantine WHERE device_id = ? ORDER BY id DESC LIMIT ?`;

/** The store of quarantine in the sensing database. */
export function createQuarantine(database: SqliteWriter, limits: QuarantineLimits): QuarantineWriter {
  const latest = database.query<[string, number], QuarantineRow>(latestQuarantineSql);
  const insert = database.change<[string, number, string, string, string, number, string]>(
    `INSERT INTO quarantine (device_id, received_at, topic, code, detail, size_bytes, excerpt)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const cut = database.change<[string, string, number]>(
    `DELETE FROM quarantine WHERE device_id = ? AND id <=
       (SELECT id FROM quarantine WHERE device_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  );
  const retire = database.change<[number]>('DELETE FROM quarantine WHERE received_at < ?');
  const sinceCut = new Map<DeviceId, number>();

  return {
    insert(rejections) {
      for (const { frame, reason } of rejections) {
        const excerpt = quarantineExcerpt(frame.payload, limits.quarantineExcerptBytes);
        const { deviceId, receivedAt, topic, payload } = frame;
        insert.run(deviceId, receivedAt, topic, reason.code, reason.detail, payload.byteLength, excerpt);
        const count = (sinceCut.get(deviceId) ?? rowsBetweenCuts) + 1;
        if (count > rowsBetweenCuts) cut.run(deviceId, deviceId, limits.quarantineRowsPerDeviceMax);
        sinceCut.set(deviceId, count > rowsBetweenCuts ? 0 : count);
      }
    },
    latestOf: (deviceId, limit) => latest.all(deviceId, limit),
    retire(now) {
      retire.run(now - limits.quarantineAgeMaxMs);
    },
  };
}
