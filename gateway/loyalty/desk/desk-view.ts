/** What a cashier has in sight: the desk, its printer, its stock, and who asked for what. */
import { businessDayAt, dayMs } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import { stockAccount } from '#shared/domain/ledger.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { DeskView } from '#shared/wire/desk-api.ts';
import { limits } from '../../limits.ts';
import type { Session } from '../../ports/identity.ts';
import { deskOf, giftOf, kioskOf, type LoyaltyContext, openingStock } from '../context.ts';
import { deskOfSession } from './verify-slip.ts';

/** How long a noted request stays in sight. */
const requestsAgeMs = 7 * dayMs;

/** Faults `desk_missing`, `not_found`. */
export function deskView(
  context: LoyaltyContext,
  session: Session,
  printerAt: (printerId: string) => DeskView['printer'],
): Result<DeskView> {
  const { store, site, clock } = context;
  const deskId = deskOfSession(session);
  if (!deskId.ok) return deskId;
  const desk = deskOf(site, deskId.value);
  if (desk === null) return fail(fault('not_found', `The site has no desk ${deskId.value}.`));
  const now = clock.now();
  const requests = store.operations.requestsOf(desk.id, now - requestsAgeMs, limits.requestsShownMax);
  return succeed({
    id: desk.id,
    name: desk.name,
    clerk: session.name,
    signedInAt: session.signedInAt,
    printer: desk.printerId === null ? null : printerAt(desk.printerId),
    handedToday: store.redemptions.handedSince(desk.id, businessDayAt(now, site.calendar).startsAt),
    requests: requests.map(({ opId, at, sku, kioskId }) => ({
      opId,
      at,
      giftName: giftOf(site, sku)?.name ?? { 'zh-CN': sku, en: sku },
      kioskName: kioskOf(site, kioskId)?.name ?? { 'zh-CN': kioskId, en: kioskId },
    })),
    stock: site.gifts
      .filter((gift) => openingStock(gift, desk.id) !== null)
      .map(({ sku, name }) => ({
        sku,
        giftName: name,
        free: store.ledger.balance(stockAccount(sku, desk.id, 'free')),
        reserved: store.ledger.balance(stockAccount(sku, desk.id, 'reserved')),
        handed: store.ledger.balance(stockAccount(sku, desk.id, 'handed')),
      })),
  });
}
