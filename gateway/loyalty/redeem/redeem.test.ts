import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayMs } from '#shared/domain/calendar.ts';
import type { MemberId, Sku } from '#shared/domain/ids.ts';
import { memberAccount, stockAccount } from '#shared/domain/ledger.ts';
import { limits } from '../../limits.ts';
import { desk1, desk2, kiosk1, kiosk2, must, newId, openMall, type TestMall } from '../loyalty.fixture.ts';

const phone = '+8613800138000';
let mall: TestMall;
beforeEach(() => {
  mall = openMall();
});
afterEach(() => mall.close());

const available = (memberId: MemberId) => mall.store.ledger.balance(memberAccount(memberId, 'available'));
const free = (desk = desk1) => mall.store.ledger.balance(stockAccount('coffee' as Sku, desk, 'free'));
const refused = (code: string) => ({ ok: false, fault: { code } });

describe('redeeming', () => {
  test('the same operation gives the same answer and takes once; another content is a conflict', async () => {
    const { memberId, proof } = await mall.member(phone);
    const wish = { opId: newId(), memberId, proof, sku: 'coffee', deskId: desk1 };
    const first = must(mall.loyalty.kiosks.redeem(kiosk1, wish));
    mall.clock.advance(limits.proofLifeMs);
    expect(must(mall.loyalty.kiosks.redeem(kiosk1, wish))).toEqual(first);
    expect(available(memberId)).toBe(100);
    expect(free()).toBe(2);
    expect(mall.loyalty.kiosks.redeem(kiosk1, { ...wish, deskId: desk2 })).toMatchObject(refused('operation_conflict'));
    expect(mall.loyalty.kiosks.redeem(kiosk2, wish)).toMatchObject(refused('operation_conflict'));
  });

  test('what stands against it is said, and nothing is taken', async () => {
    const shopper = await mall.member(phone, 100);
    expect(mall.redeem(shopper, 'bag')).toMatchObject(refused('points_short'));
    expect(mall.redeem(shopper, 'scarf')).toMatchObject(refused('tier_too_low'));
    expect(mall.redeem(shopper, 'yacht')).toMatchObject(refused('gift_unknown'));
    expect(mall.redeem({ ...shopper, memberId: newId() as never }, 'coffee')).toMatchObject(refused('member_unknown'));
    must(mall.redeem(shopper, 'ticket'));
    expect(mall.redeem(shopper, 'ticket')).toMatchObject(refused('limit_reached'));
    must(mall.redeem(shopper, 'coffee', desk2));
    expect(mall.redeem(shopper, 'coffee', desk2)).toMatchObject(refused('gift_sold_out'));
    expect(available(shopper.memberId)).toBe(150);
  });

  test('a card alone, an old proof, a proof of another kiosk or of another phone spend nothing', async () => {
    const { memberId, proof } = await mall.member(phone);
    const stranger = await mall.prove('+8613800138001');
    const elsewhere = await mall.prove(phone, kiosk2);
    for (const wrong of ['', 'guess', stranger, elsewhere]) {
      expect(mall.redeem({ memberId, proof: wrong }, 'coffee')).toMatchObject(refused('proof_missing'));
    }
    mall.clock.advance(limits.proofLifeMs);
    expect(mall.redeem({ memberId, proof }, 'coffee')).toMatchObject(refused('proof_missing'));
  });

  test('a daily limit ends with the business day', async () => {
    const shopper = await mall.member(phone);
    must(mall.redeem(shopper, 'ticket'));
    mall.clock.set(Date.parse('2026-11-23T03:59:00+08:00'));
    const proof = await mall.prove(phone);
    mall.clock.set(Date.parse('2026-11-23T03:59:59+08:00'));
    expect(mall.redeem({ ...shopper, proof }, 'ticket')).toMatchObject(refused('limit_reached'));
    mall.clock.set(Date.parse('2026-11-23T04:00:00+08:00'));
    must(mall.redeem({ ...shopper, proof }, 'ticket'));
  });

  test('points that ended a moment ago are not spent because a timer was slower', async () => {
    const { memberId } = await mall.member(phone);
    mall.clock.set(Date.parse('2028-01-01T03:59:00+08:00'));
    const proof = await mall.prove(phone);
    mall.clock.set(Date.parse('2028-01-01T04:00:00+08:00'));
    expect(mall.redeem({ memberId, proof }, 'coffee')).toMatchObject(refused('points_short'));
  });
});

