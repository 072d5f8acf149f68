/**
 * How many points a sale earns: a pure function of the sale, the member and the rule set, so that a replay gives the
 * same points and a kiosk may show them before the gateway grants them. Every rule has an id and a version, and a
 * grant keeps those that made it.
 */
import { localTime } from './calendar.ts';
import type { Tier } from './site.ts';

/** A rule multiplies by a whole number of percent. Multipliers stack by product. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly percent: number;
  readonly when:
    | { readonly kind: 'category'; readonly category: string }
    | { readonly kind: 'tier'; readonly tier: Tier }
    | { readonly kind: 'birthday_month' };
}

export interface RuleSet {
  /** The base rate: fen of a sale for one point. */
  readonly base: { readonly id: string; readonly version: number; readonly fenPerPoint: number };
  readonly rules: readonly Rule[];
}

export interface Sale {
  /** Epoch ms. */
  readonly at: number;
  readonly amountFen: number;
  /** The rate class of the shop. */
  readonly category: string;
}

/** What the rules may know of a member. */
export interface Earner {
  readonly tier: Tier;
  readonly birthday: { readonly month: number; readonly day: number } | null;
}

export interface Earning {
  readonly points: number;
  /** The base rule first, then each that applied, in the order of the set. */
  readonly rules: readonly { readonly id: string; readonly version: number }[];
}

/** Whole points, rounded down once, at the end. `timeZone` is the mall's: a birthday month is the month there. */
export function earn(sale: Sale, earner: Earner, ruleSet: RuleSet, timeZone: string): Earning {
  const month = Number(localTime(sale.at, timeZone).date.slice(5, 7));
  const applying = ruleSet.rules.filter((rule) => applies(rule, sale, earner, month));
  // Five factors of a hundred leave the exact integers of a double; BigInt does not.
  const numerator = applying.reduce((product, { percent }) => product * BigInt(percent), BigInt(sale.amountFen));
  const denominator = BigInt(ruleSet.base.fenPerPoint) * 100n ** BigInt(applying.length);
  return {
    points: Number(numerator / denominator),
    rules: [ruleSet.base, ...applying].map(({ id, version }) => ({ id, version })),
  };
}

function applies({ when }: Rule, sale: Sale, earner: Earner, month: number): boolean {
  switch (when.kind) {
    case 'category':
      return when.category === sale.category;
    case 'tier':
      return when.tier === earner.tier;
    case 'birthday_month':
      return earner.birthday?.month === month;
  }
}
