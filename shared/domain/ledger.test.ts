import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskId, MemberId, OpId, Sku } from './ids.ts';
import { expire, grant, handOver, hold, isSource, opening, release, type Transfer } from './ledger.ts';
import { type Lot, takeFromLots } from './ledger-lots.ts';

const memberId = '7f0e2c1a-9b3d-4e5f-8a6b-0c1d2e3f4a5b' as MemberId;
const coffee = {
  opId: 'op' as OpId,
  memberId,
  points: 100,
  sku: 'coffee' as Sku,
  deskId: 'desk-1' as DeskId,
  units: 1,
};

function balancesAfter(transfers: readonly Transfer[]): Record<string, number> {
  const balances: Record<string, number> = {};
  for (const { from, to, amount } of transfers) {
    balances[from] = (balances[from] ?? 0) - amount;
    balances[to] = (balances[to] ?? 0) + amount;
  }
  return balances;
}

describe('ledger', () => {
  const start = [grant('g', memberId, 250, 1), opening(coffee.sku, coffee.deskId, 2, 1)];

  test('a gift that is handed over is spent and gone', () => {
    expect(balancesAfter([...start, ...hold(coffee, 2), ...handOver(coffee, 3)])).toMatchObject({
      'points:issued': -250,
      [`member:${memberId}:available`]: 150,
      [`member:${memberId}:pending`]: 0,
      [`member:${memberId}:spent`]: 100,
      'stock:coffee@desk-1:free': 1,
      'stock:coffee@desk-1:handed': 1,
    });
  });

  test('a gift that nobody fetched leaves no trace in the balances', () => {
    expect(balancesAfter([...start, ...hold(coffee, 2), ...release(coffee, 3)])).toEqual({
      ...balancesAfter(start),
      [`member:${memberId}:pending`]: 0,
      'stock:coffee@desk-1:reserved': 0,
    });
  });

  test('each step of an operation has ids of its own, the same each time', () => {
    const ids = [...hold(coffee, 2), ...handOver(coffee, 3), ...release(coffee, 3)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(hold(coffee, 9).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  test('only sources go below zero', () => {
    const accounts = [...start, ...hold(coffee, 2)].flatMap(({ from, to }) => [from, to]);
    expect([...new Set(accounts.filter(isSource))]).toEqual(['points:issued', 'stock:coffee@desk-1:received']);
  });

  test.each([0, -1, 1.5, Number.NaN])('%d is no amount', (amount) => {
    expect(() => expire('lot', memberId, amount, 1)).toThrow('no amount');
  });
});

describe('lots', () => {
  const lots = fc.uniqueArray(
    fc.record({ id: fc.uuid(), left: fc.integer({ min: 0, max: 500 }), expiresAt: fc.integer({ min: 0, max: 20 }) }),
    { selector: ({ id }) => id },
  );

  test('exactly what was asked for is taken, from the lots that end first, and from none that has ended', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 0, max: 20 }), (all, amount, now) => {
        const open = all.filter((lot) => lot.expiresAt > now);
        const uses = takeFromLots(all, amount, now);
        expect(uses === null).toBe(sum(open.map(({ left }) => left)) < amount);
        if (uses === null) return;
        expect(sum(uses.map((use) => use.amount))).toBe(amount);
        const used = uses.map((use) => lotOf(all, use.lotId));
        const last = used.at(-1);
        for (const lot of open) {
          const taken = uses.find(({ lotId }) => lotId === lot.id)?.amount ?? 0;
          expect(taken).toBeLessThanOrEqual(lot.left);
          if (lot.expiresAt < (last?.expiresAt ?? 0)) expect(taken).toBe(lot.left);
        }
        expect(used.every((lot) => lot.expiresAt > now)).toBe(true);
      }),
    );
  });

  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  function lotOf(all: readonly Lot[], id: string): Lot {
    const lot = all.find((each) => each.id === id);
    if (lot === undefined) throw new Error(`no lot ${id}`);
    return lot;
  }
});
