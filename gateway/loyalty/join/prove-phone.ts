/** A code that was typed right becomes a proof: for ten minutes, at this kiosk, this phone is in the shopper's hand. */
import { randomBytes } from 'node:crypto';
import type { Keyring, Member, StoredProof } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import type { KioskId, OpId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { CodeProof } from '#shared/wire/member-api.ts';
import { limits } from '../../limits.ts';
import type { LoyaltyContext } from '../context.ts';
import { snapshotOf } from '../snapshot.ts';

/** Faults `code_wrong`, `code_expired` (also for one that was used), `too_many_attempts`. A code works once. */
export function verifyCode(context: LoyaltyContext, kioskId: KioskId, codeId: OpId, typed: string): Result<CodeProof> {
  const { store, keys, changes, clock } = context;
  const now = clock.now();
  const proven = store.transaction((): Result<CodeProof> => {
    const code = store.codes.find(codeId);
    if (code === null || code.kioskId !== kioskId) return fail(fault('code_expired'));
    if (code.usedAt !== null || code.expiresAt <= now) return fail(fault('code_expired'));
    if (code.attempts >= limits.codeAttemptsMax) {
      return fail(fault('too_many_attempts', 'Too many wrong codes; ask for a new one.'));
    }
    // A comparison of keyed digests gives nothing away by its time.
    if (keys.digest(codeId, typed.trim()) !== code.codeHash) {
      store.codes.countAttempt(codeId);
      return fail(fault('code_wrong'));
    }
    store.codes.markUsed(codeId, now);
    const proof = randomBytes(32).toString('base64url');
    const expiresAt = now + limits.proofLifeMs;
    store.codes.addProof({ proofHash: proofHash(keys, proof), kioskId, phoneHash: code.phoneHash, expiresAt });
    const member = store.members.findByPhone(code.phoneHash);
    return succeed({ proof, expiresAt, member: member && snapshotOf(context, markProven(context, member)) });
  });
  if (proven.ok) changes.announce();
  return proven;
}

/** The phone that a proof speaks for at this kiosk, or null. */
export function provenPhone(
  { store, keys }: LoyaltyContext,
  kioskId: KioskId,
  proof: string,
  at: number,
): string | null {
  const found: StoredProof | null = store.codes.findProof(proofHash(keys, proof));
  return found !== null && found.kioskId === kioskId && at < found.expiresAt ? found.phoneHash : null;
}

/** The first code that reaches a phone proves a member who joined while the gateway was away. */
export function markProven({ store }: LoyaltyContext, member: Member): Member {
  if (member.isProven) return member;
  const proven = { ...member, isProven: true };
  store.members.update(proven);
  store.members.touch(member.memberId);
  return proven;
}

function proofHash(keys: Keyring, proof: string): string {
  return keys.digest('proof', proof);
}
