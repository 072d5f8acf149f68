import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sku } from '#shared/domain/ids.ts';
import { limits } from '../../limits.ts';
import { desk1, kiosk1, kiosk2, must, newId, openMall, type TestMall } from '../loyalty.fixture.ts';

const phone = '+8613800138000';
const minuteMs = 60_000;
let mall: TestMall;
beforeEach(() => {
  mall = openMall();
});
afterEach(() => mall.close());

const code = (outcome: { ok: boolean; fault?: { code: string } }) => outcome.fault?.code;
const shownCode = () => mall.loyalty.desks.codes()[0]?.code ?? '';
const wrongOf = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

describe('one-time codes', () => {
  test('staff see the code with the tail of the phone until it expires', async () => {
    let shown = 0;
    const end = mall.loyalty.desks.onCodes(() => {
      shown += 1;
    });
    const sent = must(await mall.loyalty.kiosks.sendCode(kiosk1, '138 0013 8000', 'en'));
    expect(mall.loyalty.desks.codes()).toMatchObject([{ codeId: sent.codeId, phoneTail: '8000', code: /^\d{6}$/ }]);
    expect(shown).toBe(1);
    end();
    mall.clock.advance(limits.codeLifeMs);
    expect(mall.loyalty.desks.codes()).toEqual([]);
  });

  test('a code works once, at its kiosk, in time, and after few wrong ones', async () => {
    const sent = must(await mall.loyalty.kiosks.sendCode(kiosk1, phone, 'zh-CN'));
    const right = shownCode();
    const verify = (kiosk: typeof kiosk1, typed: string) => mall.loyalty.kiosks.verifyCode(kiosk, sent.codeId, typed);
    expect(code(verify(kiosk2, right))).toBe('code_expired');
    expect(code(verify(kiosk1, wrongOf(right)))).toBe('code_wrong');
    expect(must(verify(kiosk1, right)).member).toBeNull();
    expect(code(verify(kiosk1, right))).toBe('code_expired');

    mall.clock.advance(limits.codeResendAfterMs);
    const next = must(await mall.loyalty.kiosks.sendCode(kiosk1, phone, 'zh-CN'));
    for (let attempt = 0; attempt < limits.codeAttemptsMax; attempt += 1) {
      expect(code(mall.loyalty.kiosks.verifyCode(kiosk1, next.codeId, wrongOf(shownCode())))).toBe('code_wrong');
    }
    expect(code(mall.loyalty.kiosks.verifyCode(kiosk1, next.codeId, shownCode()))).toBe('too_many_attempts');

    mall.clock.advance(limits.codeResendAfterMs);
    const last = must(await mall.loyalty.kiosks.sendCode(kiosk1, phone, 'zh-CN'));
    const late = shownCode();
    mall.clock.advance(limits.codeLifeMs);
    expect(code(mall.loyalty.kiosks.verifyCode(kiosk1, last.codeId, late))).toBe('code_expired');
  });

  test('nobody can pester a phone, nor a kiosk the whole town', async () => {
    const send = (to: string) => mall.loyalty.kiosks.sendCode(kiosk1, to, 'zh-CN');
    must(await send(phone));
    expect(code(await send(phone))).toBe('too_many_attempts');
    for (let sent = 1; sent < limits.codesPerPhoneAndHourMax; sent += 1) {
      mall.clock.advance(limits.codeResendAfterMs);
      must(await send(phone));
    }
    mall.clock.advance(limits.codeResendAfterMs);
    expect(code(await send(phone))).toBe('too_many_attempts');
    expect(code(await send('12345'))).toBe('phone_invalid');

    for (let sent = limits.codesPerPhoneAndHourMax; sent < limits.codesPerKioskAndHourMax; sent += 1) {
      must(await send(`+86139${String(sent).padStart(8, '0')}`));
    }
    expect(code(await send('+8613700000000'))).toBe('too_many_attempts');
  });
});

