import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { hourMs } from '#shared/domain/calendar.ts';
import type { MemberId, OpId, ShopId } from '#shared/domain/ids.ts';
import { openSqliteWriter } from '#shared/node/sqlite.ts';
import { ledgerMigrations } from '../store/migrations/ledger.ts';
import { auditLedger } from './ledger-audit.fixture.ts';
import { desk1, desk2, kiosk1, kiosk2, must, newId, openMall, type TestMall } from './loyalty.fixture.ts';

const phones = ['+8613800138000', '+8613800138001', '+8613800138002'] as const;
const skus = ['coffee', 'bag', 'scarf', 'ticket'] as const;
const desks = [desk1, desk2] as const;

/** What shoppers, cashiers and tills do, in any order and any number of times. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('join' as const), who: fc.nat(2), kiosk: fc.nat(1) }),
  fc.record({
    kind: fc.constant('sale' as const),
    who: fc.nat(2),
    number: fc.nat(5),
    yuan: fc.integer({ min: 0, max: 3_000 }),
  }),
  fc.record({ kind: fc.constant('redeem' as const), who: fc.nat(2), gift: fc.nat(3), desk: fc.nat(1) }),
  fc.record({ kind: fc.constant('redeem_again' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('hand_over' as const), which: fc.nat(20), desk: fc.nat(1), isNewClaim: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 30, 24 * 200) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

let mall: TestMall | null = null;
afterEach(async () => {
  await mall?.close();
  mall = null;
});

class Town {
  readonly #mall: TestMall;
  readonly #proofs = new Map<string, { memberId: MemberId; proof: string }>();
  readonly #wishes: { opId: OpId; memberId: MemberId; proof: string; sku: string; deskId: typeof desk1 }[] = [];
  readonly #claims = new Map<OpId, OpId>();
  readonly handed: OpId[] = [];

  constructor(in_: TestMall) {
    this.#mall = in_;
  }

  async take(made: Step): Promise<void> {
    const { loyalty, store, clock } = this.#mall;
    switch (made.kind) {
      case 'join': {
        const phone = phones[made.who] ?? phones[0];
        const kiosk = [kiosk1, kiosk2][made.kiosk] ?? kiosk1;
        must(loyalty.kiosks.applyOps(kiosk, [this.#mall.joinOperation(phone, store.operations.lastSeq(kiosk) + 1)]));
        return;
      }
      case 'sale': {
        const sale = { shopId: 'bakery' as ShopId, number: String(made.number), at: clock.now() };
        loyalty.pointOfSale.receipt({ ...sale, amountFen: made.yuan * 100 + 1, member: phones[made.who] ?? '' });
        return;
      }
      case 'redeem': {
        const phone = phones[made.who] ?? phones[0];
        const known = store.members.findByPhone(this.#mall.keys.hashPhone(phone));
        if (known === null) return;
        const proof = this.#proofs.get(phone)?.proof ?? (await this.#prove(phone, known.memberId));
        const wish = {
          opId: newId(),
          memberId: known.memberId,
          proof,
          sku: skus[made.gift] ?? 'coffee',
          deskId: desks[made.desk] ?? desk1,
        };
        this.#wishes.push(wish);
        loyalty.kiosks.redeem(kiosk1, wish);
        return;
      }
      case 'redeem_again': {
        const wish = this.#wishes[made.which % Math.max(1, this.#wishes.length)];
        if (wish !== undefined) loyalty.kiosks.redeem(kiosk1, wish);
        return;
      }
      case 'hand_over': {
        const wish = this.#wishes[made.which % Math.max(1, this.#wishes.length)];
        if (wish === undefined) return;
        const claimId = made.isNewClaim ? newId() : (this.#claims.get(wish.opId) ?? newId());
        const before = store.redemptions.find(wish.opId)?.state;
        const session = this.#mall.session(desks[made.desk] ?? desk1);
        const answer = must(await loyalty.desks.handOver(session, wish.opId, claimId, false)).answer;
        if (answer === 'handed_now' && before === 'confirmed') {
          this.handed.push(wish.opId);
          this.#claims.set(wish.opId, claimId);
        }
        return;
      }
      case 'wait':
        clock.advance(made.hours * hourMs);
        this.#proofs.clear();
        loyalty.tick();
        return;
    }
  }

  async #prove(phone: string, memberId: MemberId): Promise<string> {
    this.#mall.clock.advance(hourMs);
    const proof = await this.#mall.prove(phone);
    this.#proofs.set(phone, { memberId, proof });
    return proof;
  }
}

describe('whatever the town does', () => {
  test('the ledger balances, nothing goes below zero, no gift leaves twice', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        mall = openMall();
        const town = new Town(mall);
        for (const made of steps) await town.take(made);
        expect(auditLedger(mall.file)).toEqual([]);
        expect(new Set(town.handed).size).toBe(town.handed.length);
        await mall.close();
      }),
      { numRuns: 20 },
    );
  });

  test('the town does something: gifts are redeemed, handed over and given back', async () => {
    mall = openMall();
    const town = new Town(mall);
    const redeem = { kind: 'redeem', who: 0, gift: 0, desk: 0 } as const;
    await town.take({ kind: 'join', who: 0, kiosk: 0 });
    await town.take(redeem);
    await town.take(redeem);
    await town.take({ kind: 'hand_over', which: 0, desk: 0, isNewClaim: true });
    await town.take({ kind: 'wait', hours: 48 });
    expect(town.handed).toHaveLength(1);
    const memberId = mall.store.members.findByPhone(mall.keys.hashPhone(phones[0]))?.memberId;
    expect(mall.store.ledger.balance(`member:${memberId}:available` as never)).toBe(100);
    expect(auditLedger(mall.file)).toEqual([]);
  });

  test('the audit sees what is wrong', () => {
    mall = openMall();
    must(mall.loyalty.kiosks.applyOps(kiosk1, [mall.joinOperation(phones[0], 1)]));
    expect(auditLedger(mall.file)).toEqual([]);
    const writer = must(openSqliteWriter({ file: mall.file, synchronous: 'FULL', migrations: ledgerMigrations }));
    const planted = [
      ["UPDATE account SET balance = balance + 1 WHERE name LIKE '%:available'", '+', '-'],
      ['UPDATE lot SET left_points = left_points - 1', '- 1', '+ 1'],
      ["UPDATE lot SET lot_id = 'gift:1'", "'gift:1'", "'welcome:1'"],
    ] as const;
    for (const [sql, wrong, right] of planted) {
      writer.change(sql).run();
      expect(auditLedger(mall.file), sql).not.toEqual([]);
      writer.change(sql.replace(wrong, right)).run();
      expect(auditLedger(mall.file)).toEqual([]);
    }
    writer.close();
  });
});
