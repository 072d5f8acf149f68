/** What the loyalty wing does for kiosks, desks and POS systems. All answers are shapes of shared/wire. */
import type { KioskId, OpId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Language } from '#shared/domain/text.ts';
import type { DeskView, OneTimeCode, SlipAnswer } from '#shared/wire/desk-api.ts';
import type {
  CodeProof,
  CodeSent,
  KioskFeed,
  KioskOp,
  MemberSnapshot,
  OpsAnswer,
  PrintJob,
  ReceiptAnswer,
  ReceiptRequest,
  RedemptionView,
} from '#shared/wire/member-api.ts';
import type { Session } from './identity.ts';

export interface KioskDesk {
  /** Waits up to waitMs for a change after the version; ends early when the signal aborts. */
  feed(kioskId: KioskId, after: number, waitMs: number, signal: AbortSignal): Promise<Result<KioskFeed>>;
  sendCode(kioskId: KioskId, phone: string, language: Language): Promise<Result<CodeSent>>;
  verifyCode(kioskId: KioskId, codeId: OpId, code: string): Result<CodeProof>;
  lookup(kioskId: KioskId, card: string): Result<MemberSnapshot>;
  applyOps(kioskId: KioskId, ops: readonly KioskOp[]): Result<OpsAnswer>;
  redeem(
    kioskId: KioskId,
    request: { opId: OpId; memberId: string; proof: string; sku: string; deskId: string },
  ): Result<RedemptionView>;
  print(kioskId: KioskId, opId: OpId): Promise<Result<PrintJob>>;
  printState(kioskId: KioskId, opId: OpId): Result<PrintJob>;
}

export interface CashierDesk {
  view(session: Session): Promise<Result<DeskView>>;
  verify(session: Session, text: string): Result<SlipAnswer>;
  handOver(session: Session, opId: OpId, claimId: OpId, print: boolean): Promise<Result<SlipAnswer>>;
  printState(session: Session, jobId: string): Result<PrintJob>;
  printAgain(session: Session, jobId: string): Promise<Result<PrintJob>>;
  testPage(session: Session): Promise<Result<PrintJob>>;
  codes(): readonly OneTimeCode[];
  /** Called whenever codes() would answer differently. */
  onCodes(listener: () => void): () => void;
}

export interface PointOfSale {
  receipt(request: ReceiptRequest): Result<ReceiptAnswer>;
}
