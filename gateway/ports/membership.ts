/**
 * What the loyalty wing needs from outside: its store, its keys and a way to send one-time codes. Every change runs
 * inside transaction(), and is on disk when the outermost one returns.
 */
import type { DeskId, DeviceId, KioskId, MemberId, OpId, ShopId, Sku } from '#shared/domain/ids.ts';
import type { Account, Transfer } from '#shared/domain/ledger.ts';
import type { Lot, LotUse } from '#shared/domain/ledger-lots.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Tier } from '#shared/domain/site.ts';
import type { Slip } from '#shared/domain/slip.ts';
import type { Language, LocalText } from '#shared/domain/text.ts';
import type { OneTimeCode } from '#shared/wire/desk-api.ts';

export interface LoyaltyStore {
  /** One use case: all of it, or nothing when the work throws. Nests. */
  transaction<Value>(work: () => Value): Value;
  readonly ledger: LedgerStore;
  readonly members: MemberStore;
  readonly redemptions: RedemptionStore;
  readonly receipts: ReceiptStore;
  readonly codes: CodeStore;
  readonly operations: OperationStore;
  readonly printJobs: PrintJobStore;
  /** Safe to call twice. */
  close(): void;
}

// ---- ledger ----------------------------------------------------------------------------------------------------

export interface NewLot extends Lot {
  readonly memberId: MemberId;
  /** Of these points, those that count towards the tier: earned, not given. */
  readonly tierPoints: number;
  readonly earnedAt: number;
  readonly rules: readonly RuleReference[];
}

export interface RuleReference {
  readonly id: string;
  readonly version: number;
}

export interface LedgerStore {
  /** Throws (a bug) where a balance would go below zero or an id was posted before. */
  post(transfers: readonly Transfer[]): void;
  has(transferId: string): boolean;
  /** 0 for an account that nothing was ever posted to. */
  balance(account: Account): number;
  addLot(lot: NewLot): void;
  /** Those with points left, first expiring first. */
  openLots(memberId: MemberId): readonly Lot[];
  /** Positive amounts take from lots, negative amounts return to them. */
  changeLots(uses: readonly LotUse[]): void;
  lotsExpiredBy(now: number, limit: number): readonly (Lot & { readonly memberId: MemberId })[];
  /** Points earned since, that count towards the tier. */
  tierPointsSince(memberId: MemberId, since: number): number;
}

// ---- members ---------------------------------------------------------------------------------------------------

export interface Birthday {
  readonly month: number;
  readonly day: number;
}

export interface Member {
  readonly memberId: MemberId;
  readonly phoneHash: string;
  /** Keyring.encryptPhone of the number. */
  readonly phone: Uint8Array;
  /** Whether somebody has proven with a one-time code to hold this phone. */
  readonly isProven: boolean;
  readonly birthday: Birthday | null;
  readonly language: Language;
  readonly tier: Tier;
  /** The business day on which the tier was last held against the last twelve months. */
  readonly tierReviewedOn: string;
  readonly joinedAt: number;
  readonly kioskId: KioskId;
}

export interface Consent {
  readonly opId: OpId;
  readonly memberId: MemberId;
  readonly textVersion: string;
  readonly textHash: string;
  readonly language: Language;
  readonly marketing: boolean;
  readonly kioskId: KioskId;
  readonly at: number;
}

