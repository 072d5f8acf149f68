/** Transfers, the balances they add up to, and the lots of points. */
import type { LedgerStore } from '#gateway/ports/membership.ts';
import type { MemberId } from '#shared/domain/ids.ts';
import { type Account, isSource } from '#shared/domain/ledger.ts';
import type { Lot } from '#shared/domain/ledger-lots.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

export const openLotsSql =
  'SELECT lot_id AS id, left_points AS left, expires_at AS expiresAt FROM lot ' +
  'WHERE member_id = ? AND left_points > 0 ORDER BY expires_at, lot_id';
export const expiredLotsSql =
  'SELECT lot_id AS id, left_points AS left, expires_at AS expiresAt, member_id AS memberId FROM lot ' +
  'WHERE expires_at <= ? AND left_points > 0 ORDER BY expires_at LIMIT ?';
export const tierPointsSql =
  'SELECT coalesce(sum(tier_points), 0) AS points FROM lot WHERE member_id = ? AND earned_at >= ? AND tier_points > 0';

export function ledgerIn(database: SqliteWriter): LedgerStore {
  const openAccount = database.change<[string, number]>(
    'INSERT INTO account (name, is_source, balance) VALUES (?, ?, 0) ON CONFLICT (name) DO NOTHING',
  );
  const changeBalance = database.change<[number, string]>('UPDATE account SET balance = balance + ? WHERE name = ?');
  const addTransfer = database.change<[string, string, string, string, number, number]>(
    'INSERT INTO transfer (transfer_id, kind, from_account, to_account, amount, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const transfer = database.query<[string], { one: number }>('SELECT 1 AS one FROM transfer WHERE transfer_id = ?');
  const balance = database.query<[string], { balance: number }>('SELECT balance FROM account WHERE name = ?');
  const addLot = database.change<[string, MemberId, number, number, number, number, number, string]>(
    'INSERT INTO lot (lot_id, member_id, earned, left_points, tier_points, earned_at, expires_at, rules) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const changeLot = database.change<[number, string]>('UPDATE lot SET left_points = left_points - ? WHERE lot_id = ?');
  const openLots = database.query<[MemberId], Lot>(openLotsSql);
  const expiredLots = database.query<[number, number], Lot & { memberId: MemberId }>(expiredLotsSql);
  const tierPoints = database.query<[MemberId, number], { points: number }>(tierPointsSql);

  function move(account: Account, amount: number): void {
    openAccount.run(account, isSource(account) ? 1 : 0);
    // The table's CHECK refuses a balance below zero: the last line of defence, whatever a use case forgot.
    changeBalance.run(amount, account);
  }

  return {
    post(transfers) {
      for (const { id, kind, from, to, amount, at } of transfers) {
        move(from, -amount);
        move(to, amount);
        addTransfer.run(id, kind, from, to, amount, at);
      }
    },
    has: (transferId) => transfer.get(transferId) !== undefined,
    balance: (account) => balance.get(account)?.balance ?? 0,
    addLot(lot) {
      const rules = JSON.stringify(lot.rules);
      addLot.run(lot.id, lot.memberId, lot.left, lot.left, lot.tierPoints, lot.earnedAt, lot.expiresAt, rules);
    },
    openLots: (memberId) => openLots.all(memberId),
    changeLots(uses) {
      for (const { lotId, amount } of uses) changeLot.run(amount, lotId);
    },
    lotsExpiredBy: (now, limit) => expiredLots.all(now, limit),
    tierPointsSince: (memberId, since) => tierPoints.get(memberId, since)?.points ?? 0,
  };
}
