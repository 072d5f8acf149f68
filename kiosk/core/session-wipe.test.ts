/** Whoever was here, a wiped kiosk is the kiosk nobody touched: over any sequence of touches, answers and facts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fault } from '#shared/domain/faults.ts';
import type { DeskId, OpId, Sku } from '#shared/domain/ids.ts';
import type { MemberView } from './rpc.ts';
import { initialSession, type Session } from './session.ts';
import { type Action, reduceSession } from './session-reducer.ts';
import { gold, redemption } from './session-samples.ts';

const phone = '13800132046';
const codeId = '00000000-0000-4000-8000-00000000c0de' as OpId;
const wish = { sku: 'canvas-bag' as Sku, deskId: 'desk-1' as DeskId };
const job = { jobId: 'j', state: 'printed', copy: 1, code: null, detail: null } as const;

const member: fc.Arbitrary<MemberView> = fc.constantFrom(gold(), gold({ proven: false }), gold({ points: 1 }));
const request = fc.integer({ min: 1, max: 3 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>(
    { type: 'start' },
    { type: 'erase' },
    { type: 'agree' },
    { type: 'home' },
    { type: 'prove' },
    { type: 'back' },
    { type: 'dismiss' },
    { type: 'slip_came_out' },
    { type: 'choose', ...wish },
    { type: 'show_slip', redemption },
    { type: 'language', language: 'en' },
    { type: 'marketing', agreed: true },
    { type: 'comfort', change: { largeText: true } },
    { type: 'gift_page', page: 1 },
    { type: 'print_changed', opId: redemption.opId, job },
  ),
  fc.constantFrom(...phone).map((digit): Action => ({ type: 'digit', digit })),
  request.map((asked): Action => ({ type: 'asked', request: asked })),
  request.map((asked): Action => ({ type: 'failed', request: asked, fault: fault('code_wrong'), at: 1 })),
  member.map((changed): Action => ({ type: 'member_changed', member: changed })),
  fc.tuple(request, member).chain(([asked, given]) =>
    fc.constantFrom<Action>(
      { type: 'answered', request: asked, answer: { to: 'card', member: given } },
      { type: 'answered', request: asked, answer: { to: 'join', member: given } },
      { type: 'answered', request: asked, answer: { to: 'join', member: null } },
      { type: 'answered', request: asked, answer: { to: 'redeem', redemption } },
      { type: 'answered', request: asked, answer: { to: 'note' } },
      {
        type: 'answered',
        request: asked,
        answer: {
          to: 'code',
          member: given,
          unfinished: { kind: 'confirmed', redemption },
        },
      },
      { type: 'answered', request: asked, answer: { to: 'code', member: null, unfinished: null } },
      {
        type: 'answered',
        request: asked,
        answer: { to: 'identify', identified: { kind: 'code_sent', codeId, phoneTail: '2046', resendAt: 1 } },
      },
      {
        type: 'answered',
        request: asked,
        answer: { to: 'identify', identified: { kind: 'remembered', member: given } },
      },
    ),
  ),
);
const visit = fc.array(action, { minLength: 1, maxLength: 60 });

function run(actions: readonly Action[], from: Session = initialSession): Session {
  return actions.reduce(reduceSession, from);
}

describe('wiping', () => {
  test('ends every visit in the state before it', () => {
    fc.assert(
      fc.property(visit, (actions) => {
        expect(run([...actions, { type: 'wipe' }])).toEqual(initialSession);
      }),
    );
  });

  test('"end and clear" leaves only the language behind', () => {
    fc.assert(
      fc.property(visit, (actions) => {
        const { language, screen, ...rest } = run([...actions, { type: 'end' }]);
        const { language: _first, screen: _attract, ...initial } = initialSession;
        expect(rest).toEqual(initial);
        expect(screen).toEqual({ name: 'leave' });
        expect(['zh-CN', 'en']).toContain(language);
      }),
    );
  });

  test('an answer that comes after the wipe finds nobody', () => {
    fc.assert(
      fc.property(visit, visit, (actions, late) => {
        const answers = late.filter(({ type }) => !['asked', 'start', 'language', 'comfort'].includes(type));
        expect(run([...actions, { type: 'wipe' }, ...answers])).toEqual(initialSession);
      }),
    );
  });

  test('the visits of this test do hold secrets before they are wiped', () => {
    const seen = fc.sample(visit, { numRuns: 300, seed: 7 }).map((actions) => JSON.stringify(run(actions)));
    expect(seen.some((state) => state.includes(gold().memberId))).toBe(true);
    expect(seen.some((state) => state.includes('"name":"slip"'))).toBe(true);
    expect(seen.some((state) => state.includes('2046'))).toBe(true);
  });
});
