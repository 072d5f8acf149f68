/** The gift leaves the desk: once, by the desk that the slip names, before it expires. */
import { fault } from '#shared/domain/faults.ts';
import type { OpId } from '#shared/domain/ids.ts';
import { handOver as handOverTransfers } from '#shared/domain/ledger.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { SlipAnswer } from '#shared/wire/desk-api.ts';
import type { Session } from '../../ports/identity.ts';
import type { LoyaltyContext } from '../context.ts';
import { answerFor, deskOfSession, slipAnswer } from './verify-slip.ts';

/**
 * Answers `handed_now` to the claim that did it, however often it is sent, and to any other what stands against it.
 * Durable when it returns. Faults `desk_missing`, `operation_conflict` (the claim id belongs to another redemption).
 */
export function handOver(context: LoyaltyContext, session: Session, opId: OpId, claimId: OpId): Result<SlipAnswer> {
  const { store, changes, clock } = context;
  const deskId = deskOfSession(session);
  if (!deskId.ok) return deskId;

  const answer = store.transaction((): Result<SlipAnswer> => {
    const redemption = store.redemptions.find(opId);
    if (redemption === null) return succeed({ answer: 'unknown', slip: null, printJobId: null });
    if (redemption.claim?.claimId === claimId && redemption.deskId === deskId.value) {
      return succeed(slipAnswer(context, 'handed_now', redemption));
    }
    const now = answerFor(context, redemption, deskId.value);
    if (now !== 'hand_over') return succeed(slipAnswer(context, now, redemption));
    if (store.redemptions.isClaimUsed(claimId)) return fail(fault('operation_conflict'));

    const at = clock.now();
    const claim = { claimId, clerk: session.name };
    store.ledger.post(handOverTransfers(redemption, at));
    store.redemptions.close(opId, 'handed_over', claim, at);
    store.members.touchGifts();
    return succeed(slipAnswer(context, 'handed_now', { ...redemption, state: 'handed_over', claim, closedAt: at }));
  });
  if (answer.ok) changes.announce();
  return answer;
}
