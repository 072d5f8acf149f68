import { describe, expect, test } from 'vitest';
import { openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import { sentFromKioskSql, sentToPhoneSql } from './codes.ts';
import { expiredLotsSql, openLotsSql, tierPointsSql } from './ledger.ts';
import { changedMembersSql, memberByPhoneSql, reviewsDueSql } from './members.ts';
import { ledgerMigrations } from './migrations/ledger.ts';
import { requestsSql } from './operations.ts';
import { expiredRedemptionsSql, handedSinceSql, redemptionByCodeSql, unitsSinceSql } from './redemptions.ts';

function emptyLedger(): SqliteWriter {
  const opened = openSqliteWriter({ file: ':memory:', synchronous: 'FULL', migrations: ledgerMigrations });
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}

describe('ledger file', () => {
  test.each(
    Object.entries({
      sentToPhoneSql,
      sentFromKioskSql,
      openLotsSql,
      expiredLotsSql,
      tierPointsSql,
      memberByPhoneSql,
      changedMembersSql,
      reviewsDueSql,
      requestsSql,
      expiredRedemptionsSql,
      handedSinceSql,
      redemptionByCodeSql,
      unitsSinceSql,
    }),
  )('%s searches an index', (_name, sql) => {
    const database = emptyLedger();
    const plan = database.planOf(sql);
    expect(plan.some((step) => step.startsWith('SEARCH'))).toBe(true);
    expect(plan.some((step) => step.startsWith('SCAN'))).toBe(false);
    database.close();
  });

  test('a transfer is final, and no account but a source goes below zero', () => {
    const database = emptyLedger();
    database.change("INSERT INTO account VALUES ('points:issued', 1, -5), ('member:m:available', 0, 5)").run();
    database.change("INSERT INTO transfer VALUES ('t', 'grant', 'points:issued', 'member:m:available', 5, 0)").run();
    expect(() => database.change('UPDATE transfer SET amount = 6').run()).toThrow('a transfer is final');
    expect(() => database.change('DELETE FROM transfer').run()).toThrow('a transfer stays');
    expect(() => database.change("UPDATE account SET balance = -1 WHERE name = 'member:m:available'").run()).toThrow(
      'CHECK',
    );
    database.close();
  });
});
