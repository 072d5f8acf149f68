/** What kiosks sent from their outboxes, with the answer each got; and the gifts that were asked for meanwhile. */
import type { GiftRequest, OperationStore, StoredOperation } from '#gateway/ports/membership.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

export const requestsSql =
  'SELECT op_id AS opId, kiosk_id AS kioskId, member_id AS memberId, sku, desk_id AS deskId, at FROM gift_request ' +
  'WHERE desk_id = ? AND at >= ? ORDER BY at DESC LIMIT ?';

export function operationsIn(database: SqliteWriter): OperationStore {
  const lastSeq = database.query<[string], { seq: number }>('SELECT last_seq AS seq FROM kiosk_log WHERE kiosk_id = ?');
  const setSeq = database.change<[string, number]>(
    'INSERT INTO kiosk_log (kiosk_id, last_seq) VALUES (?, ?) ' +
      'ON CONFLICT (kiosk_id) DO UPDATE SET last_seq = excluded.last_seq',
  );
  const find = database.query<[string], StoredOperation>(
    'SELECT op_id AS opId, kiosk_id AS kioskId, seq, content_hash AS contentHash, outcome, code, ' +
      'member_id AS memberId, received_at AS receivedAt FROM kiosk_operation WHERE op_id = ?',
  );
  const add = database.change<[string, string, number, string, string, string | null, string | null, number]>(
    'INSERT INTO kiosk_operation (op_id, kiosk_id, seq, content_hash, outcome, code, member_id, received_at) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addRequest = database.change<[string, string, string, string, string, number]>(
    'INSERT INTO gift_request (op_id, kiosk_id, member_id, sku, desk_id, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const requests = database.query<[string, number, number], GiftRequest>(requestsSql);
  return {
    lastSeq: (kioskId) => lastSeq.get(kioskId)?.seq ?? 0,
    find: (opId) => find.get(opId) ?? null,
    add({ opId, kioskId, seq, contentHash, outcome, code, memberId, receivedAt }) {
      add.run(opId, kioskId, seq, contentHash, outcome, code, memberId, receivedAt);
      setSeq.run(kioskId, seq);
    },
    addRequest({ opId, kioskId, memberId, sku, deskId, at }) {
      addRequest.run(opId, kioskId, memberId, sku, deskId, at);
    },
    requestsOf: (deskId, since, limit) => requests.all(deskId, since, limit),
  };
}
