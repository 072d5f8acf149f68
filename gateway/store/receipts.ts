/** Sales that earned points, or could have: one row for each, whoever sends it how often. */
import type { ReceiptStore, RuleReference } from '#gateway/ports/membership.ts';
import type { MemberId } from '#shared/domain/ids.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

interface ReceiptRow {
  readonly at: number;
  readonly amount_fen: number;
  readonly member_id: MemberId | null;
  readonly points: number;
  readonly rules: string;
}

export function receiptsIn(database: SqliteWriter): ReceiptStore {
  const add = database.change<[string, string, string, number, number, string | null, number, string]>(
    'INSERT INTO receipt (shop_id, number, business_day, at, amount_fen, member_id, points, rules) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const find = database.query<[string, string, string], ReceiptRow>(
    'SELECT at, amount_fen, member_id, points, rules FROM receipt ' +
      'WHERE shop_id = ? AND number = ? AND business_day = ?',
  );
  return {
    add({ shopId, number, businessDay, at, amountFen, memberId, points, rules }) {
      add.run(shopId, number, businessDay, at, amountFen, memberId, points, JSON.stringify(rules));
    },
    find(shopId, number, businessDay) {
      const row = find.get(shopId, number, businessDay);
      if (row === undefined) return null;
      const { at, amount_fen: amountFen, member_id: memberId, points } = row;
      const rules = JSON.parse(row.rules) as readonly RuleReference[];
      return { shopId, number, businessDay, at, amountFen, memberId, points, rules };
    },
  };
}
