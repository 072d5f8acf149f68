/** The desk's session with its calls: verify, hand over, decline. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FaultCode } from '#shared/domain/faults.ts';
import type { OpId } from '#shared/domain/ids.ts';
import { ApiFault } from '../app/api-client.ts';
import { deskQuery, handOverGift, verifySlip } from './desk-queries.ts';
import {
  type DeskSession,
  dismiss,
  handOverFailed,
  mayHandOver,
  readySession,
  recordHandOver,
  toneOf,
} from './desk-session.ts';
import type { Tones } from './tones.ts';

export interface DeskControl {
  readonly session: DeskSession;
  /** The receipt of the newest hand-over, to be followed until it has come out. */
  readonly receiptJobId: string | null;
  readonly verify: (text: string) => Promise<void>;
  /** By button at once; by Enter only when the answer has been seen. */
  readonly handOver: (by: 'button' | 'enter') => Promise<void>;
  readonly dismiss: () => void;
  readonly forgetReceipt: () => void;
}

export function useDeskSession(tones: Tones): DeskControl {
  const client = useQueryClient();
  const [session, setSession] = useState<DeskSession>(readySession);
  const [receiptJobId, setReceiptJobId] = useState<string | null>(null);
  // Answers may overtake each other; only that of the newest scan counts.
  const newest = useRef(0);

  async function verify(text: string): Promise<void> {
    if (session.kind === 'recording') return;
    newest.current += 1;
    const scan = newest.current;
    setSession({ kind: 'checking' });
    try {
      const answer = await verifySlip(text);
      if (scan !== newest.current) return;
      const claimId = crypto.randomUUID() as OpId;
      setSession({ kind: 'answered', answer, claimId, shownAt: Date.now(), failed: null });
      tones.play(toneOf(answer.answer));
    } catch (error) {
      if (scan !== newest.current) return;
      setSession({ kind: 'failed', code: codeOf(error) });
      tones.play('no');
    }
  }

  async function handOver(by: 'button' | 'enter'): Promise<void> {
    if (session.kind !== 'answered' || session.answer.slip === null) return;
    if (by === 'enter' && !mayHandOver(session, Date.now())) return;
    const recording = recordHandOver(session);
    if (recording.kind !== 'recording') return;
    setSession(recording);
    try {
      const answer = await handOverGift(session.answer.slip.opId, recording.claimId);
      setSession({ kind: 'answered', answer, claimId: recording.claimId, shownAt: Date.now(), failed: null });
      setReceiptJobId(answer.printJobId);
      tones.play(toneOf(answer.answer));
      await client.invalidateQueries({ queryKey: deskQuery.queryKey, exact: true });
    } catch (error) {
      setSession(handOverFailed(recording, codeOf(error)));
      tones.play('no');
    }
  }

  return {
    session,
    receiptJobId,
    verify,
    handOver,
    dismiss: () => setSession(dismiss(session)),
    forgetReceipt: () => setReceiptJobId(null),
  };
}

/** What failed as a code for people; anything that is not an expected failure is a bug and goes on. */
export function codeOf(error: unknown): FaultCode {
  if (error instanceof ApiFault) return error.code;
  throw error;
}
