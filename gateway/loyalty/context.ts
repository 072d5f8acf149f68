/** What every use case of the wing works with, and the ways in which they find people and things of the site. */
import type { Keyring, LoyaltyStore, Member } from '#gateway/ports/membership.ts';
import type { DeskId, KioskId } from '#shared/domain/ids.ts';
import type { Desk, Gift, Site, SiteKiosk } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import type { Changes } from './changes.ts';
import type { LoyaltyProgramme } from './programme.ts';

export interface LoyaltyContext {
  readonly site: Site;
  readonly programme: LoyaltyProgramme;
  readonly store: LoyaltyStore;
  readonly keys: Keyring;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly log: Log;
}

export function giftOf(site: Site, sku: string): Gift | null {
  return site.gifts.find((gift) => gift.sku === sku) ?? null;
}

export function deskOf(site: Site, deskId: string): Desk | null {
  return site.desks.find((desk) => desk.id === deskId) ?? null;
}

export function kioskOf(site: Site, kioskId: KioskId): SiteKiosk | null {
  return site.kiosks.find((kiosk) => kiosk.id === kioskId) ?? null;
}

/** Units that lie at a desk at the start; null where the desk never has this gift. */
export function openingStock(gift: Gift, deskId: DeskId): number | null {
  return gift.stock[deskId] ?? null;
}

/** The last four digits: enough for two people to agree that they mean the same phone. */
export function phoneTailOf(keys: Keyring, member: Member): string {
  return keys.decryptPhone(member.memberId, member.phone).slice(-4);
}
