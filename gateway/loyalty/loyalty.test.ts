import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShopId, Sku } from '#shared/domain/ids.ts';
import { memberAccount, stockAccount } from '#shared/domain/ledger.ts';
import { formatCard } from '#shared/wire/card.ts';
import { limits } from '../limits.ts';
import { desk1, desk2, kiosk1, kiosk2, must, newId, openMall, type TestMall } from './loyalty.fixture.ts';

const phone = '+8613800138000';
let mall: TestMall;
beforeEach(() => {
  mall = openMall();
});
afterEach(() => mall.close());

describe('from joining to the gift', () => {
  test('a member joins, earns, redeems, and the desk hands over once', async () => {
    const shopper = await mall.member(phone);
    expect(mall.loyalty.kiosks.lookup(kiosk1, formatCard(shopper.memberId))).toMatchObject({
      ok: true,
      value: { points: 200, tier: 'ordinary', coupons: [{ state: 'open' }], next: { tier: 'silver', missing: 2_000 } },
    });
    const sale = { shopId: 'bakery' as ShopId, number: 'A1', at: mall.clock.now(), amountFen: 9_999, member: phone };
    expect(mall.loyalty.pointOfSale.receipt(sale)).toMatchObject({ ok: true, value: { points: 149, balance: 349 } });

    const made = must(mall.redeem(shopper, 'coffee'));
    expect(made).toMatchObject({ state: 'confirmed', pointsLeft: 249, deskId: desk1 });
    const session = mall.session(desk1);
    const verified = mall.loyalty.desks.verify(session, made.slip);
    expect(verified).toMatchObject({ ok: true, value: { answer: 'hand_over', slip: { phoneTail: '8000' } } });

    const claimId = newId();
    const handed = await mall.loyalty.desks.handOver(session, made.opId, claimId, false);
    expect(handed).toMatchObject({ ok: true, value: { answer: 'handed_now' } });
    expect(await mall.loyalty.desks.handOver(session, made.opId, claimId, false)).toEqual(handed);
    expect(await mall.loyalty.desks.handOver(session, made.opId, newId(), false)).toMatchObject({
      ok: true,
      value: { answer: 'already_handed', slip: { handed: { at: mall.clock.now(), deskId: desk1, clerk: 'lin' } } },
    });
    expect(mall.store.ledger.balance(memberAccount(shopper.memberId, 'spent'))).toBe(100);
    expect(mall.store.ledger.balance(stockAccount('coffee' as Sku, desk1, 'handed'))).toBe(1);
  });

  test('the feed brings a kiosk up to date and then waits for news', async () => {
    const never = new AbortController().signal;
    const first = must(await mall.loyalty.kiosks.feed(kiosk2, 0, 0, never));
    expect(first).toMatchObject({ reset: true, members: [] });
    expect(first.gifts).toHaveLength(4);
    const waiting = mall.loyalty.kiosks.feed(kiosk2, first.version, 5_000, never);
    const { memberId } = await mall.member(phone);
    const news = must(await waiting);
    expect(news).toMatchObject({ reset: false, gifts: null, members: [{ memberId, points: 200 }] });
    expect(must(await mall.loyalty.kiosks.feed(kiosk2, news.version + 99, 0, never)).reset).toBe(true);
  });

  test('a first fill comes in pages that lose nobody, then the feed waits', { timeout: 20_000 }, async () => {
    const count = limits.feedMembersMax + 1;
    const joins = Array.from({ length: count }, (_, index) =>
      mall.joinOperation(`+86138${String(index).padStart(8, '0')}`, index + 1),
    );
    must(mall.loyalty.kiosks.applyOps(kiosk1, joins));
    const page = async (after: number) =>
      must(await mall.loyalty.kiosks.feed(kiosk2, after, 0, new AbortController().signal));
    const first = await page(0);
    const second = await page(first.version);
    expect(first).toMatchObject({ reset: true, members: { length: limits.feedMembersMax } });
    expect(second).toMatchObject({ reset: false, members: { length: 1 } });
    expect(new Set([...first.members, ...second.members].map(({ memberId }) => memberId)).size).toBe(count);
    expect((await page(second.version)).members).toEqual([]);
  });

  test('another desk does not honour the slip; a short code finds it', async () => {
    const made = must(mall.redeem(await mall.member(phone), 'coffee'));
    expect(mall.loyalty.desks.verify(mall.session(desk2), made.slip)).toMatchObject({
      value: { answer: 'other_desk' },
    });
    const typed = made.shortCode.toLowerCase().replace('-', ' ');
    expect(mall.loyalty.desks.verify(mall.session(desk1), typed)).toMatchObject({ value: { answer: 'hand_over' } });
  });
});
