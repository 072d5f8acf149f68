/** What the use cases of the kiosk stand on; the service fills these in, tests and shells never see them. */
import type { DeskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Language } from '#shared/domain/text.ts';
import type {
  CodeProof,
  CodeSent,
  KioskFeed,
  KioskOp,
  MemberSnapshot,
  OpsAnswer,
  PrintJob,
  RedemptionView,
} from '#shared/wire/member-api.ts';

/**
 * The gateway as a kiosk reaches it. Every answer is a Result; `gateway_unreachable` means that nobody knows whether
 * the gateway heard the question.
 */
export interface GatewayLink {
  /** Holds up to waitMs; the signal ends it early with `gateway_unreachable`. */
  feed(after: number, waitMs: number, signal: AbortSignal): Promise<Result<KioskFeed>>;
  sendCode(phone: string, language: Language): Promise<Result<CodeSent>>;
  verifyCode(codeId: OpId, code: string): Promise<Result<CodeProof>>;
  lookup(card: string): Promise<Result<MemberSnapshot>>;
  sendOps(ops: readonly KioskOp[]): Promise<Result<OpsAnswer>>;
  redeem(request: RedeemRequest): Promise<Result<RedemptionView>>;
  print(opId: OpId): Promise<Result<PrintJob>>;
  printState(opId: OpId): Promise<Result<PrintJob>>;
}

export interface RedeemRequest {
  readonly opId: OpId;
  readonly memberId: MemberId;
  readonly proof: string;
  readonly sku: Sku;
  readonly deskId: DeskId;
}

/** What the gateway told last, kept for when it is away. */
export interface MemberCache {
  byPhoneHash(phoneHash: string): MemberSnapshot | null;
  byId(memberId: MemberId): MemberSnapshot | null;
  /** A fresher snapshot than the feed's. Durable when it returns. */
  put(member: MemberSnapshot): void;
}

/** Everything of the feed but members and gifts. */
export type KioskContent = Omit<KioskFeed, 'version' | 'reset' | 'at' | 'members' | 'removed' | 'gifts'>;

/** An operation before it has its place in the outbox. */
export type NewOp = KioskOp extends infer Op ? (Op extends KioskOp ? Omit<Op, 'seq'> : never) : never;

export interface Outbox {
  /** Stores the operation and its outbox row in one transaction and gives it the next number. Durable when it returns. */
  add(op: NewOp): KioskOp;
  /** What is not acknowledged, oldest first, at most `limit`. */
  pending(limit: number): readonly KioskOp[];
  outcomeOf(opId: OpId): OpOutcome | null;
}

export interface OpOutcome {
  readonly outcome: 'applied' | 'rejected';
  readonly code: string | null;
  readonly memberId: MemberId | null;
}

/** Redemptions that this kiosk asked for; what was confirmed survives a crash of page, service and machine. */
export interface RedemptionLog {
  /**
   * The operation for this wish: the one that was asked and never answered if there is one, else a new one.
   * Durable when it returns, so that asking again never spends twice.
   */
  ask(wish: { memberId: MemberId; sku: Sku; deskId: DeskId }, newOpId: OpId, at: number): OpId;
  confirm(redemption: RedemptionView): void;
  /** The gateway refused: the wish is over. */
  refuse(opId: OpId, code: string): void;
  /** The person has the slip. */
  taken(opId: OpId, at: number): void;
  /** The newest redemption of a member that no screen saw through, unless it has expired. */
  unfinished(memberId: MemberId, at: number): UnfinishedRow | null;
}

export type UnfinishedRow =
  | { readonly kind: 'confirmed'; readonly redemption: RedemptionView }
  | { readonly kind: 'unanswered'; readonly sku: Sku; readonly deskId: DeskId; readonly askedAt: number };

/** The arithmetic of secrets, which needs node:crypto and so stays outside of the core. */
export interface Secrets {
  /** E.164, or null where this is no mobile number. */
  normalisePhone(text: string): string | null;
  /** Hexadecimal HMAC under the feed's phoneKey (base64). */
  hashPhone(phoneKey: string, e164: string): string;
  /** Base64; only the gateway opens it. */
  sealPhone(sealingKey: string, e164: string): string;
  /** SHA-256, hexadecimal. */
  digest(text: string): string;
  newOpId(): OpId;
}
