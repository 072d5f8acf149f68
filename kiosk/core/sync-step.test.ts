import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import type { KioskOp } from '#shared/wire/member-api.ts';
import { afterFailure, freshProgress, nextSyncStep, settleOps } from './sync-step.ts';

function op(seq: number): KioskOp {
  return {
    kind: 'request',
    opId: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}` as OpId,
    seq,
    at: 0,
    memberId: '00000000-0000-4000-8000-000000000001' as MemberId,
    sku: 'bag' as Sku,
    deskId: 'desk-1' as DeskId,
  };
}

function applied({ opId }: KioskOp) {
  return { opId, outcome: 'applied' as const, code: null, memberId: null };
}

describe('the next step', () => {
  test('rests with nothing to send, sends what there is, waits after a failure', () => {
    expect(nextSyncStep([], freshProgress, 0)).toEqual({ kind: 'rest' });
    expect(nextSyncStep([op(1)], freshProgress, 0)).toEqual({ kind: 'send', ops: [op(1)] });
    const failed = afterFailure(freshProgress, 1_000, 0);
    expect(nextSyncStep([op(1)], failed, 1_000)).toEqual({ kind: 'wait', delayMs: 500 });
    expect(nextSyncStep([op(1)], failed, 1_500).kind).toBe('send');
  });

  test('the wait doubles, is bounded, and never more than halves by chance', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const { notBefore } = afterFailure({ failures, notBefore: 0 }, 0, chance);
        const full = Math.min(5_000, 500 * 2 ** Math.min(failures, 20));
        expect(notBefore).toBeGreaterThanOrEqual(full / 2);
        expect(notBefore).toBeLessThanOrEqual(full);
      }),
    );
  });
});

describe('settling', () => {
  test('takes what was answered by its id and leaves the rest', () => {
    const settlement = settleOps([op(1), op(2)], { ackSeq: 1, results: [applied(op(1))] });
    expect([...settlement.settled.keys()]).toEqual([op(1).opId]);
    expect(settlement.renumberFrom).toBeNull();
  });

  test('a rejected operation is settled too, so that it blocks nothing', () => {
    const result = { ...applied(op(1)), outcome: 'rejected' as const, code: 'phone_invalid' };
    const { settled } = settleOps([op(1)], { ackSeq: 1, results: [result] });
    expect(settled.get(op(1).opId)).toEqual({ outcome: 'rejected', code: 'phone_invalid', memberId: null });
  });

  test('a gateway that counted further than this disk gets new numbers, not silence', () => {
    expect(settleOps([op(1)], { ackSeq: 41, results: [] })).toEqual({ settled: new Map(), renumberFrom: 42 });
  });

  test('a gateway that was restored from an older copy is caught up with, too', () => {
    expect(settleOps([op(9)], { ackSeq: 3, results: [] }).renumberFrom).toBe(4);
  });

  test('answers about operations that were not sent are ignored', () => {
    expect(settleOps([op(2)], { ackSeq: 1, results: [applied(op(9))] }).settled.size).toBe(0);
  });
});
