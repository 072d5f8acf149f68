/** The loss ledger: what should have come and did not, and when it came after all. */
import type { GapFilling, LossStore, SequenceGap } from '#gateway/ports/sensing.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';
import type { LossRow } from '#shared/wire/device-api.ts';

export interface LossWriter extends LossStore {
  /** To be called inside a transaction of the same file; durable with it. A gap that is known already changes nothing. */
  insertGaps(gaps: readonly SequenceGap[]): void;
  /** The same for numbers that came late; a gap that misses nothing any more is repaired at `at`. */
  fill(fillings: readonly GapFilling[], at: number): void;
  /** Gaps that late messages may still fill: those that ended after `sinceAt`. */
  openGaps(sinceAt: number): readonly GapFilling[];
  /** Deletes rows that ended before `beforeAt`. */
  retire(beforeAt: number): void;
}

export const latestLossSql = `
  SELECT id, from_sequence AS fromSequence, to_sequence AS toSequence, from_at AS fromAt, to_at AS toAt, reason,
         repaired_at AS repairedAt
  FROM loss WHERE device_id = ? ORDER BY id DESC LIMIT ?`;

export const openLossSql = `
  SELECT device_id AS deviceId, from_sequence AS fromSequence, from_at AS fromAt, missing
  FROM loss WHERE repaired_at IS NULL AND to_at > ? AND from_sequence IS NOT NULL ORDER BY to_at`;

/** The store of losses in the sensing database. */
export function createLosses(database: SqliteWriter): LossWriter {
  const latest = database.query<[string, number], LossRow>(latestLossSql);
  const open = database.query<[number], { deviceId: DeviceId; fromSequence: number; fromAt: number; missing: string }>(
    openLossSql,
  );
  const insert = database.change<[string, number, number, number, number, string]>(
    `INSERT INTO loss (device_id, from_sequence, to_sequence, from_at, to_at, reason, missing)
     VALUES (?, ?, ?, ?, ?, 'sequence_gap', ?)
     ON CONFLICT (device_id, from_sequence, from_at) WHERE from_sequence IS NOT NULL DO NOTHING`,
  );
  const fill = database.change<[string, number | null, string, number, number]>(
    'UPDATE loss SET missing = ?, repaired_at = ? WHERE device_id = ? AND from_sequence = ? AND from_at = ?',
  );
  const retire = database.change<[number]>('DELETE FROM loss WHERE to_at < ?');

  return {
    insertGaps(gaps) {
      for (const gap of gaps) {
        const { deviceId, fromSequence, toSequence, fromAt, toAt } = gap;
        insert.run(deviceId, fromSequence, toSequence, fromAt, toAt, JSON.stringify(gap.missing));
      }
    },
    fill(fillings, at) {
      for (const { deviceId, fromSequence, fromAt, missing } of fillings) {
        fill.run(JSON.stringify(missing), missing.length === 0 ? at : null, deviceId, fromSequence, fromAt);
      }
    },
    latestOf: (deviceId, limit) => latest.all(deviceId, limit),
    openGaps: (sinceAt) => open.all(sinceAt).map((row) => ({ ...row, missing: JSON.parse(row.missing) })),
    retire(beforeAt) {
      retire.run(beforeAt);
    },
  };
}
