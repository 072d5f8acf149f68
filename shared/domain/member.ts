/** Tiers and validity of points: what a member is, by what the member earned. */
import { addDays, businessDayNamed, localTime } from './calendar.ts';
import { type SiteCalendar, type Tier, tiers } from './site.ts';

/** Points earned in the last twelve months that a tier asks for. */
export type TierLadder = Readonly<Record<Tier, number>>;

/** The highest tier that these points reach. */
export function tierOf(earned: number, ladder: TierLadder): Tier {
  return tiers.findLast((tier) => earned >= ladder[tier]) ?? 'ordinary';
}

/** The tier above, the points missing to it and those it asks for in total; null at the top. */
export function nextTier(earned: number, ladder: TierLadder): { tier: Tier; missing: number; total: number } | null {
  const tier = tiers.find((each) => earned < ladder[each]);
  return tier === undefined ? null : { tier, missing: ladder[tier] - earned, total: ladder[tier] };
}

export function reachesTier(tier: Tier, minimum: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(minimum);
}

/** The start of the twelve months that count for the tier: 365 business days before today's. Epoch ms. */
export function tierWindowStart(now: number, calendar: SiteCalendar): number {
  const today = localTime(now, calendar.timeZone).date;
  return businessDayNamed(addDays(today, -365), calendar).startsAt;
}

/** Earned points are good until the business day of 31 December of the next year is over, in mall time. Epoch ms. */
export function pointsExpireAt(earnedAt: number, calendar: SiteCalendar): number {
  const year = Number(localTime(earnedAt, calendar.timeZone).date.slice(0, 4));
  return businessDayNamed(`${year + 2}-01-01`, calendar).startsAt;
}
