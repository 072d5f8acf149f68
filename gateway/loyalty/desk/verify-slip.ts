/** What a desk may do with the slip in its hand: one answer. Changes nothing. */
import type { Redemption } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeskId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed, unreachable } from '#shared/domain/result.ts';
import { parseShortCode } from '#shared/domain/slip-code.ts';
import type { SlipAnswer } from '#shared/wire/desk-api.ts';
import type { Session } from '../../ports/identity.ts';
import { giftOf, type LoyaltyContext, phoneTailOf } from '../context.ts';
import { redemptionView } from '../redeem/redeem.ts';

export type Answer = SlipAnswer['answer'];

/** The text of a scanned slip, or a typed short code. Fault `desk_missing`. */
export function verifySlip(context: LoyaltyContext, session: Session, text: string): Result<SlipAnswer> {
  const deskId = deskOfSession(session);
  if (!deskId.ok) return deskId;
  const found = findRedemption(context, text.trim());
  if (!found.ok) return succeed({ answer: found.fault, slip: null, printJobId: null });
  return succeed(slipAnswer(context, answerFor(context, found.value, deskId.value), found.value));
}

export function deskOfSession(session: Session): Result<DeskId> {
  return session.deskId === null ? fail(fault('desk_missing')) : succeed(session.deskId);
}

/** The one answer for a redemption at a desk at this moment. */
export function answerFor({ clock }: LoyaltyContext, redemption: Redemption, deskId: DeskId): Answer {
  switch (redemption.state) {
    case 'handed_over':
      return 'already_handed';
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return 'expired';
    case 'confirmed':
      if (clock.now() >= redemption.expiresAt) return 'expired';
      return redemption.deskId === deskId ? 'hand_over' : 'other_desk';
    default:
      return unreachable(redemption.state);
  }
}

export function slipAnswer(context: LoyaltyContext, answer: Answer, redemption: Redemption): SlipAnswer {
  const { store, keys, site } = context;
  const view = redemptionView(context, redemption);
  const member = store.members.find(redemption.memberId);
  const { claim, closedAt } = redemption;
  return {
    answer,
    slip: {
      opId: view.opId,
      sku: view.sku,
      giftName: view.giftName,
      picture: giftOf(site, view.sku)?.picture ?? '',
      units: view.units,
      points: view.points,
      phoneTail: member === null ? null : phoneTailOf(keys, member),
      deskId: view.deskId,
      deskName: view.deskName,
      issuedAt: view.issuedAt,
      expiresAt: view.expiresAt,
      // Only the desk of the slip hands it over, so the place is the slip's.
      handed:
        claim === null || closedAt === null
          ? null
          : { at: closedAt, deskId: view.deskId, deskName: view.deskName, clerk: claim.clerk },
    },
    printJobId: null,
  };
}

function findRedemption({ store, keys }: LoyaltyContext, text: string): Result<Redemption, Answer> {
  const shortCode = parseShortCode(text);
  if (shortCode !== null) {
    const found = store.redemptions.findByShortCode(shortCode);
    return found === null ? fail('unknown') : succeed(found);
  }
  const slip = keys.verifySlip(text);
  if (!slip.ok) return fail(slip.fault.code === 'slip_signature_invalid' ? 'signature_invalid' : 'unreadable');
  const redemption = store.redemptions.find(slip.value.opId);
  return redemption === null ? fail('unknown') : succeed(redemption);
}
