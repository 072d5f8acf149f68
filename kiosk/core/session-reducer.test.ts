import { describe, expect, test } from 'vitest';
import { fault } from '#shared/domain/faults.ts';
import type { DeskId, OpId, Sku } from '#shared/domain/ids.ts';
import { initialSession, type Session } from './session.ts';
import { type Action, type Answer, reduceSession } from './session-reducer.ts';
import { gold, redemption } from './session-samples.ts';

const codeId = '00000000-0000-4000-8000-00000000c0de' as OpId;
const sku = 'canvas-bag' as Sku;
const deskId = 'desk-1' as DeskId;

function run(actions: readonly Action[], from: Session = initialSession): Session {
  return actions.reduce(reduceSession, from);
}

function type(digits: string): Action[] {
  return [...digits].map((digit) => ({ type: 'digit', digit }));
}

function answered(answer: Answer): Action[] {
  return [
    { type: 'asked', request: 1 },
    { type: 'answered', request: 1, answer },
  ];
}

const codeSent: Answer = {
  to: 'identify',
  identified: { kind: 'code_sent', codeId, phoneTail: '2046', resendAt: 30_000 },
};
const atCode = run([{ type: 'start' }, ...type('13800132046'), ...answered(codeSent)]);
const atHome = run(answered({ to: 'code', member: gold(), unfinished: null }), atCode);

describe('a visit', () => {
  test('from a touch to a slip', () => {
    expect(atCode.screen).toMatchObject({ name: 'code', phoneTail: '2046', entry: '' });
    expect(atHome.screen.name).toBe('home');
    const confirm = run([{ type: 'choose', sku, deskId }], atHome);
    expect(confirm.screen).toEqual({ name: 'confirm', sku, deskId });
    const slip = run(answered({ to: 'redeem', redemption }), confirm);
    expect(slip.screen).toEqual({ name: 'slip', redemption, print: null });
    expect(run([{ type: 'end' }], slip).screen).toEqual({ name: 'leave' });
  });

  test('a number that nobody joined with leads to the consent, and joining to the card', () => {
    const consent = run(answered({ to: 'code', member: null, unfinished: null }), atCode);
    expect(consent.screen).toEqual({ name: 'consent', marketing: false });
    expect(consent.visitor).toMatchObject({ phone: '13800132046', codeId });
    const birthday = run([{ type: 'marketing', agreed: true }, { type: 'agree' }, ...type('0229')], consent);
    expect(birthday.screen).toEqual({ name: 'birthday', marketing: true, entry: '0229' });
    expect(run(answered({ to: 'join', member: gold() }), birthday).screen).toEqual({ name: 'welcome', queued: false });
    expect(run(answered({ to: 'join', member: null }), birthday).screen).toEqual({ name: 'welcome', queued: true });
  });

  test('a card looks up; spending leads through the phone back to the same gift', () => {
    const home = run([...answered({ to: 'card', member: gold({ proven: false }) })]);
    const phone = run([{ type: 'choose', sku, deskId }, { type: 'prove' }, ...type('13800132046')], home);
    expect(phone.screen).toMatchObject({ name: 'phone', purpose: { kind: 'redeem', sku, deskId } });
    const proven = run([...answered(codeSent), ...answered({ to: 'code', member: gold(), unfinished: null })], phone);
    expect(proven.screen).toEqual({ name: 'confirm', sku, deskId });
    expect(proven.visitor.member?.proven).toBe(true);
  });

  test('a proof of somebody else does not carry the gift over', () => {
    const phone = run([
      ...answered({ to: 'card', member: gold({ proven: false }) }),
      { type: 'choose', sku, deskId },
      { type: 'prove' },
      ...answered(codeSent),
    ]);
    const other = gold({ memberId: '00000000-0000-4000-8000-0000000000ff' });
    expect(run(answered({ to: 'code', member: other, unfinished: null }), phone).screen.name).toBe('home');
  });

  test('a wrong code empties the cells and says so until the next touch', () => {
    const wrong = run(
      [
        ...type('123456'),
        { type: 'asked', request: 7 },
        { type: 'failed', request: 7, fault: fault('code_wrong'), at: 1 },
      ],
      atCode,
    );
    expect(wrong.screen).toMatchObject({ name: 'code', entry: '' });
    expect(wrong.fault?.code).toBe('code_wrong');
    expect(run(type('1'), wrong).fault).toBeNull();
  });

  test('a proof that ran out is asked for again', () => {
    const refused = run(
      [
        { type: 'choose', sku, deskId },
        { type: 'asked', request: 3 },
        { type: 'failed', request: 3, fault: fault('proof_missing'), at: 1 },
      ],
      atHome,
    );
    expect(refused.visitor.member?.proven).toBe(false);
    expect(run([{ type: 'prove' }], refused).screen.name).toBe('phone');
  });

  test('a redemption without an answer is asked again at the same desk, whatever is touched', () => {
    const wish = { sku, deskId };
    const silence = { type: 'failed', request: 3, fault: fault('gateway_unreachable'), at: 5 } as const;
    const silent = run([{ type: 'choose', ...wish }, { type: 'asked', request: 3 }, silence], atHome);
    expect(silent.visitor.unfinished).toEqual({ kind: 'unanswered', ...wish, askedAt: 5 });
    const otherDesk = run([{ type: 'back' }, { type: 'choose', sku, deskId: 'desk-2' as DeskId }], silent);
    expect(otherDesk.screen).toEqual({ name: 'confirm', ...wish });

    const refusal = { type: 'failed', request: 4, fault: fault('gift_sold_out'), at: 6 } as const;
    expect(run([{ type: 'asked', request: 4 }, refusal], otherDesk).visitor.unfinished).toBeNull();
    const unproven = { ...refusal, fault: fault('proof_missing') };
    expect(run([{ type: 'asked', request: 4 }, unproven], otherDesk).visitor.unfinished).not.toBeNull();
    expect(run(answered({ to: 'redeem', redemption }), otherDesk).visitor.unfinished).toBeNull();
  });

  test('while an answer is awaited no touch does anything, but leaving does', () => {
    const asking = run(
      [
        { type: 'choose', sku, deskId },
        { type: 'asked', request: 2 },
      ],
      atHome,
    );
    expect(run([{ type: 'back' }, { type: 'home' }, ...type('1')], asking)).toEqual(asking);
    expect(run([{ type: 'end' }], asking).screen.name).toBe('leave');
  });

  test('facts reach only the member and the slip in sight', () => {
    const richer = { type: 'member_changed', member: gold({ points: 99, phoneTail: null }) } as const;
    expect(run([richer], atHome).visitor.member).toMatchObject({ points: 99, phoneTail: '2046', proven: true });
    expect(run([richer])).toEqual(initialSession);
    const printed = { jobId: 'j', state: 'printed', copy: 1, code: null, detail: null } as const;
    const slip = run(answered({ to: 'redeem', redemption }), atHome);
    const other = '00000000-0000-4000-8000-0000000000aa' as OpId;
    expect(run([{ type: 'print_changed', opId: other, job: printed }], slip)).toEqual(slip);
    expect(run([{ type: 'print_changed', opId: redemption.opId, job: printed }], slip).screen).toMatchObject({
      print: printed,
    });
  });

  test('pads stop at their size', () => {
    expect(run(type('1234567'), atCode).screen).toMatchObject({ entry: '123456' });
    expect(run([...type('12'), { type: 'erase' }, { type: 'erase' }, { type: 'erase' }], atCode).screen).toMatchObject({
      entry: '',
    });
  });
});
