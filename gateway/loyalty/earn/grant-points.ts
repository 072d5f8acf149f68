/** Points in, as one lot with its expiry, and the tier that they may lift the member to. */
import type { Member, RuleReference } from '#gateway/ports/membership.ts';
import { businessDayAt } from '#shared/domain/calendar.ts';
import type { MemberId } from '#shared/domain/ids.ts';
import { grant } from '#shared/domain/ledger.ts';
import { pointsExpireAt, tierOf, tierWindowStart } from '#shared/domain/member.ts';
import type { LoyaltyContext } from '../context.ts';

export interface Grant {
  /** Names the occasion: it is granted once, and its lot has this name. */
  readonly id: string;
  readonly memberId: MemberId;
  /** More than 0. */
  readonly points: number;
  readonly tierPoints: number;
  readonly at: number;
  readonly rules: readonly RuleReference[];
}

/** Runs inside the transaction of its use case. */
export function grantPoints(context: LoyaltyContext, given: Grant): void {
  const { store, site } = context;
  const { id, memberId, points, tierPoints, at, rules } = given;
  store.ledger.post([grant(id, memberId, points, at)]);
  const expiresAt = pointsExpireAt(at, site.calendar);
  store.ledger.addLot({ id, memberId, left: points, tierPoints, earnedAt: at, expiresAt, rules });
  const member = store.members.find(memberId);
  if (member !== null && tierPoints > 0) raiseTier(context, member);
  store.members.touch(memberId);
}

/** Up at once; down only at the daily review. */
function raiseTier(context: LoyaltyContext, member: Member): void {
  const { store, programme } = context;
  const reached = earnedTier(context, member.memberId);
  if (programme.tiers[reached] > programme.tiers[member.tier]) store.members.update({ ...member, tier: reached });
}

/** Holds a tier against the last twelve months. */
export function reviewTier(context: LoyaltyContext, member: Member): void {
  const { store, site, clock } = context;
  const tier = earnedTier(context, member.memberId);
  const tierReviewedOn = businessDayAt(clock.now(), site.calendar).name;
  store.members.update({ ...member, tier, tierReviewedOn });
  if (tier !== member.tier) store.members.touch(member.memberId);
}

function earnedTier({ store, site, programme, clock }: LoyaltyContext, memberId: MemberId): Member['tier'] {
  const since = tierWindowStart(clock.now(), site.calendar);
  return tierOf(store.ledger.tierPointsSince(memberId, since), programme.tiers);
}
