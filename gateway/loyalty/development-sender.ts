/**
 * Sends one-time codes to the cashier's screen instead of to a phone: for demonstrations and for malls that have no
 * text-message provider yet. Codes live in memory only and disappear when they expire.
 */
import type { CodeSender } from '#gateway/ports/membership.ts';
import { succeed } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { OneTimeCode } from '#shared/wire/desk-api.ts';
import { limits } from '../limits.ts';

export function createDevelopmentSender(parts: { clock: Clock }): CodeSender {
  const listeners = new Set<() => void>();
  let codes: readonly OneTimeCode[] = [];

  const unexpired = () => codes.filter((code) => code.expiresAt > parts.clock.now());
  function show(next: readonly OneTimeCode[]): void {
    codes = next;
    for (const listener of listeners) listener();
  }

  return {
    async send({ codeId, phone, code, expiresAt }) {
      const sentAt = parts.clock.now();
      const shown = { codeId, phoneTail: phone.slice(-4), code, sentAt, expiresAt };
      show([shown, ...unexpired()].slice(0, limits.codesShownMax));
      // A timer may be a millisecond early by the clock on the wall.
      setTimeout(() => show(unexpired()), expiresAt - sentAt + 50).unref();
      return succeed(undefined);
    },
    shown: unexpired,
    onShown(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
