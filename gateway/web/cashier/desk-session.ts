/** What a service desk is doing: one slip at a time, from scan to hand-over. Pure. */
import type { FaultCode } from '#shared/domain/faults.ts';
import type { OpId } from '#shared/domain/ids.ts';
import type { SlipAnswer } from '#shared/wire/desk-api.ts';

export type DeskSession =
  /** Waiting for a slip; `declined` after a gift was kept back on purpose. */
  | { readonly kind: 'ready'; readonly declined: boolean }
  | { readonly kind: 'checking' }
  | {
      readonly kind: 'answered';
      readonly answer: SlipAnswer;
      /** Made once for this slip: sent again after a broken connection, it hands over only once. */
      readonly claimId: OpId;
      /** When the answer appeared, epoch ms. */
      readonly shownAt: number;
      /** Why the last attempt to hand over failed; the slip is still good. */
      readonly failed: FaultCode | null;
    }
  | { readonly kind: 'recording'; readonly answer: SlipAnswer; readonly claimId: OpId; readonly shownAt: number }
  | { readonly kind: 'failed'; readonly code: FaultCode };

export const readySession: DeskSession = { kind: 'ready', declined: false };

/**
 * Some scanners end a code with two line ends. The second must not hand over a gift that nobody has looked at yet, so
 * Enter counts only once the answer has been on the screen for so long.
 */
const lookMs = 300;

/** Whether Enter hands over now. */
export function mayHandOver(session: DeskSession, now: number): boolean {
  return session.kind === 'answered' && session.answer.answer === 'hand_over' && now - session.shownAt >= lookMs;
}

/** Whether the gift on the screen has just been handed over here. */
export function isHandedOver(session: DeskSession): boolean {
  return session.kind === 'answered' && session.answer.answer === 'handed_now';
}

/** Starts recording the hand-over of the answered slip; any other session stays as it is. */
export function recordHandOver(session: DeskSession): DeskSession {
  if (session.kind !== 'answered' || session.answer.answer !== 'hand_over') return session;
  const { answer, claimId, shownAt } = session;
  return { kind: 'recording', answer, claimId, shownAt };
}

/** A hand-over that could not be sent: the slip stays answered, its claim stays the same. */
export function handOverFailed(session: DeskSession, code: FaultCode): DeskSession {
  if (session.kind !== 'recording') return session;
  const { answer, claimId, shownAt } = session;
  return { kind: 'answered', answer, claimId, shownAt, failed: code };
}

/** Esc: a slip that could be handed over counts as declined; all else just makes room for the next. */
export function dismiss(session: DeskSession): DeskSession {
  if (session.kind === 'recording' || session.kind === 'checking') return session;
  return { kind: 'ready', declined: session.kind === 'answered' && session.answer.answer === 'hand_over' };
}

/** The colour and sound of an answer: only `hand_over` and its own confirmation are a yes. */
export function toneOf(answer: SlipAnswer['answer']): 'yes' | 'wait' | 'no' {
  switch (answer) {
    case 'hand_over':
    case 'handed_now':
      return 'yes';
    case 'already_handed':
    case 'expired':
    case 'cancelled':
      return 'wait';
    case 'other_desk':
    case 'signature_invalid':
    case 'unreadable':
    case 'unknown':
      return 'no';
  }
}
