/** Redemptions from confirmed to their one end, and the lots that pay for them. */
import type { Redemption, RedemptionState, RedemptionStore } from '#gateway/ports/membership.ts';
import type { DeskId, KioskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import type { LotUse } from '#shared/domain/ledger-lots.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

interface RedemptionRow {
  readonly op_id: OpId;
  readonly kiosk_id: KioskId;
  readonly member_id: MemberId;
  readonly sku: Sku;
  readonly desk_id: DeskId;
  readonly units: number;
  readonly points: number;
  readonly points_left: number;
  readonly state: RedemptionState;
  readonly slip: string;
  readonly short_code: string;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly claim_id: OpId | null;
  readonly clerk: string | null;
  readonly closed_at: number | null;
}

export const redemptionByCodeSql =
  "SELECT * FROM redemption WHERE short_code = ? ORDER BY state = 'confirmed' DESC, issued_at DESC LIMIT 1";
export const expiredRedemptionsSql =
  "SELECT * FROM redemption WHERE state = 'confirmed' AND expires_at <= ? ORDER BY expires_at LIMIT ?";
export const unitsSinceSql =
  'SELECT coalesce(sum(units), 0) AS units FROM redemption ' +
  "WHERE member_id = ? AND sku = ? AND issued_at >= ? AND state IN ('confirmed', 'handed_over')";
export const handedSinceSql =
  "SELECT count(*) AS handed FROM redemption WHERE desk_id = ? AND state = 'handed_over' AND closed_at >= ?";

export function redemptionsIn(database: SqliteWriter): RedemptionStore {
  return { ...changes(database), ...queries(database) };
}

function changes(database: SqliteWriter): Pick<RedemptionStore, 'add' | 'close'> {
  type Columns = [string, string, string, string, string, number, number, number, string, string, number, number];
  const add = database.change<Columns>(
    'INSERT INTO redemption (op_id, kiosk_id, member_id, sku, desk_id, units, points, points_left, state, slip, ' +
      "short_code, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?, ?, ?, ?)",
  );
  const addUse = database.change<[string, string, number]>(
    'INSERT INTO lot_use (op_id, lot_id, amount) VALUES (?, ?, ?)',
  );
  const close = database.change<[string, string | null, string | null, number, string]>(
    'UPDATE redemption SET state = ?, claim_id = ?, clerk = ?, closed_at = ? ' +
      "WHERE op_id = ? AND state = 'confirmed'",
  );
  return {
    add(made, uses) {
      add.run(
        made.opId,
        made.kioskId,
        made.memberId,
        made.sku,
        made.deskId,
        made.units,
        made.points,
        made.pointsLeft,
        made.slip,
        made.shortCode,
        made.issuedAt,
        made.expiresAt,
      );
      for (const { lotId, amount } of uses) addUse.run(made.opId, lotId, amount);
    },
    close(opId, state, claim, at) {
      const { changes: closed } = close.run(state, claim?.claimId ?? null, claim?.clerk ?? null, at, opId);
      if (closed !== 1) throw new Error(`redemption ${opId} does not wait`);
    },
  };
}

function queries(database: SqliteWriter): Omit<RedemptionStore, 'add' | 'close'> {
  const find = database.query<[string], RedemptionRow>('SELECT * FROM redemption WHERE op_id = ?');
  const findByCode = database.query<[string], RedemptionRow>(redemptionByCodeSql);
  const liveCode = database.query<[string], { one: number }>(
    "SELECT 1 AS one FROM redemption WHERE short_code = ? AND state = 'confirmed'",
  );
  const claim = database.query<[string], { one: number }>('SELECT 1 AS one FROM redemption WHERE claim_id = ?');
  const uses = database.query<[string], LotUse>('SELECT lot_id AS lotId, amount FROM lot_use WHERE op_id = ?');
  const expired = database.query<[number, number], RedemptionRow>(expiredRedemptionsSql);
  const units = database.query<[string, string, number], { units: number }>(unitsSinceSql);
  const handed = database.query<[string, number], { handed: number }>(handedSinceSql);
  return {
    find: (opId) => redemptionOf(find.get(opId)),
    findByShortCode: (shortCode) => redemptionOf(findByCode.get(shortCode)),
    isShortCodeLive: (shortCode) => liveCode.get(shortCode) !== undefined,
    isClaimUsed: (claimId) => claim.get(claimId) !== undefined,
    lotUses: (opId) => uses.all(opId),
    expiredBy: (now, limit) => expired.all(now, limit).map(redemptionFrom),
    unitsSince: (memberId, sku, since) => units.get(memberId, sku, since)?.units ?? 0,
    handedSince: (deskId, since) => handed.get(deskId, since)?.handed ?? 0,
  };
}

function redemptionOf(row: RedemptionRow | undefined): Redemption | null {
  return row === undefined ? null : redemptionFrom(row);
}

function redemptionFrom(row: RedemptionRow): Redemption {
  const { claim_id: claimId, clerk } = row;
  return {
    opId: row.op_id,
    kioskId: row.kiosk_id,
    memberId: row.member_id,
    sku: row.sku,
    deskId: row.desk_id,
    units: row.units,
    points: row.points,
    pointsLeft: row.points_left,
    state: row.state,
    slip: row.slip,
    shortCode: row.short_code,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    claim: claimId === null || clerk === null ? null : { claimId, clerk },
    closedAt: row.closed_at,
  };
}