describe('joining', () => {
  test('the same phone at two kiosks is one member with one welcome pack', () => {
    const first = must(mall.loyalty.kiosks.applyOps(kiosk1, [mall.joinOperation(phone, 1)]));
    const second = must(mall.loyalty.kiosks.applyOps(kiosk2, [mall.joinOperation(phone, 1)]));
    const [one] = first.results;
    expect(second.results).toMatchObject([{ outcome: 'applied', memberId: one?.memberId }]);
    const member = mall.store.members.findByPhone(mall.keys.hashPhone(phone));
    expect(mall.store.ledger.openLots(member?.memberId as never)).toMatchObject([{ left: 200 }]);
    expect(mall.store.members.coupons(member?.memberId as never)).toHaveLength(1);
  });

  test('who joined without a proof is proven by the first code', async () => {
    must(mall.loyalty.kiosks.applyOps(kiosk1, [mall.joinOperation(phone, 1)]));
    const phoneHash = mall.keys.hashPhone(phone);
    expect(mall.store.members.findByPhone(phoneHash)).toMatchObject({ isProven: false });
    await mall.prove(phone);
    expect(mall.store.members.findByPhone(phoneHash)).toMatchObject({ isProven: true });
  });

  test('a proof counts however long its operation waited, but only for its phone and kiosk', async () => {
    const proof = await mall.prove(phone);
    const operation = mall.joinOperation(phone, 1, proof);
    mall.clock.advance(60 * minuteMs);
    must(mall.loyalty.kiosks.applyOps(kiosk1, [operation]));
    expect(mall.store.members.findByPhone(mall.keys.hashPhone(phone))).toMatchObject({ isProven: true });
    const stranger = mall.joinOperation('+8613800138001', 2, proof);
    must(mall.loyalty.kiosks.applyOps(kiosk1, [stranger]));
    expect(mall.store.members.findByPhone(stranger.phoneHash)).toMatchObject({ isProven: false });
  });

  test('a birthday is taken from who proves the phone, and is not overwritten by who does not', async () => {
    const birthday = { month: 5, day: 4 };
    must(mall.loyalty.kiosks.applyOps(kiosk1, [mall.joinOperation(phone, 1)]));
    must(mall.loyalty.kiosks.applyOps(kiosk1, [{ ...mall.joinOperation(phone, 2), birthday }]));
    const member = () => mall.store.members.findByPhone(mall.keys.hashPhone(phone));
    expect(member()?.birthday).toBeNull();
    const proof = await mall.prove(phone);
    must(mall.loyalty.kiosks.applyOps(kiosk1, [{ ...mall.joinOperation(phone, 3, proof), birthday }]));
    expect(member()?.birthday).toEqual(birthday);
  });

  test('no phone number is anywhere in the file', () => {
    must(mall.loyalty.kiosks.applyOps(kiosk1, [mall.joinOperation(phone, 1)]));
    expect(mall.rawFile().includes('13800138000')).toBe(false);
  });
});

describe('the outbox of a kiosk', () => {
  test('is applied once, however often it is sent', () => {
    const operations = [mall.joinOperation(phone, 1), mall.joinOperation('+8613800138001', 2)];
    const first = must(mall.loyalty.kiosks.applyOps(kiosk1, operations));
    expect(first).toMatchObject({ ackSeq: 2, results: [{ outcome: 'applied' }, { outcome: 'applied' }] });
    expect(must(mall.loyalty.kiosks.applyOps(kiosk1, operations))).toEqual(first);
  });

  test('a rejected operation is answered and blocks none behind it', () => {
    const wish = { kind: 'request', seq: 2, at: mall.clock.now(), sku: 'coffee' as Sku, deskId: desk1 } as const;
    const damaged = { ...mall.joinOperation(phone, 1), sealedPhone: 'AAAA' };
    const answer = must(
      mall.loyalty.kiosks.applyOps(kiosk1, [
        damaged,
        { ...wish, opId: newId(), memberId: newId() as never },
        mall.joinOperation(phone, 3),
      ]),
    );
    expect(answer.ackSeq).toBe(3);
    expect(answer.results).toMatchObject([
      { outcome: 'rejected', code: 'phone_invalid' },
      { outcome: 'rejected', code: 'member_unknown' },
      { outcome: 'applied', code: null },
    ]);
  });

  test('another content under a known id is a conflict and changes nothing', () => {
    const operation = mall.joinOperation(phone, 1);
    must(mall.loyalty.kiosks.applyOps(kiosk1, [operation]));
    const forged = { ...mall.joinOperation('+8613800138001', 2), opId: operation.opId };
    expect(must(mall.loyalty.kiosks.applyOps(kiosk1, [forged])).results).toMatchObject([
      { outcome: 'rejected', code: 'operation_conflict' },
    ]);
    expect(mall.store.members.findByPhone(forged.phoneHash)).toBeNull();
  });

  test('waits at a gap, and goes on where a kiosk starts its log anew', () => {
    const [one, two, three] = [1, 2, 3].map((seq) => mall.joinOperation(`+861380013800${seq}`, seq));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three operations');
    expect(must(mall.loyalty.kiosks.applyOps(kiosk1, [one, three]))).toMatchObject({ ackSeq: 1, results: [{}] });
    expect(must(mall.loyalty.kiosks.applyOps(kiosk1, [two, three]))).toMatchObject({ ackSeq: 3, results: [{}, {}] });
    const anew = mall.joinOperation('+8613800138009', 1);
    expect(must(mall.loyalty.kiosks.applyOps(kiosk1, [anew]))).toMatchObject({ ackSeq: 1 });
  });

  test('a noted request is in sight of its desk and of no other', async () => {
    const { memberId } = await mall.member(phone);
    const opId = newId();
    const wish = { kind: 'request', opId, seq: 2, at: mall.clock.now(), memberId, sku: 'coffee' as Sku } as const;
    must(mall.loyalty.kiosks.applyOps(kiosk1, [{ ...wish, deskId: desk1 }]));
    const requests = async (desk: string) => must(await mall.loyalty.desks.view(mall.session(desk as never))).requests;
    expect(await requests('desk-1')).toMatchObject([{ opId, giftName: { en: 'Coffee voucher' } }]);
    expect(await requests('desk-2')).toEqual([]);
  });
});
