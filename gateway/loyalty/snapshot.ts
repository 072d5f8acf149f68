/** A member as kiosks know one: points, tier, coupons; no phone, no name, no history. */
import type { Member } from '#gateway/ports/membership.ts';
import { couponStateAt } from '#shared/domain/coupon.ts';
import { memberAccount } from '#shared/domain/ledger.ts';
import type { Lot } from '#shared/domain/ledger-lots.ts';
import { nextTier, tierWindowStart } from '#shared/domain/member.ts';
import type { MemberSnapshot } from '#shared/wire/member-api.ts';
import type { LoyaltyContext } from './context.ts';

export function snapshotOf(context: LoyaltyContext, member: Member): MemberSnapshot {
  const { store, site, programme, clock } = context;
  const { memberId, phoneHash, tier } = member;
  const now = clock.now();
  const earned = store.ledger.tierPointsSince(memberId, tierWindowStart(now, site.calendar));
  return {
    memberId,
    phoneHash,
    points: store.ledger.balance(memberAccount(memberId, 'available')),
    tier,
    expiring: expiringNext(store.ledger.openLots(memberId)),
    next: nextTier(earned, programme.tiers),
    coupons: store.members.coupons(memberId).map((coupon) => ({
      id: coupon.couponId,
      name: coupon.name,
      expiresAt: coupon.expiresAt,
      state: couponStateAt(coupon, now),
    })),
  };
}

/** All lots that end at the earliest moment, together. */
function expiringNext(lots: readonly Lot[]): MemberSnapshot['expiring'] {
  const at = lots[0]?.expiresAt;
  if (at === undefined) return null;
  return { at, points: lots.filter((lot) => lot.expiresAt === at).reduce((sum, lot) => sum + lot.left, 0) };
}
