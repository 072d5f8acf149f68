import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayMs } from '#shared/domain/calendar.ts';
import type { ShopId } from '#shared/domain/ids.ts';
import { memberAccount } from '#shared/domain/ledger.ts';
import { formatCard } from '#shared/wire/card.ts';
import type { ReceiptRequest } from '#shared/wire/member-api.ts';
import { kiosk1, must, openMall, type TestMall } from '../loyalty.fixture.ts';

const phone = '+8613800138000';
let mall: TestMall;
beforeEach(() => {
  mall = openMall();
});
afterEach(() => mall.close());

const sale = () => ({ shopId: 'tailor' as ShopId, number: 'R1', at: mall.clock.now(), amountFen: 12_345 });
const receipt = (change: Partial<ReceiptRequest> = {}) =>
  mall.loyalty.pointOfSale.receipt({ ...sale(), member: phone, ...change });
const snapshot = (memberId: Parameters<typeof formatCard>[0]) =>
  must(mall.loyalty.kiosks.lookup(kiosk1, formatCard(memberId)));

describe('receipts', () => {
  test('earn once, by phone or by card, however often they are sent', async () => {
    const { memberId } = await mall.member(phone);
    const first = must(receipt());
    expect(first).toMatchObject({ points: 123, balance: 323, repeated: false, rules: [{ id: 'base', version: 1 }] });
    expect(must(receipt({ member: formatCard(memberId) }))).toEqual({ ...first, repeated: true });
    expect(must(receipt({ number: 'R2' })).balance).toBe(446);
  });

  test('the same number on another day is another receipt', async () => {
    await mall.member(phone);
    must(receipt());
    mall.clock.advance(dayMs);
    expect(must(receipt())).toMatchObject({ repeated: false, balance: 446 });
  });

  test('the same receipt with another content is refused', async () => {
    await mall.member(phone);
    must(receipt());
    const conflict = { ok: false, fault: { code: 'operation_conflict' } };
    expect(receipt({ amountFen: 1 })).toMatchObject(conflict);
    expect(mall.loyalty.pointOfSale.receipt(sale())).toMatchObject(conflict);
  });

  test('a sale without a member is stored and worth nothing', () => {
    expect(must(mall.loyalty.pointOfSale.receipt(sale()))).toEqual({
      points: 0,
      balance: null,
      repeated: false,
      rules: [],
    });
  });

  test.each([
    [{ shopId: 'nowhere' as ShopId }, 'request_invalid'],
    [{ member: '+8613800138099' }, 'member_unknown'],
    [{ member: 'nobody' }, 'phone_invalid'],
  ])('%j is %s', (change, code) => {
    expect(receipt(change)).toMatchObject({ ok: false, fault: { code } });
  });

  test('a sale of tomorrow is refused', () => {
    expect(receipt({ at: mall.clock.now() + dayMs })).toMatchObject({ ok: false, fault: { code: 'request_invalid' } });
  });
});

describe('tiers and validity', () => {
  test('a tier is reached at once, multiplies from then on, and is lost when the twelve months do not hold it', async () => {
    const { memberId } = await mall.member(phone);
    must(receipt({ amountFen: 200_000 }));
    expect(snapshot(memberId)).toMatchObject({ tier: 'silver', next: { tier: 'gold', missing: 8_000 } });
    expect(must(receipt({ number: 'R2', amountFen: 10_000 })).points).toBe(110);
    mall.clock.advance(364 * dayMs);
    mall.loyalty.tick();
    expect(snapshot(memberId).tier).toBe('silver');
    mall.clock.advance(3 * dayMs);
    mall.loyalty.tick();
    expect(snapshot(memberId)).toMatchObject({ tier: 'ordinary', next: { tier: 'silver', missing: 2_000 } });
  });

  test('the welcome pack lifts no tier', async () => {
    const { memberId } = await mall.member(phone);
    expect(snapshot(memberId).next).toEqual({ tier: 'silver', missing: 2_000, total: 2_000 });
  });

  test('points expire after the next calendar year, to the last of them', async () => {
    const { memberId } = await mall.member(phone, 300);
    const at = Date.parse('2028-01-01T04:00:00+08:00');
    expect(snapshot(memberId)).toMatchObject({ points: 500, expiring: { points: 500, at } });
    mall.clock.set(at - 1);
    mall.loyalty.tick();
    expect(snapshot(memberId).points).toBe(500);
    mall.clock.set(at);
    mall.loyalty.tick();
    expect(snapshot(memberId)).toMatchObject({ points: 0, expiring: null, coupons: [{ state: 'expired' }] });
    expect(mall.store.ledger.balance(memberAccount(memberId, 'expired'))).toBe(500);
  });
});
