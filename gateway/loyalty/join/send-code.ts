/** A one-time code to a phone that somebody typed at a kiosk, within limits that make guessing and pestering dull. */
import { randomInt, randomUUID } from 'node:crypto';
import type { CodeSender } from '#gateway/ports/membership.ts';
import { hourMs } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import type { KioskId, OpId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Language } from '#shared/domain/text.ts';
import { normalisePhone } from '#shared/node/phone.ts';
import type { CodeSent } from '#shared/wire/member-api.ts';
import { limits } from '../../limits.ts';
import type { LoyaltyContext } from '../context.ts';

/** Faults `phone_invalid`, `too_many_attempts`, and those of the sender. */
export async function sendCode(
  context: LoyaltyContext & { readonly sender: CodeSender },
  kioskId: KioskId,
  typed: string,
  language: Language,
): Promise<Result<CodeSent>> {
  const { store, keys, clock, sender } = context;
  const phone = normalisePhone(typed);
  if (phone === null) return fail(fault('phone_invalid'));
  const phoneHash = keys.hashPhone(phone);
  const sentAt = clock.now();
  const codeId = randomUUID() as OpId;
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = sentAt + limits.codeLifeMs;

  const admitted = store.transaction((): Result<void> => {
    const toPhone = store.codes.sentToPhone(phoneHash, sentAt - hourMs);
    const waitMs = (toPhone.lastAt ?? 0) + limits.codeResendAfterMs - sentAt;
    if (waitMs > 0) {
      return fail(fault('too_many_attempts', `A code was just sent; wait ${Math.ceil(waitMs / 1_000)} seconds.`));
    }
    if (toPhone.count >= limits.codesPerPhoneAndHourMax) {
      return fail(fault('too_many_attempts', 'This phone got too many codes; try again in an hour.'));
    }
    if (store.codes.sentFromKiosk(kioskId, sentAt - hourMs) >= limits.codesPerKioskAndHourMax) {
      return fail(fault('too_many_attempts', 'This kiosk sent too many codes; try again in an hour.'));
    }
    const codeHash = keys.digest(codeId, code);
    store.codes.add({ codeId, kioskId, phoneHash, codeHash, sentAt, expiresAt, attempts: 0, usedAt: null });
    return succeed(undefined);
  });
  if (!admitted.ok) return admitted;

  const sent = await sender.send({ codeId, phone, language, code, expiresAt });
  return sent.ok ? succeed({ codeId, expiresAt, resendAfterMs: limits.codeResendAfterMs }) : sent;
}
