import { describe, expect, test } from 'vitest';
import type { OpId } from '#shared/domain/ids.ts';
import type { SlipAnswer } from '#shared/wire/desk-api.ts';
import { type DeskSession, dismiss, handOverFailed, mayHandOver, recordHandOver, toneOf } from './desk-session.ts';

const claimId = '00000000-0000-4000-8000-000000000001' as OpId;
const answered = (answer: SlipAnswer['answer']): DeskSession => ({
  kind: 'answered',
  answer: { answer, slip: null, printJobId: null },
  claimId,
  shownAt: 1_000,
  failed: null,
});

describe('Enter', () => {
  test('hands over what may be handed over', () => {
    expect(mayHandOver(answered('hand_over'), 2_000)).toBe(true);
  });

  test('the second line end of a scanner hands over nothing', () => {
    expect(mayHandOver(answered('hand_over'), 1_050)).toBe(false);
  });

  test.each(['handed_now', 'already_handed', 'other_desk', 'expired', 'signature_invalid'] as const)(
    'never hands over after %s',
    (answer) => {
      expect(mayHandOver(answered(answer), 99_000)).toBe(false);
      expect(recordHandOver(answered(answer)).kind).toBe('answered');
    },
  );
});

test('a hand-over that failed keeps its claim for the next attempt', () => {
  const again = handOverFailed(recordHandOver(answered('hand_over')), 'gateway_unreachable');
  expect(again).toMatchObject({ kind: 'answered', claimId, failed: 'gateway_unreachable' });
});

test('Esc declines a good slip, clears any other, and waits for what is being recorded', () => {
  expect(dismiss(answered('hand_over'))).toEqual({ kind: 'ready', declined: true });
  expect(dismiss(answered('expired'))).toEqual({ kind: 'ready', declined: false });
  const recording = recordHandOver(answered('hand_over'));
  expect(dismiss(recording)).toBe(recording);
});

test('only a good slip sounds like yes', () => {
  expect(['hand_over', 'handed_now'].map((answer) => toneOf(answer as SlipAnswer['answer']))).toEqual(['yes', 'yes']);
  expect(toneOf('signature_invalid')).toBe('no');
  expect(toneOf('already_handed')).toBe('wait');
});
