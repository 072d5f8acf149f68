/** <data>/ledger.sqlite: all that the loyalty wing knows, in one file, so that one transaction can change all of it. */
import type { LoyaltyStore } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import { codesIn } from './codes.ts';
import { ledgerIn } from './ledger.ts';
import { membersIn } from './members.ts';
import { ledgerMigrations } from './migrations/ledger.ts';
import { operationsIn } from './operations.ts';
import { printJobsIn } from './print-jobs.ts';
import { receiptsIn } from './receipts.ts';
import { redemptionsIn } from './redemptions.ts';

/**
 * Opens or makes the file; every commit is on disk when it returns. `keyringFingerprint` says which keys the phones in
 * it are encrypted with. Fault `store_failed`: refused by the disk, or keys and file do not belong together.
 */
export function openLoyaltyStore(file: string, keyringFingerprint: string): Result<LoyaltyStore> {
  const opened = openSqliteWriter({ file, synchronous: 'FULL', migrations: ledgerMigrations });
  if (!opened.ok) return opened;
  const database = opened.value;
  if (!bindKeyring(database, keyringFingerprint)) {
    database.close();
    return fail(
      fault('store_failed', `${file}: its phone numbers are encrypted with other keys; restore the key file with it.`),
    );
  }
  return succeed(loyaltyStoreIn(database));
}

function loyaltyStoreIn(database: SqliteWriter): LoyaltyStore {
  return {
    transaction: (work) => database.transaction(work),
    ledger: ledgerIn(database),
    members: membersIn(database),
    redemptions: redemptionsIn(database),
    receipts: receiptsIn(database),
    codes: codesIn(database),
    operations: operationsIn(database),
    printJobs: printJobsIn(database),
    close: () => database.close(),
  };
}

/** A file remembers its keys: with others, every phone would be lost in silence and every member could join again. */
function bindKeyring(database: SqliteWriter, fingerprint: string): boolean {
  database
    .change<[string]>("INSERT INTO setting (name, value) VALUES ('keyring', ?) ON CONFLICT (name) DO NOTHING")
    .run(fingerprint);
  const bound = database.query<[], { value: string }>("SELECT value FROM setting WHERE name = 'keyring'").get();
  return bound?.value === fingerprint;
}
