/** Judges a ledger file by its raw rows, with none of the product's code: the invariants of the loyalty wing. */
import { openSqliteReader, type SqliteReader } from '#shared/node/sqlite.ts';

/** One line for each violation; empty when all is well. */
export function auditLedger(file: string): readonly string[] {
  const opened = openSqliteReader(file);
  if (!opened.ok) return [opened.fault.detail];
  try {
    return Object.entries(invariants).flatMap(([name, sql]) => violations(opened.value, name, sql));
  } finally {
    opened.value.close();
  }
}

function violations(reader: SqliteReader, name: string, sql: string): readonly string[] {
  return reader
    .query(sql)
    .all()
    .map((row) => `${name}: ${JSON.stringify(row)}`);
}

/** Each answers the rows that break it. */
const invariants = {
  'an account is the sum of its transfers': `
    SELECT name, balance FROM account WHERE balance <>
      (SELECT coalesce(sum(amount), 0) FROM transfer WHERE to_account = name) -
      (SELECT coalesce(sum(amount), 0) FROM transfer WHERE from_account = name)`,
  'only the world outside owes': `
    SELECT name, balance FROM account
    WHERE balance < 0 AND name <> 'points:issued' AND name NOT LIKE '%:received'`,
  'all accounts together are nothing': 'SELECT sum(balance) AS sum FROM account HAVING sum(balance) <> 0',
  'what is available lies in lots': `
    SELECT member_id, (SELECT coalesce(sum(left_points), 0) FROM lot WHERE lot.member_id = member.member_id) AS lots,
      (SELECT balance FROM account WHERE name = 'member:' || member_id || ':available') AS balance
    FROM member WHERE lots <> coalesce(balance, 0)`,
  'what is pending is what waits': `
    SELECT member_id, (SELECT coalesce(sum(points), 0) FROM redemption
        WHERE redemption.member_id = member.member_id AND state = 'confirmed') AS waiting,
      (SELECT balance FROM account WHERE name = 'member:' || member_id || ':pending') AS balance
    FROM member WHERE waiting <> coalesce(balance, 0)`,
  'what is spent was handed over': `
    SELECT member_id, (SELECT coalesce(sum(points), 0) FROM redemption
        WHERE redemption.member_id = member.member_id AND state = 'handed_over') AS handed,
      (SELECT balance FROM account WHERE name = 'member:' || member_id || ':spent') AS balance
    FROM member WHERE handed <> coalesce(balance, 0)`,
  'what is reserved at a desk is what waits there': `
    SELECT name, balance, (SELECT coalesce(sum(units), 0) FROM redemption
        WHERE 'stock:' || sku || '@' || desk_id || ':reserved' = name AND state = 'confirmed') AS waiting
    FROM account WHERE name LIKE '%:reserved' AND balance <> waiting`,
  'what a desk handed over is what was handed over there': `
    SELECT name, balance, (SELECT coalesce(sum(units), 0) FROM redemption
        WHERE 'stock:' || sku || '@' || desk_id || ':handed' = name AND state = 'handed_over') AS handed
    FROM account WHERE name LIKE '%:handed' AND balance <> handed`,
  'a redemption holds once, in both currencies': `
    SELECT op_id FROM redemption WHERE
      (SELECT count(*) FROM transfer WHERE transfer_id IN (op_id || ':hold:points', op_id || ':hold:stock')) <> 2`,
  'a redemption ends once at most, as its state says': `
    SELECT op_id, state FROM redemption WHERE
      (SELECT count(*) FROM transfer WHERE transfer_id IN (op_id || ':hand_over:points', op_id || ':hand_over:stock'))
        <> CASE state WHEN 'handed_over' THEN 2 ELSE 0 END
      OR (SELECT count(*) FROM transfer WHERE transfer_id IN (op_id || ':release:points', op_id || ':release:stock'))
        <> CASE WHEN state IN ('expired', 'cancelled') THEN 2 ELSE 0 END`,
  'the lots of a redemption pay for it': `
    SELECT op_id FROM redemption WHERE points <>
      (SELECT coalesce(sum(amount), 0) FROM lot_use WHERE lot_use.op_id = redemption.op_id)`,
  'a welcome pack is given once': `
    SELECT member_id FROM member WHERE
      (SELECT count(*) FROM lot WHERE lot.member_id = member.member_id AND lot_id LIKE 'welcome:%') <> 1`,
} as const;
