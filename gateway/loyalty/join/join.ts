/** Joining: one member a phone, whatever number of kiosks it was typed at, and one welcome pack. */
import { randomUUID } from 'node:crypto';
import type { Member } from '#gateway/ports/membership.ts';
import { businessDayAt } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import type { KioskId, MemberId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { KioskOp } from '#shared/wire/member-api.ts';
import type { LoyaltyContext } from '../context.ts';
import { grantPoints } from '../earn/grant-points.ts';
import { markProven, provenPhone } from './prove-phone.ts';

export type JoinOperation = Extract<KioskOp, { kind: 'join' }>;

/** Runs inside the transaction of its operation. Faults `phone_invalid`. */
export function join(context: LoyaltyContext, kioskId: KioskId, operation: JoinOperation): Result<MemberId> {
  const { store, keys } = context;
  const phone = keys.openPhone(operation.sealedPhone);
  if (!phone.ok) return phone;
  const phoneHash = keys.hashPhone(phone.value);
  if (phoneHash !== operation.phoneHash) {
    return fail(fault('phone_invalid', 'The sealed phone number and its hash are of two numbers.'));
  }
  // The proof was checked when the shopper stood there; how long the operation waited in the outbox does not matter.
  const isProven =
    operation.proof !== null && provenPhone(context, kioskId, operation.proof, operation.at) === phoneHash;
  const known = store.members.findByPhone(phoneHash);
  const member = known ?? addMember(context, kioskId, operation, phone.value, isProven);
  if (known !== null && isProven) completeMember(context, known, operation);
  store.members.addConsent({
    opId: operation.opId,
    memberId: member.memberId,
    textVersion: operation.consent.version,
    textHash: operation.consent.textHash,
    language: operation.consent.language,
    marketing: operation.consent.marketing,
    kioskId,
    at: operation.at,
  });
  return succeed(member.memberId);
}

function addMember(
  context: LoyaltyContext,
  kioskId: KioskId,
  operation: JoinOperation,
  phone: string,
  isProven: boolean,
): Member {
  const { store, keys, site, clock } = context;
  const memberId = randomUUID() as MemberId;
  const member: Member = {
    memberId,
    phoneHash: operation.phoneHash,
    phone: keys.encryptPhone(memberId, phone),
    isProven,
    birthday: operation.birthday,
    language: operation.consent.language,
    tier: 'ordinary',
    tierReviewedOn: businessDayAt(clock.now(), site.calendar).name,
    joinedAt: operation.at,
    kioskId,
  };
  store.members.add(member);
  welcome(context, memberId);
  return member;
}

/** Once a phone: there is one member row for each, and this runs where the row is made. */
function welcome(context: LoyaltyContext, memberId: MemberId): void {
  const { store, programme, clock } = context;
  const { points, coupon } = programme.welcome;
  const now = clock.now();
  grantPoints(context, { id: `welcome:${memberId}`, memberId, points, tierPoints: 0, at: now, rules: [] });
  store.members.addCoupon({
    couponId: `${coupon.id}:${memberId}`,
    memberId,
    name: coupon.name,
    issuedAt: now,
    expiresAt: now + coupon.validMs,
    usedAt: null,
  });
}

/** Somebody who joined before, perhaps unproven, comes again with a proof: only then may they add to what is known. */
function completeMember(context: LoyaltyContext, known: Member, { birthday }: JoinOperation): void {
  const proven = markProven(context, known);
  if (proven.birthday !== null || birthday === null) return;
  context.store.members.update({ ...proven, birthday });
  context.store.members.touch(known.memberId);
}
