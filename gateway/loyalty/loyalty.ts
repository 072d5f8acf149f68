/** The wing of members, put together: what kiosks, cashier desks and points of sale ask of it, and what time asks. */
import type { CodeSender, Keyring, LoyaltyStore } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeviceId, KioskId, OpId } from '#shared/domain/ids.ts';
import { opening } from '#shared/domain/ledger.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { PrinterState } from '#shared/node/drivers/printer-status.ts';
import type { Log } from '#shared/node/log.ts';
import { limits } from '../limits.ts';
import type { CashierDesk, KioskDesk, PointOfSale } from '../ports/loyalty.ts';
import { createChanges } from './changes.ts';
import { deskOf, kioskOf, type LoyaltyContext } from './context.ts';
import { deskView } from './desk/desk-view.ts';
import { handOver } from './desk/hand-over.ts';
import { deskOfSession, verifySlip } from './desk/verify-slip.ts';
import { createDevelopmentSender } from './development-sender.ts';
import { receiveReceipt } from './earn/receive-receipt.ts';
import { feed } from './feed.ts';
import { findByCard } from './find-member.ts';
import { applyOperations } from './join/apply-operations.ts';
import { verifyCode } from './join/prove-phone.ts';
import { sendCode } from './join/send-code.ts';
import { createPrintSpool, type PrintSpool } from './print/print-spool.ts';
import { createPrinters, type Printers } from './print/printers.ts';
import { type LoyaltyProgramme, standardProgramme } from './programme.ts';
import { expireDue } from './redeem/expire.ts';
import { redeem } from './redeem/redeem.ts';
import { snapshotOf } from './snapshot.ts';

export interface LoyaltyParts {
  readonly site: Site;
  readonly store: LoyaltyStore;
  readonly keys: Keyring;
  readonly clock: Clock;
  readonly log: Log;
  /** Told every answer of every printer of the site. */
  readonly onPrinterState?: (deviceId: DeviceId, state: PrinterState) => void;
  /** Without one, codes are shown to staff. */
  readonly sender?: CodeSender;
  readonly programme?: LoyaltyProgramme;
}

export interface Loyalty {
  readonly kiosks: KioskDesk;
  readonly desks: CashierDesk;
  readonly pointOfSale: PointOfSale;
  /** Opens the stock of gifts that are new, settles what a crash left open, and starts the work of time. */
  start(): void;
  /** Gives print jobs under way a moment. The store stays open: whoever opened it closes it. */
  stop(): Promise<void>;
  /** One step of the work of time; start() runs it every loyaltyTickMs. */
  tick(): void;
  /** Resolves when no print job is under way. */
  idle(): Promise<void>;
}

export function createLoyalty(parts: LoyaltyParts): Loyalty {
  const changes = createChanges();
  const printers = createPrinters(parts);
  const context = { programme: standardProgramme, sender: createDevelopmentSender(parts), ...parts, changes, printers };
  const spool = createPrintSpool(context, printers);
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  return {
    kiosks: kioskDesk(context, spool, stopping.signal),
    desks: cashierDesk(context, spool),
    pointOfSale: { receipt: (request) => receiveReceipt(context, request) },
    start() {
      openStock(context);
      spool.recover();
      expireDue(context);
      timer = setInterval(() => expireDue(context), limits.loyaltyTickMs);
      printers.start();
    },
    async stop() {
      clearInterval(timer);
      printers.stop();
      stopping.abort();
      await spool.stop();
    },
    tick: () => expireDue(context),
    idle: () => spool.idle(),
  };
}

/** A gift's units at the start are a transfer like any other, made once; later changes are transfers too. */
function openStock({ store, site, clock }: LoyaltyContext): void {
  const at = clock.now();
  store.transaction(() => {
    const missing = site.gifts
      .flatMap((gift) =>
        site.desks.map((desk) => ({ sku: gift.sku, deskId: desk.id, units: gift.stock[desk.id] ?? 0 })),
      )
      .filter(({ units }) => units > 0)
      .map(({ sku, deskId, units }) => opening(sku, deskId, units, at))
      .filter(({ id }) => !store.ledger.has(id));
    store.ledger.post(missing);
    // Names and prices come from the site file: kiosks learn them again at every start of the gateway.
    store.members.touchGifts();
  });
}

function kioskDesk(
  context: LoyaltyContext & { readonly sender: CodeSender },
  spool: PrintSpool,
  stopping: AbortSignal,
): KioskDesk {
  return {
    feed: (kioskId, after, waitMs, signal) =>
      feed(context, kioskId, after, waitMs, AbortSignal.any([signal, stopping])),
    sendCode: (kioskId, phone, language) => sendCode(context, kioskId, phone, language),
    verifyCode: (kioskId, codeId, code) => verifyCode(context, kioskId, codeId, code),
    lookup(_kioskId, card) {
      const member = findByCard(context, card);
      return member.ok ? succeed(snapshotOf(context, member.value)) : member;
    },
    applyOps: (kioskId, operations) => applyOperations(context, kioskId, operations),
    redeem: (kioskId, request) => redeem(context, kioskId, request),
    async print(kioskId, opId) {
      const own = ownRedemption(context, kioskId, opId);
      if (!own.ok) return own;
      const printerId = kioskOf(context.site, kioskId)?.printerId ?? null;
      return spool.print({ document: 'slip', opId, printerId });
    },
    printState(kioskId, opId) {
      const own = ownRedemption(context, kioskId, opId);
      return own.ok ? spool.latest({ document: 'slip', opId }) : own;
    },
  };
}

/** A kiosk prints what was redeemed at it, and nothing that somebody else's operation id names. */
function ownRedemption({ store }: LoyaltyContext, kioskId: KioskId, opId: OpId): Result<void> {
  const redemption = store.redemptions.find(opId);
  if (redemption?.kioskId === kioskId) return succeed(undefined);
  return fail(fault('not_found', 'This kiosk made no such redemption.'));
}

function cashierDesk(
  context: LoyaltyContext & { readonly sender: CodeSender; readonly printers: Printers },
  spool: PrintSpool,
): CashierDesk {
  const { site, sender, printers } = context;
  return {
    async view(session) {
      return deskView(context, session, (printerId) => printers.report(printerId));
    },
    verify: (session, text) => verifySlip(context, session, text),
    async handOver(session, opId, claimId, print) {
      const answer = handOver(context, session, opId, claimId);
      if (!print || !answer.ok || answer.value.answer !== 'handed_now') return answer;
      const printerId = session.deskId === null ? null : (deskOf(site, session.deskId)?.printerId ?? null);
      // The gift has left the desk: a printer that does not work changes nothing about it.
      const job = spool.printOnce({ document: 'hand_over', opId, printerId });
      return succeed({ ...answer.value, printJobId: job.ok ? job.value.jobId : null });
    },
    printState: (_session, jobId) => spool.find(jobId),
    printAgain: async (_session, jobId) => spool.again(jobId),
    async testPage(session) {
      const deskId = deskOfSession(session);
      if (!deskId.ok) return deskId;
      return spool.print({
        document: 'test_page',
        opId: null,
        printerId: deskOf(site, deskId.value)?.printerId ?? null,
      });
    },
    codes: () => sender.shown(),
    onCodes: (listener) => sender.onShown(listener),
  };
}
