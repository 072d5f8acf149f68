/** What a kiosk keeps for the hours without a gateway: members, gifts, keys, words; by version, so that little is sent. */
import { fault } from '#shared/domain/faults.ts';
import type { KioskId } from '#shared/domain/ids.ts';
import { stockAccount } from '#shared/domain/ledger.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { GiftView, KioskFeed } from '#shared/wire/member-api.ts';
import { limits } from '../limits.ts';
import { kioskOf, type LoyaltyContext, openingStock } from './context.ts';
import { snapshotOf } from './snapshot.ts';

/** Answers at once where there is news, else waits for some. A first fill comes in pages: ask again until it waits. */
export async function feed(
  context: LoyaltyContext,
  kioskId: KioskId,
  after: number,
  waitMs: number,
  signal: AbortSignal,
): Promise<Result<KioskFeed>> {
  const { members } = context.store;
  const reset = after === 0 || after > members.versions().newest;
  const from = reset ? 0 : after;
  const enough = AbortSignal.any([signal, AbortSignal.timeout(Math.min(waitMs, limits.feedWaitMaxMs))]);
  while (members.versions().newest === from && !enough.aborted) await context.changes.next(enough);
  return feedNow(context, kioskId, from, reset);
}

function feedNow(context: LoyaltyContext, kioskId: KioskId, from: number, reset: boolean): Result<KioskFeed> {
  const { store, site, programme, keys, clock } = context;
  const kiosk = kioskOf(site, kioskId);
  if (kiosk === null) return fail(fault('not_found', `The site has no kiosk ${kioskId}.`));
  const { newest, gifts } = store.members.versions();
  const changed = store.members.changedAfter(from, limits.feedMembersMax);
  const last = changed.at(-1)?.version;
  return succeed({
    // A full page may not be all: the kiosk goes on from its last member, not from the newest version.
    version: changed.length === limits.feedMembersMax && last !== undefined ? last : newest,
    reset,
    at: clock.now(),
    kiosk: { id: kiosk.id, name: kiosk.name, siteName: site.name },
    phoneKey: keys.phoneKey,
    sealingKey: keys.sealingKey,
    slipKey: keys.slipKey,
    consent: programme.consent,
    members: changed.map(({ member }) => snapshotOf(context, member)),
    // Nothing deletes a member in this version of the gateway.
    removed: [],
    gifts: gifts > from ? giftViews(context) : null,
    timeZone: site.calendar.timeZone,
  });
}

function giftViews({ site, store }: LoyaltyContext): GiftView[] {
  return site.gifts.map((gift) => ({
    sku: gift.sku,
    name: gift.name,
    description: gift.description,
    picture: gift.picture,
    points: gift.points,
    minimumTier: gift.minimumTier,
    dailyLimit: gift.dailyLimit,
    stock: site.desks
      .filter((desk) => openingStock(gift, desk.id) !== null)
      .map((desk) => ({
        deskId: desk.id,
        deskName: desk.name,
        free: store.ledger.balance(stockAccount(gift.sku, desk.id, 'free')),
      })),
  }));
}