describe('a slip that nobody brings', () => {
  test('is void at its minute; points go back to their lots and the unit to its desk', async () => {
    const shopper = await mall.member(phone);
    const lots = mall.store.ledger.openLots(shopper.memberId);
    const made = must(mall.redeem(shopper, 'coffee'));
    mall.clock.set(made.expiresAt - 1);
    mall.loyalty.tick();
    const session = mall.session(desk1);
    expect(mall.loyalty.desks.verify(session, made.slip)).toMatchObject({ value: { answer: 'hand_over' } });
    mall.clock.set(made.expiresAt);
    expect(mall.loyalty.desks.verify(session, made.slip)).toMatchObject({ value: { answer: 'expired' } });
    expect(await mall.loyalty.desks.handOver(session, made.opId, newId(), false)).toMatchObject({
      value: { answer: 'expired', slip: { handed: null } },
    });
    mall.loyalty.tick();
    mall.loyalty.tick();
    expect(available(shopper.memberId)).toBe(200);
    expect(free()).toBe(3);
    expect(mall.store.ledger.openLots(shopper.memberId)).toEqual(lots);
    expect(mall.loyalty.desks.verify(session, made.slip)).toMatchObject({ value: { answer: 'expired' } });
  });

  test('gives its points back even where their year ended meanwhile, and then they end', async () => {
    const { memberId } = await mall.member(phone);
    mall.clock.set(Date.parse('2028-01-01T00:00:00+08:00'));
    const proof = await mall.prove(phone);
    must(mall.redeem({ memberId, proof }, 'coffee'));
    mall.clock.advance(5 * 3_600_000);
    mall.loyalty.tick();
    expect(mall.store.ledger.balance(memberAccount(memberId, 'expired'))).toBe(100);
    mall.clock.advance(2 * dayMs);
    mall.loyalty.tick();
    expect(mall.store.ledger.balance(memberAccount(memberId, 'expired'))).toBe(200);
    expect(available(memberId)).toBe(0);
  });
});

describe('the desk', () => {
  test('a session without a desk can do nothing with slips', async () => {
    const session = mall.session(null);
    expect(mall.loyalty.desks.verify(session, 'x')).toMatchObject(refused('desk_missing'));
    expect(await mall.loyalty.desks.view(session)).toMatchObject(refused('desk_missing'));
    expect(await mall.loyalty.desks.handOver(session, newId(), newId(), false)).toMatchObject(refused('desk_missing'));
  });

  test('what is no slip of ours is told apart', async () => {
    const made = must(mall.redeem(await mall.member(phone), 'coffee'));
    const session = mall.session(desk1);
    const other = openMall();
    const foreign = must(other.redeem(await other.member(phone), 'coffee'));
    const unknown = mall.keys.signSlip({
      opId: newId(),
      kioskId: kiosk1,
      deskId: desk1,
      sku: 'coffee' as Sku,
      units: 1,
      memberReference: '00000000',
      issuedAt: made.issuedAt,
      expiresAt: made.expiresAt,
    });
    const answers = ['hello', foreign.slip, unknown, '2222-2222', made.slip].map(
      (text) => must(mall.loyalty.desks.verify(session, text)).answer,
    );
    expect(answers).toEqual(['unreadable', 'signature_invalid', 'unknown', 'unknown', 'hand_over']);
    await other.close();
  });

  test('one claim is of one redemption', async () => {
    const shopper = await mall.member(phone);
    const [one, two] = [must(mall.redeem(shopper, 'coffee')), must(mall.redeem(shopper, 'ticket'))];
    const session = mall.session(desk1);
    const claimId = newId();
    must(await mall.loyalty.desks.handOver(session, one.opId, claimId, false));
    expect(await mall.loyalty.desks.handOver(session, two.opId, claimId, false)).toMatchObject(
      refused('operation_conflict'),
    );
    expect(must(mall.loyalty.desks.verify(session, two.slip)).answer).toBe('hand_over');
  });

  test('sees its own stock, its hand-overs of today, and no other', async () => {
    const shopper = await mall.member(phone);
    const made = must(mall.redeem(shopper, 'coffee'));
    await mall.loyalty.desks.handOver(mall.session(desk1), made.opId, newId(), false);
    must(mall.redeem(shopper, 'ticket'));
    const view = async (desk: typeof desk1) => must(await mall.loyalty.desks.view(mall.session(desk)));
    expect(await view(desk1)).toMatchObject({ handedToday: 1, printer: null, clerk: 'lin' });
    expect((await view(desk1)).stock).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sku: 'coffee', free: 2, reserved: 0, handed: 1 }),
        expect.objectContaining({ sku: 'ticket', free: 2, reserved: 1, handed: 0 }),
      ]),
    );
    expect(await view(desk2)).toMatchObject({ handedToday: 0 });
  });
});
