/**
 * The outbox of a kiosk: applied in its order, each operation once by its id, and a rejected one is answered and
 * passed, so that it never blocks those behind it.
 */
import type { StoredOperation } from '#gateway/ports/membership.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { KioskId, MemberId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { KioskOp, OpsAnswer } from '#shared/wire/member-api.ts';
import { deskOf, giftOf, type LoyaltyContext } from '../context.ts';
import { join } from './join.ts';

type OperationResult = OpsAnswer['results'][number];

/** Durable when it returns. Stops at a gap in the sequence: ackSeq then says from where to send again. */
export function applyOperations(
  context: LoyaltyContext,
  kioskId: KioskId,
  operations: readonly KioskOp[],
): Result<OpsAnswer> {
  const { store, changes } = context;
  const answer = store.transaction((): OpsAnswer => {
    const results: OperationResult[] = [];
    for (const operation of operations) {
      const result = applyOnce(context, kioskId, operation);
      if (result === null) break;
      results.push(result);
    }
    return { ackSeq: store.operations.lastSeq(kioskId), results };
  });
  changes.announce();
  return succeed(answer);
}

/** Null for an operation that cannot follow yet. */
function applyOnce(context: LoyaltyContext, kioskId: KioskId, operation: KioskOp): OperationResult | null {
  const { store, keys, clock, log } = context;
  // The place in the sequence may change when a kiosk starts its log anew; what was meant may not.
  const contentHash = keys.digest('operation', JSON.stringify({ ...operation, seq: 0 }));
  const known = store.operations.find(operation.opId);
  if (known !== null) return repeated(known, kioskId, contentHash);

  const lastSeq = store.operations.lastSeq(kioskId);
  // A kiosk whose disk was replaced starts again at 1; its operations are told apart by id, not by place.
  if (operation.seq !== lastSeq + 1 && operation.seq !== 1) return null;

  const applied = apply(context, kioskId, operation);
  const code = applied.ok ? null : applied.fault.code;
  if (!applied.ok) log.warn({ kioskId, opId: operation.opId, fault: applied.fault }, 'a kiosk operation was rejected');
  const stored: StoredOperation = {
    opId: operation.opId,
    kioskId,
    seq: operation.seq,
    contentHash,
    outcome: applied.ok ? 'applied' : 'rejected',
    code,
    memberId: applied.ok ? applied.value : null,
    receivedAt: clock.now(),
  };
  store.operations.add(stored);
  return resultOf(stored);
}

function apply(context: LoyaltyContext, kioskId: KioskId, operation: KioskOp): Result<MemberId, Fault> {
  switch (operation.kind) {
    case 'join':
      return join(context, kioskId, operation);
    case 'request':
      return noteRequest(context, kioskId, operation);
  }
}

/** A wish, not a redemption: nothing is set aside and nothing is promised. Staff of the desk see it. */
function noteRequest(
  { store, site }: LoyaltyContext,
  kioskId: KioskId,
  { opId, memberId, sku, deskId, at }: Extract<KioskOp, { kind: 'request' }>,
): Result<MemberId> {
  if (store.members.find(memberId) === null) return fail(fault('member_unknown'));
  if (giftOf(site, sku) === null || deskOf(site, deskId) === null) return fail(fault('gift_unknown'));
  store.operations.addRequest({ opId, kioskId, memberId, sku, deskId, at });
  return succeed(memberId);
}

function repeated(known: StoredOperation, kioskId: KioskId, contentHash: string): OperationResult {
  if (known.kioskId === kioskId && known.contentHash === contentHash) return resultOf(known);
  return { opId: known.opId, outcome: 'rejected', code: 'operation_conflict', memberId: null };
}

function resultOf({ opId, outcome, code, memberId }: StoredOperation): OperationResult {
  return { opId, outcome, code, memberId };
}
