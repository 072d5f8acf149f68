/** Who is meant: by the code on a card, or by a phone number. Finding is not proving. */
import type { Member } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { normalisePhone } from '#shared/node/phone.ts';
import { parseCard } from '#shared/wire/card.ts';
import type { LoyaltyContext } from './context.ts';

/** Fault `member_unknown`. */
export function findByCard({ store }: LoyaltyContext, card: string): Result<Member> {
  const memberId = parseCard(card);
  const member = memberId === null ? null : store.members.find(memberId);
  return member === null ? fail(fault('member_unknown', 'This card belongs to no member.')) : succeed(member);
}

/** Faults `member_unknown`, `phone_invalid`. */
export function findByCardOrPhone(context: LoyaltyContext, text: string): Result<Member> {
  if (parseCard(text) !== null) return findByCard(context, text);
  const phone = normalisePhone(text);
  if (phone === null) return fail(fault('phone_invalid', 'This is neither a card nor a mobile phone number.'));
  const member = context.store.members.findByPhone(context.keys.hashPhone(phone));
  return member === null ? fail(fault('member_unknown', 'Nobody has joined with this phone.')) : succeed(member);
}
