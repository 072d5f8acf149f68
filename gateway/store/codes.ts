/** One-time codes and the proofs that they turned into; both only as hashes, both soon forgotten. */
import type { CodeStore, StoredCode, StoredProof } from '#gateway/ports/membership.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

export const sentToPhoneSql =
  'SELECT count(*) AS count, max(sent_at) AS lastAt FROM code WHERE phone_hash = ? AND sent_at > ?';
export const sentFromKioskSql = 'SELECT count(*) AS count FROM code WHERE kiosk_id = ? AND sent_at > ?';

export function codesIn(database: SqliteWriter): CodeStore {
  const add = database.change<[string, string, string, string, number, number, number, number | null]>(
    'INSERT INTO code (code_id, kiosk_id, phone_hash, code_hash, sent_at, expires_at, attempts, used_at) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const find = database.query<[string], StoredCode>(
    'SELECT code_id AS codeId, kiosk_id AS kioskId, phone_hash AS phoneHash, code_hash AS codeHash, ' +
      'sent_at AS sentAt, expires_at AS expiresAt, attempts, used_at AS usedAt FROM code WHERE code_id = ?',
  );
  const countAttempt = database.change<[string]>('UPDATE code SET attempts = attempts + 1 WHERE code_id = ?');
  const markUsed = database.change<[number, string]>('UPDATE code SET used_at = ? WHERE code_id = ?');
  const sentToPhone = database.query<[string, number], { count: number; lastAt: number | null }>(sentToPhoneSql);
  const sentFromKiosk = database.query<[string, number], { count: number }>(sentFromKioskSql);
  const addProof = database.change<[string, string, string, number]>(
    'INSERT INTO proof (proof_hash, kiosk_id, phone_hash, expires_at) VALUES (?, ?, ?, ?)',
  );
  const findProof = database.query<[string], StoredProof>(
    'SELECT proof_hash AS proofHash, kiosk_id AS kioskId, phone_hash AS phoneHash, expires_at AS expiresAt ' +
      'FROM proof WHERE proof_hash = ?',
  );
  const forgetCodes = database.change<[number]>('DELETE FROM code WHERE sent_at < ?');
  const forgetProofs = database.change<[number]>('DELETE FROM proof WHERE expires_at < ?');

  return {
    add({ codeId, kioskId, phoneHash, codeHash, sentAt, expiresAt, attempts, usedAt }) {
      add.run(codeId, kioskId, phoneHash, codeHash, sentAt, expiresAt, attempts, usedAt);
    },
    find: (codeId) => find.get(codeId) ?? null,
    countAttempt(codeId) {
      countAttempt.run(codeId);
    },
    markUsed(codeId, at) {
      markUsed.run(at, codeId);
    },
    sentToPhone: (phoneHash, since) => sentToPhone.get(phoneHash, since) ?? { count: 0, lastAt: null },
    sentFromKiosk: (kioskId, since) => sentFromKiosk.get(kioskId, since)?.count ?? 0,
    addProof({ proofHash, kioskId, phoneHash, expiresAt }) {
      addProof.run(proofHash, kioskId, phoneHash, expiresAt);
    },
    findProof: (proofHash) => findProof.get(proofHash) ?? null,
    forgetBefore(codesSentBefore, proofsExpiredBefore) {
      forgetCodes.run(codesSentBefore);
      forgetProofs.run(proofsExpiredBefore);
    },
  };
}
