/** What the outbox does next: pure decisions over what is pending, what was answered and how often it failed. */
import type { OpId } from '#shared/domain/ids.ts';
import type { KioskOp, OpsAnswer } from '#shared/wire/member-api.ts';
import type { OpOutcome } from './ports.ts';

export interface SyncProgress {
  /** Attempts in a row that nobody answered. */
  readonly failures: number;
  /** Epoch ms before which nothing is sent. */
  readonly notBefore: number;
}

export const freshProgress: SyncProgress = { failures: 0, notBefore: 0 };

export type SyncStep =
  | { readonly kind: 'rest' }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'send'; readonly ops: readonly KioskOp[] };

/** Rest, wait or send everything pending (the caller bounds it), in order. */
export function nextSyncStep(pending: readonly KioskOp[], progress: SyncProgress, at: number): SyncStep {
  if (pending.length === 0) return { kind: 'rest' };
  if (at < progress.notBefore) return { kind: 'wait', delayMs: progress.notBefore - at };
  return { kind: 'send', ops: pending };
}

const firstDelayMs = 500;
const delayMaxMs = 5_000;

/** After a failure: twice the last delay up to 5 s, less up to half of it by chance (0..1), so that kiosks spread. */
export function afterFailure(progress: SyncProgress, at: number, chance: number): SyncProgress {
  const delayMs = Math.min(delayMaxMs, firstDelayMs * 2 ** Math.min(progress.failures, 20));
  return { failures: progress.failures + 1, notBefore: at + Math.round(delayMs * (1 - chance / 2)) };
}

export interface Settlement {
  readonly settled: ReadonlyMap<OpId, OpOutcome>;
  /**
   * Set where kiosk and gateway count differently: the disk of one of them was replaced or restored. What is unanswered
   * keeps its ids and is numbered from here on, else it would wait for ever, or be taken for something long acknowledged.
   */
  readonly renumberFrom: number | null;
}

/** What an answer settles. Operations are settled by id, never by number alone. */
export function settleOps(sent: readonly KioskOp[], answer: OpsAnswer): Settlement {
  const settled = new Map<OpId, OpOutcome>();
  const sentIds = new Set(sent.map((op) => op.opId));
  for (const { opId, outcome, code, memberId } of answer.results) {
    if (sentIds.has(opId)) settled.set(opId, { outcome, code, memberId });
  }
  const unanswered = sent.find((op) => !settled.has(op.opId));
  const follows = unanswered === undefined || unanswered.seq === answer.ackSeq + 1;
  return { settled, renumberFrom: follows ? null : answer.ackSeq + 1 };
}