export interface Coupon {
  readonly couponId: string;
  readonly memberId: MemberId;
  readonly name: LocalText;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

export interface MemberStore {
  add(member: Member): void;
  /** Proof, birthday and tier may change; all else of a member is for life. */
  update(member: Member): void;
  find(memberId: MemberId): Member | null;
  findByPhone(phoneHash: string): Member | null;
  addConsent(consent: Consent): void;
  addCoupon(coupon: Coupon): void;
  coupons(memberId: MemberId): readonly Coupon[];
  /** Members above the lowest tier who were not reviewed on this business day. */
  tierReviewsDue(businessDay: string, limit: number): readonly Member[];
  /** Kiosks must learn of this member again. */
  touch(memberId: MemberId): void;
  /** Kiosks must learn of gifts and stock again. */
  touchGifts(): void;
  /** Numbers that only rise; the newest change of all and of the gifts. At least 1. */
  versions(): { readonly newest: number; readonly gifts: number };
  /** Who changed after a version, oldest change first. */
  changedAfter(version: number, limit: number): readonly { readonly member: Member; readonly version: number }[];
}

// ---- redemptions and receipts ----------------------------------------------------------------------------------

export type RedemptionState = 'confirmed' | 'handed_over' | 'cancelled' | 'expired';

export interface Redemption {
  readonly opId: OpId;
  readonly kioskId: KioskId;
  readonly memberId: MemberId;
  readonly sku: Sku;
  readonly deskId: DeskId;
  readonly units: number;
  readonly points: number;
  /** The balance right after, as the member was told. */
  readonly pointsLeft: number;
  readonly state: RedemptionState;
  readonly slip: string;
  readonly shortCode: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly claim: { readonly claimId: OpId; readonly clerk: string } | null;
  /** When it left `confirmed`. */
  readonly closedAt: number | null;
}

export interface RedemptionStore {
  /** With the lots that pay for it. */
  add(redemption: Redemption, uses: readonly LotUse[]): void;
  /** From `confirmed` to its end; throws (a bug) for one that has ended. */
  close(opId: OpId, state: Exclude<RedemptionState, 'confirmed'>, claim: Redemption['claim'], at: number): void;
  find(opId: OpId): Redemption | null;
  /** The one that waits, else the newest that had the code. */
  findByShortCode(shortCode: string): Redemption | null;
  isShortCodeLive(shortCode: string): boolean;
  isClaimUsed(claimId: OpId): boolean;
  lotUses(opId: OpId): readonly LotUse[];
  /** Waiting ones whose slip is void at this moment. */
  expiredBy(now: number, limit: number): readonly Redemption[];
  /** Units that a member redeemed since and that were not given back. */
  unitsSince(memberId: MemberId, sku: Sku, since: number): number;
  handedSince(deskId: DeskId, since: number): number;
}

export interface StoredReceipt {
  readonly shopId: ShopId;
  readonly number: string;
  readonly businessDay: string;
  readonly at: number;
  readonly amountFen: number;
  readonly memberId: MemberId | null;
  readonly points: number;
  readonly rules: readonly RuleReference[];
}

export interface ReceiptStore {
  add(receipt: StoredReceipt): void;
  find(shopId: ShopId, number: string, businessDay: string): StoredReceipt | null;
}

// ---- one-time codes --------------------------------------------------------------------------------------------

export interface StoredCode {
  readonly codeId: OpId;
  readonly kioskId: KioskId;
  readonly phoneHash: string;
  readonly codeHash: string;
  readonly sentAt: number;
  readonly expiresAt: number;
  readonly attempts: number;
  readonly usedAt: number | null;
}

export interface StoredProof {
  readonly proofHash: string;
  readonly kioskId: KioskId;
  readonly phoneHash: string;
  readonly expiresAt: number;
}

export interface CodeStore {
  add(code: StoredCode): void;
  find(codeId: OpId): StoredCode | null;
  countAttempt(codeId: OpId): void;
  markUsed(codeId: OpId, at: number): void;
  /** How many were sent to a phone since, and when the last one was. */
  sentToPhone(phoneHash: string, since: number): { readonly count: number; readonly lastAt: number | null };
  sentFromKiosk(kioskId: KioskId, since: number): number;
  addProof(proof: StoredProof): void;
  findProof(proofHash: string): StoredProof | null;
  forgetBefore(codesSentBefore: number, proofsExpiredBefore: number): void;
}

// ---- operations of kiosks, print jobs --------------------------------------------------------------------------

export interface StoredOperation {
  readonly opId: OpId;
  readonly kioskId: KioskId;
  readonly seq: number;
  readonly contentHash: string;
  readonly outcome: 'applied' | 'rejected';
  readonly code: string | null;
  readonly memberId: MemberId | null;
  readonly receivedAt: number;
}

export interface GiftRequest {
  readonly opId: OpId;
  readonly kioskId: KioskId;
  readonly memberId: MemberId;
  readonly sku: Sku;
  readonly deskId: DeskId;
  readonly at: number;
}

export interface OperationStore {
  /** 0 for a kiosk that never sent one. */
  lastSeq(kioskId: KioskId): number;
  find(opId: OpId): StoredOperation | null;
  /** Also moves lastSeq. */
  add(operation: StoredOperation): void;
  addRequest(request: GiftRequest): void;
  requestsOf(deskId: DeskId, since: number, limit: number): readonly GiftRequest[];
}

/** What is on a sheet: the slip of a redemption, the receipt of its hand-over, or a test page. */
export type PrintedDocument = 'slip' | 'hand_over' | 'test_page';

export interface StoredPrintJob {
  readonly jobId: string;
  /** All copies of one sheet have the same. */
  readonly subject: string;
  readonly copy: number;
  readonly document: PrintedDocument;
  readonly opId: OpId | null;
  readonly printerId: DeviceId;
  readonly templateVersion: number;
  readonly bytesHash: string;
  readonly state: 'queued' | 'printing' | 'printed' | 'print_unknown' | 'print_failed';
  readonly code: string | null;
  readonly detail: string | null;
  readonly at: number;
}

export interface PrintJobStore {
  /** Adds a job, or writes its new state. */
  put(job: StoredPrintJob): void;
  find(jobId: string): StoredPrintJob | null;
  latestOf(subject: string): StoredPrintJob | null;
  /** Queued or printing: after a restart, those that nobody works on any more. */
  open(): readonly StoredPrintJob[];
}

// ---- keys, sender ----------------------------------------------------------------------------------------------

/** Secrets of one gateway. Phone numbers leave it only as hash or cipher text. */
export interface Keyring {
  /** Base64, for kiosks. */
  readonly phoneKey: string;
  readonly sealingKey: string;
  readonly slipKey: string;
  /** HMAC of an E.164 number, as phoneHash. */
  hashPhone(e164: string): string;
  /** HMAC of anything else that is kept only to be compared: codes, proofs, contents. Hexadecimal. */
  digest(purpose: string, text: string): string;
  /** A phone sealed by a kiosk; fault `phone_invalid`. */
  openPhone(sealed: string): Result<string>;
  /** For the member's row; bound to the member, so that rows cannot be swapped. */
  encryptPhone(memberId: MemberId, e164: string): Uint8Array;
  decryptPhone(memberId: MemberId, cipherText: Uint8Array): string;
  signSlip(slip: Slip): string;
  /** Faults `slip_unreadable`, `slip_signature_invalid`. */
  verifySlip(text: string): Result<Slip>;
}

/** Brings a one-time code to a phone. */
export interface CodeSender {
  send(message: CodeMessage): Promise<Result<void>>;
  /** Codes that are shown to staff because nothing sends text messages here; newest first, unexpired. */
  shown(): readonly OneTimeCode[];
  /** Called whenever shown() would answer differently. Answers a function that ends it. */
  onShown(listener: () => void): () => void;
}

export interface CodeMessage {
  readonly codeId: OpId;
  readonly phone: string;
  readonly language: Language;
  readonly code: string;
  readonly expiresAt: number;
}
