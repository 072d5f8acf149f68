/** The online redemption: points, unit and slip in one transaction, once for each operation id. */
import { randomInt } from 'node:crypto';
import type { Member, Redemption } from '#gateway/ports/membership.ts';
import { businessDayAt } from '#shared/domain/calendar.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeskId, KioskId, MemberId, OpId } from '#shared/domain/ids.ts';
import { hold, memberAccount, stockAccount } from '#shared/domain/ledger.ts';
import { takeFromLots } from '#shared/domain/ledger-lots.ts';
import { reachesTier } from '#shared/domain/member.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Gift } from '#shared/domain/site.ts';
import { slipEndOf, wholeSecond } from '#shared/domain/slip.ts';
import { drawShortCode } from '#shared/domain/slip-code.ts';
import type { RedemptionView } from '#shared/wire/member-api.ts';
import { limits } from '../../limits.ts';
import { deskOf, giftOf, type LoyaltyContext, openingStock } from '../context.ts';
import { provenPhone } from '../join/prove-phone.ts';
import { expireLotsOf } from './expire.ts';

export interface RedemptionWish {
  readonly opId: OpId;
  readonly memberId: string;
  readonly proof: string;
  readonly sku: string;
  readonly deskId: string;
}

/**
 * Durable when it returns; sent again with the same opId it answers the same.
 * Faults: `operation_conflict`, `member_unknown`, `proof_missing`, `gift_unknown`, `tier_too_low`, `limit_reached`,
 * `points_short`, `gift_sold_out`.
 */
export function redeem(context: LoyaltyContext, kioskId: KioskId, wish: RedemptionWish): Result<RedemptionView> {
  const { store, changes } = context;
  const redeemed = store.transaction((): Result<Redemption> => {
    const known = store.redemptions.find(wish.opId);
    if (known !== null) return isSame(known, kioskId, wish) ? succeed(known) : fail(fault('operation_conflict'));
    const admitted = admit(context, kioskId, wish);
    return admitted.ok ? succeed(confirm(context, kioskId, wish.opId, admitted.value)) : admitted;
  });
  if (!redeemed.ok) return redeemed;
  changes.announce();
  return succeed(redemptionView(context, redeemed.value));
}

export function redemptionView({ site }: LoyaltyContext, made: Redemption): RedemptionView {
  return {
    opId: made.opId,
    state: made.state,
    sku: made.sku,
    // A gift may leave the programme while its last slips wait.
    giftName: giftOf(site, made.sku)?.name ?? { 'zh-CN': made.sku, en: made.sku },
    units: made.units,
    points: made.points,
    pointsLeft: made.pointsLeft,
    deskId: made.deskId,
    deskName: deskOf(site, made.deskId)?.name ?? { 'zh-CN': made.deskId, en: made.deskId },
    issuedAt: made.issuedAt,
    expiresAt: made.expiresAt,
    slip: made.slip,
    shortCode: made.shortCode,
  };
}

function isSame(known: Redemption, kioskId: KioskId, wish: RedemptionWish): boolean {
  return (
    known.kioskId === kioskId &&
    known.memberId === wish.memberId &&
    known.sku === wish.sku &&
    known.deskId === wish.deskId
  );
}

interface Admitted {
  readonly member: Member;
  readonly gift: Gift;
  readonly deskId: DeskId;
}

/** All that can stand against it, the most telling reason first. */
function admit(context: LoyaltyContext, kioskId: KioskId, wish: RedemptionWish): Result<Admitted> {
  const { store, site, clock } = context;
  const now = clock.now();
  const member = store.members.find(wish.memberId as MemberId);
  if (member === null) return fail(fault('member_unknown'));
  if (provenPhone(context, kioskId, wish.proof, now) !== member.phoneHash) return fail(fault('proof_missing'));
  const gift = giftOf(site, wish.sku);
  const desk = deskOf(site, wish.deskId);
  if (gift === null || desk === null || openingStock(gift, desk.id) === null) {
    return fail(fault('gift_unknown', `The desk ${wish.deskId} has no gift ${wish.sku}.`));
  }
  expireLotsOf(context, member.memberId, now);
  const refused = refusal(context, member, gift, desk.id);
  return refused === null ? succeed({ member, gift, deskId: desk.id }) : fail(refused);
}

function refusal({ store, site, clock }: LoyaltyContext, member: Member, gift: Gift, deskId: DeskId): Fault | null {
  if (!reachesTier(member.tier, gift.minimumTier)) return fault('tier_too_low');
  const dayStartsAt = businessDayAt(clock.now(), site.calendar).startsAt;
  if (gift.dailyLimit !== null) {
    const today = store.redemptions.unitsSince(member.memberId, gift.sku, dayStartsAt);
    if (today >= gift.dailyLimit) return fault('limit_reached', `At most ${gift.dailyLimit} a day of this gift.`);
  }
  const available = store.ledger.balance(memberAccount(member.memberId, 'available'));
  if (available < gift.points) return fault('points_short', `${gift.points} points needed, ${available} there.`);
  const free = store.ledger.balance(stockAccount(gift.sku, deskId, 'free'));
  return free < 1 ? fault('gift_sold_out') : null;
}

function confirm(
  context: LoyaltyContext,
  kioskId: KioskId,
  opId: OpId,
  { member, gift, deskId }: Admitted,
): Redemption {
  const { store, keys, clock, site } = context;
  const now = clock.now();
  const { memberId } = member;
  const amounts = { opId, memberId, points: gift.points, sku: gift.sku, deskId, units: 1 };
  const uses = takeFromLots(store.ledger.openLots(memberId), gift.points, now);
  if (uses === null) throw new Error(`the lots of member ${memberId} hold less than the balance`);
  store.ledger.post(hold(amounts, now));
  store.ledger.changeLots(uses);

  const issuedAt = wholeSecond(now);
  const expiresAt = slipEndOf(issuedAt, site.calendar, limits.slipLifeMaxMs);
  const memberReference = memberId.slice(0, 8);
  const made: Redemption = {
    ...amounts,
    kioskId,
    pointsLeft: store.ledger.balance(memberAccount(memberId, 'available')),
    state: 'confirmed',
    slip: keys.signSlip({ opId, kioskId, deskId, sku: gift.sku, units: 1, memberReference, issuedAt, expiresAt }),
    shortCode: freeShortCode(context),
    issuedAt,
    expiresAt,
    claim: null,
    closedAt: null,
  };
  store.redemptions.add(made, uses);
  store.members.touch(memberId);
  store.members.touchGifts();
  return made;
}

function freeShortCode({ store }: LoyaltyContext): string {
  for (;;) {
    const code = drawShortCode((below) => randomInt(below));
    if (!store.redemptions.isShortCodeLive(code)) return code;
  }
}
