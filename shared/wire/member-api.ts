/** Members as kiosks and POS systems see them. Kiosk calls carry the kiosk's Bearer credential. */
import { z } from 'zod';
import { count, deskId, epochMs, language, localText, memberId, opId, shopId, sku, tier } from './fields.ts';

/** What a kiosk may keep of a member: no phone, no name, no history. */
export const memberSnapshot = z
  .object({
    memberId,
    /** HMAC-SHA-256 of the E.164 number under the feed's phoneKey, hexadecimal: how a typed number is looked up. */
    phoneHash: z.string().length(64),
    points: count,
    tier,
    /** Points that expire next, and when. */
    expiring: z.object({ points: count, at: epochMs }).nullable(),
    /** The next tier, the points earned that are missing to it, and all that it asks for (older gateways do not tell). */
    next: z.object({ tier, missing: count, total: count.min(1).optional() }).nullable(),
    coupons: z.array(
      z.object({ id: z.string(), name: localText, expiresAt: epochMs, state: z.enum(['open', 'used', 'expired']) }),
    ),
  })
  .meta({ id: 'MemberSnapshot' });
export type MemberSnapshot = z.infer<typeof memberSnapshot>;

export const giftView = z
  .object({
    sku,
    name: localText,
    description: localText,
    picture: z.string(),
    points: count,
    minimumTier: tier,
    dailyLimit: count.nullable(),
    /** Units free now, by desk. */
    stock: z.array(z.object({ deskId, deskName: localText, free: count })),
  })
  .meta({ id: 'Gift' });
export type GiftView = z.infer<typeof giftView>;

/** The words a member agrees to; its version goes into the consent record. */
export const consentText = z.object({ version: z.string(), text: localText });

/**
 * GET /api/v1/kiosk/feed?after=VERSION&waitMs=0..25000. Answers what changed after a version; holds the answer
 * until something changes or waitMs have passed. `after=0`, or a version the gateway no longer knows, starts anew.
 */
export const kioskFeed = z
  .object({
    version: count,
    /** True when the kiosk must drop its cache first. */
    reset: z.boolean(),
    at: epochMs,
    kiosk: z.object({ id: z.string(), name: localText, siteName: localText }),
    /** Base64 key for phoneHash. */
    phoneKey: z.string(),
    /** Base64 raw X25519 public key: phones of members who join offline are sealed to it (phone-seal.ts). */
    sealingKey: z.string(),
    /** Base64 raw Ed25519 public key of slips. */
    slipKey: z.string(),
    consent: z.object({ membership: consentText, marketing: consentText }),
    /** Only those that changed. */
    members: z.array(memberSnapshot),
    /** Members deleted since; the kiosk erases them. */
    removed: z.array(memberId),
    /** All gifts whenever one changed, else null. */
    gifts: z.array(giftView).nullable(),
    timeZone: z.string(),
  })
  .meta({ id: 'KioskFeed' });
export type KioskFeed = z.infer<typeof kioskFeed>;

/** POST /api/v1/kiosk/codes: send a one-time code to a phone. */
export const codeRequest = z.strictObject({ phone: z.string().min(5).max(24), language });
export const codeSent = z.object({ codeId: opId, expiresAt: epochMs, resendAfterMs: count });
export type CodeSent = z.infer<typeof codeSent>;

/** POST /api/v1/kiosk/codes/:codeId/verify: the proof is valid for ten minutes at this kiosk. */
export const codeCheck = z.strictObject({ code: z.string().min(4).max(8) });
export const codeProof = z.object({
  proof: z.string(),
  expiresAt: epochMs,
  /** The member behind the phone, or null: nobody joined with it yet. */
  member: memberSnapshot.nullable(),
});
export type CodeProof = z.infer<typeof codeProof>;

/** POST /api/v1/kiosk/members/lookup: the fresh state of a member by the code on the member's card. */
export const memberLookup = z.strictObject({ card: z.string().min(1).max(200) });

/** Operations that a kiosk made durable in its outbox and sends until acknowledged. */
export const kioskOp = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('join'),
    opId,
    seq: z.int().min(1),
    at: epochMs,
    /** Base64 of phone-seal.ts: the kiosk cannot read it back. */
    sealedPhone: z.string().max(400),
    phoneHash: z.string().length(64),
    /** From a code that was verified online; null when the gateway was away: then the phone counts as unproven. */
    proof: z.string().nullable(),
    consent: z.strictObject({
      version: z.string(),
      textHash: z.string().length(64),
      language,
      marketing: z.boolean(),
    }),
    birthday: z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) }).nullable(),
  }),
  /** "Request noted": nothing is promised, staff may follow up. */
  z.strictObject({ kind: z.literal('request'), opId, seq: z.int().min(1), at: epochMs, memberId, sku, deskId }),
]);
export type KioskOp = z.infer<typeof kioskOp>;

/** POST /api/v1/kiosk/ops: contiguous from the last acknowledged seq; applied once by opId. */
export const opsRequest = z.strictObject({ ops: z.array(kioskOp).min(1).max(200) });
export const opsAnswer = z.object({
  ackSeq: count,
  results: z.array(
    z.object({
      opId,
      outcome: z.enum(['applied', 'rejected']),
      code: z.string().nullable(),
      memberId: memberId.nullable(),
    }),
  ),
});
export type OpsAnswer = z.infer<typeof opsAnswer>;

/** POST /api/v1/kiosk/redemptions: the online path. Sent again with the same opId it gives the same answer. */
export const redemptionRequest = z.strictObject({ opId, memberId, proof: z.string(), sku, deskId });
export const redemptionView = z
  .object({
    opId,
    state: z.enum(['confirmed', 'handed_over', 'cancelled', 'expired']),
    sku,
    giftName: localText,
    units: count,
    points: count,
    pointsLeft: count,
    deskId,
    deskName: localText,
    issuedAt: epochMs,
    expiresAt: epochMs,
    /** Base45 text of the signed slip: what the QR carries. */
    slip: z.string(),
    /** Eight characters for a desk whose scanner fails, in two groups of four. */
    shortCode: z.string(),
  })
  .meta({ id: 'Redemption' });
export type RedemptionView = z.infer<typeof redemptionView>;

/** POST /api/v1/kiosk/redemptions/:opId/print and GET the same: the slip on the kiosk's printer. */
export const printJob = z
  .object({
    jobId: z.string(),
    state: z.enum(['queued', 'printing', 'printed', 'print_unknown', 'print_failed']),
    copy: count,
    /** Why it failed; null while all is well. */
    code: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'PrintJob' });
export type PrintJob = z.infer<typeof printJob>;

/** POST /api/v1/pos/receipts: a sale; unique by shop, number and business date; sent again it answers the same. */
export const receiptRequest = z.strictObject({
  shopId,
  number: z.string().min(1).max(64),
  at: epochMs,
  /** In fen (1/100 yuan). */
  amountFen: z.int().min(1).max(100_000_000),
  /** The member's card code or phone; left out for a sale without a member. */
  member: z.string().min(1).max(200).optional(),
});
export type ReceiptRequest = z.infer<typeof receiptRequest>;
export const receiptAnswer = z.object({
  points: count,
  balance: count.nullable(),
  /** True when this receipt was known already. */
  repeated: z.boolean(),
  rules: z.array(z.object({ id: z.string(), version: count })),
});
export type ReceiptAnswer = z.infer<typeof receiptAnswer>;
