/** A sale from a point of sale: stored once, and worth points where a member is named. */
import type { Member, StoredReceipt } from '#gateway/ports/membership.ts';
import { businessDayAt } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import { memberAccount } from '#shared/domain/ledger.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { earn } from '#shared/domain/rules.ts';
import type { ReceiptAnswer, ReceiptRequest } from '#shared/wire/member-api.ts';
import { limits } from '../../limits.ts';
import type { LoyaltyContext } from '../context.ts';
import { findByCardOrPhone } from '../find-member.ts';
import { grantPoints } from './grant-points.ts';

/**
 * Unique by shop, number and business day. Durable when it returns.
 * Faults `request_invalid` (no such shop, a time to come), `member_unknown`, `phone_invalid`, `operation_conflict`.
 */
export function receiveReceipt(context: LoyaltyContext, request: ReceiptRequest): Result<ReceiptAnswer> {
  const { store, site, changes, clock } = context;
  const shop = site.shops.find(({ id }) => id === request.shopId);
  if (shop === undefined) return fail(fault('request_invalid', `shopId: the site has no shop ${request.shopId}.`));
  if (request.at > clock.now() + limits.readingAheadMaxMs) {
    return fail(fault('request_invalid', 'at: more than 5 minutes in the future.'));
  }
  const answer = store.transaction((): Result<ReceiptAnswer> => {
    const member = request.member === undefined ? succeed(null) : findByCardOrPhone(context, request.member);
    if (!member.ok) return member;
    const businessDay = businessDayAt(request.at, site.calendar).name;
    const known = store.receipts.find(request.shopId, request.number, businessDay);
    if (known !== null) return repeated(context, known, request, member.value);
    return succeed(storeReceipt(context, request, businessDay, shop.category, member.value));
  });
  if (answer.ok && !answer.value.repeated) changes.announce();
  return answer;
}

function storeReceipt(
  context: LoyaltyContext,
  request: ReceiptRequest,
  businessDay: string,
  category: string,
  member: Member | null,
): ReceiptAnswer {
  const { store, site, programme } = context;
  const { shopId, number, at, amountFen } = request;
  const earning =
    member === null
      ? { points: 0, rules: [] }
      : earn({ at, amountFen, category }, member, programme.ruleSet, site.calendar.timeZone);
  const memberId = member?.memberId ?? null;
  store.receipts.add({ shopId, number, businessDay, at, amountFen, memberId, ...earning });
  if (memberId !== null && earning.points > 0) {
    const id = `receipt:${shopId}:${businessDay}:${number}`;
    grantPoints(context, { id, memberId, at, tierPoints: earning.points, ...earning });
  }
  return { ...earning, rules: [...earning.rules], balance: balanceOf(context, member), repeated: false };
}

function repeated(
  context: LoyaltyContext,
  known: StoredReceipt,
  request: ReceiptRequest,
  member: Member | null,
): Result<ReceiptAnswer> {
  if (known.amountFen !== request.amountFen || known.memberId !== (member?.memberId ?? null)) {
    return fail(fault('operation_conflict', 'This receipt was sent before with another amount or member.'));
  }
  const { points, rules } = known;
  return succeed({ points, rules: [...rules], balance: balanceOf(context, member), repeated: true });
}

function balanceOf({ store }: LoyaltyContext, member: Member | null): number | null {
  return member === null ? null : store.ledger.balance(memberAccount(member.memberId, 'available'));
}
