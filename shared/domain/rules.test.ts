import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earn, type RuleSet } from './rules.ts';

const ruleSet: RuleSet = {
  base: { id: 'base', version: 3, fenPerPoint: 100 },
  rules: [
    { id: 'dining', version: 2, percent: 150, when: { kind: 'category', category: 'dining' } },
    { id: 'gold', version: 1, percent: 125, when: { kind: 'tier', tier: 'gold' } },
    { id: 'birthday', version: 1, percent: 200, when: { kind: 'birthday_month' } },
  ],
};
const sale = { at: Date.parse('2026-11-22T12:00:00+08:00'), amountFen: 9_999, category: 'fashion' };
const earner = { tier: 'ordinary', birthday: null } as const;
const pointsOf = (...[what, who]: [Partial<typeof sale>, Partial<Parameters<typeof earn>[1]>]) =>
  earn({ ...sale, ...what }, { ...earner, ...who }, ruleSet, 'Asia/Shanghai').points;

describe('rules', () => {
  test.each([
    ['one point a yuan, rounded down', {}, {}, 99],
    ['less than a yuan is nothing', { amountFen: 99 }, {}, 0],
    ['a category', { category: 'dining' }, {}, 149],
    ['a tier', {}, { tier: 'gold' as const }, 124],
    ['a birthday month', {}, { birthday: { month: 11, day: 1 } }, 199],
    ['another month', {}, { birthday: { month: 12, day: 1 } }, 99],
    [
      'all at once, rounded once',
      { category: 'dining' },
      { tier: 'gold' as const, birthday: { month: 11, day: 1 } },
      374,
    ],
    ['the dearest sale', { amountFen: 100_000_000, category: 'dining' }, { tier: 'gold' as const }, 1_875_000],
  ])('%s', (_name, what, who, points) => expect(pointsOf(what, who)).toBe(points));

  test('a birthday month is the month in the mall', () => {
    const at = Date.parse('2026-11-30T16:30:00Z'); // half past midnight on 1 December in Shanghai
    expect(pointsOf({ at }, { birthday: { month: 12, day: 1 } })).toBe(199);
  });

  test('a grant names the rules that made it, with their versions', () => {
    const { rules } = earn({ ...sale, category: 'dining' }, { ...earner, tier: 'gold' }, ruleSet, 'Asia/Shanghai');
    expect(rules).toEqual([
      { id: 'base', version: 3 },
      { id: 'dining', version: 2 },
      { id: 'gold', version: 1 },
    ]);
  });

  test('more money never earns fewer points, and splitting a receipt never earns more', () => {
    const amounts = fc.integer({ min: 1, max: 50_000_000 });
    fc.assert(
      fc.property(amounts, amounts, (one, other) => {
        const who = { tier: 'gold' as const };
        expect(pointsOf({ amountFen: one + other }, who)).toBeGreaterThanOrEqual(
          pointsOf({ amountFen: one }, who) + pointsOf({ amountFen: other }, who),
        );
      }),
    );
  });
});
