/** What time alone does: slips that nobody brought, points whose year is over, tiers that were not kept. */
import { businessDayAt } from '#shared/domain/calendar.ts';
import type { MemberId } from '#shared/domain/ids.ts';
import { expire, release } from '#shared/domain/ledger.ts';
import type { Lot } from '#shared/domain/ledger-lots.ts';
import { limits } from '../../limits.ts';
import type { LoyaltyContext } from '../context.ts';
import { reviewTier } from '../earn/grant-points.ts';

/** Run it now and then; each run does a bounded part, and what is left waits for the next. */
export function expireDue(context: LoyaltyContext): void {
  const { store, changes, clock } = context;
  const now = clock.now();
  const moved = store.transaction(
    () => releaseSlips(context, now) + expireLots(context, now) + reviewTiers(context, now),
  );
  store.codes.forgetBefore(now - limits.codesKeptMs, now - limits.proofsKeptMs);
  if (moved > 0) changes.announce();
}

/** Points return to the lots they came from, even to one that has ended: then the next step ends them. */
function releaseSlips({ store }: LoyaltyContext, now: number): number {
  const due = store.redemptions.expiredBy(now, limits.expiriesPerTickMax);
  for (const redemption of due) {
    const { opId, memberId } = redemption;
    store.ledger.post(release(redemption, now));
    store.ledger.changeLots(store.redemptions.lotUses(opId).map(({ lotId, amount }) => ({ lotId, amount: -amount })));
    store.redemptions.close(opId, 'expired', null, now);
    store.members.touch(memberId);
  }
  if (due.length > 0) store.members.touchGifts();
  return due.length;
}

function expireLots(context: LoyaltyContext, now: number): number {
  const due = context.store.ledger.lotsExpiredBy(now, limits.expiriesPerTickMax);
  for (const lot of due) expireLot(context, lot.memberId, lot, now);
  return due.length;
}

/** Before a member spends: points whose time ended a moment ago are not spent because a timer was slower. */
export function expireLotsOf(context: LoyaltyContext, memberId: MemberId, now: number): void {
  const due = context.store.ledger.openLots(memberId).filter((lot) => lot.expiresAt <= now);
  for (const lot of due) expireLot(context, memberId, lot, now);
}

function expireLot({ store }: LoyaltyContext, memberId: MemberId, { id, left }: Lot, now: number): void {
  store.ledger.post([expire(id, memberId, left, now)]);
  store.ledger.changeLots([{ lotId: id, amount: left }]);
  store.members.touch(memberId);
}

function reviewTiers(context: LoyaltyContext, now: number): number {
  const { store, site } = context;
  const due = store.members.tierReviewsDue(businessDayAt(now, site.calendar).name, limits.expiriesPerTickMax);
  for (const member of due) reviewTier(context, member);
  return due.length;
}
