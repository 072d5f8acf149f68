/**
 * What the page may ask of the service, and what the service tells the page: the only words that cross the pipe.
 * Both ends parse what arrives; a page that was tampered with can ask nothing else.
 */
import { z } from 'zod';
import type { Fault } from '#shared/domain/faults.ts';
import { count, deskId, epochMs, language, localText, memberId, opId, problem, sku } from '#shared/wire/fields.ts';
import { consentText, giftView, memberSnapshot, printJob, redemptionView } from '#shared/wire/member-api.ts';

/** A member as the page shows one: the cached snapshot without the hash of the phone. */
export const memberView = memberSnapshot.omit({ phoneHash: true }).extend({
  /** The text of the member's card, `AM1…`. */
  card: z.string(),
  phoneTail: z.string().nullable(),
  /** When the gateway last confirmed these figures. */
  asOf: epochMs,
  /** False where they come from this kiosk's cache because the gateway is away. */
  live: z.boolean(),
  /** True while a one-time code proves the member; only then points are spent. */
  proven: z.boolean(),
});
export type MemberView = z.infer<typeof memberView>;

/** A redemption that the page did not see through: confirmed but never shown, or asked and never answered. */
export const unfinished = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('confirmed'), redemption: redemptionView }),
  z.object({ kind: z.literal('unanswered'), sku, deskId, askedAt: epochMs }),
]);
export type Unfinished = z.infer<typeof unfinished>;

export const identified = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code_sent'), codeId: opId, phoneTail: z.string(), resendAt: epochMs }),
  /** The gateway is away; this is what the kiosk remembers. */
  z.object({ kind: z.literal('remembered'), member: memberView }),
  /** The gateway is away and the kiosk does not know the number. */
  z.object({ kind: z.literal('stranger') }),
]);
export type Identified = z.infer<typeof identified>;

/** What every screen may need to know about the kiosk itself. */
export const kioskStatus = z.object({
  /** When the gateway was last heard, and since when it is silent (null while it answers). */
  link: z.object({ online: z.boolean(), since: epochMs }),
  /** When the cache was last confirmed; null before the first fill: nothing can be done yet. */
  asOf: epochMs.nullable(),
  kiosk: z.object({ id: z.string(), name: localText, siteName: localText }).nullable(),
  timeZone: z.string(),
  consent: z.object({ membership: consentText, marketing: consentText }).nullable(),
  gifts: z.array(giftView),
  /** Operations in the outbox that the gateway has not acknowledged. */
  opsWaiting: count,
});
export type KioskStatus = z.infer<typeof kioskStatus>;

const nothing = z.strictObject({});

export const rpcMethods = {
  status: { params: nothing, result: kioskStatus },
  identify: { params: z.strictObject({ phone: z.string().min(3).max(24), language }), result: identified },
  lookUpCard: { params: z.strictObject({ card: z.string().min(1).max(200) }), result: memberView },
  verifyCode: {
    params: z.strictObject({ codeId: opId, code: z.string().min(4).max(8) }),
    result: z.object({ member: memberView.nullable(), unfinished: unfinished.nullable() }),
  },
  join: {
    params: z.strictObject({
      phone: z.string().min(3).max(24),
      /** The verified code, or null where the gateway was away. */
      codeId: opId.nullable(),
      language,
      consentVersion: z.string(),
      marketing: z.boolean(),
      birthday: z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) }).nullable(),
    }),
    /** Null: durable in the outbox, but the gateway has not applied it yet. */
    result: z.object({ member: memberView.nullable() }),
  },
  redeem: { params: z.strictObject({ memberId, sku, deskId }), result: redemptionView },
  noteRequest: { params: z.strictObject({ memberId, sku, deskId }), result: z.object({ opId }) },
  print: { params: z.strictObject({ opId }), result: printJob },
  printState: { params: z.strictObject({ opId }), result: printJob },
  /** The person has the slip: it is not offered again. */
  slipTaken: { params: z.strictObject({ opId }), result: nothing },
  /** The visit is over: the service forgets its proofs too. */
  endVisit: { params: nothing, result: nothing },
} as const;

export type RpcMethod = keyof typeof rpcMethods;
export type RpcParams<Method extends RpcMethod> = z.infer<(typeof rpcMethods)[Method]['params']>;
export type RpcResult<Method extends RpcMethod> = z.infer<(typeof rpcMethods)[Method]['result']>;

export const rpcCall = z.strictObject({
  id: z.int().min(1),
  method: z.enum(Object.keys(rpcMethods) as [RpcMethod, ...RpcMethod[]]),
  params: z.unknown(),
});
export type RpcCall = z.infer<typeof rpcCall>;

/** What the service says: an answer to a call, or a fact that nobody asked for. */
export const rpcMessage = z.union([
  z.strictObject({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), fault: problem }),
  z.strictObject({ event: z.literal('status'), value: kioskStatus }),
  z.strictObject({ event: z.literal('member'), value: memberView }),
]);
export type RpcMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly fault: Fault }
  | { readonly event: 'status'; readonly value: KioskStatus }
  | { readonly event: 'member'; readonly value: MemberView };

/**
 * All that the two shells must provide. Messages are plain data; order is kept; `close` is heard by both ends.
 * A WebSocket and a MessagePort both fit.
 */
export interface Pipe {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}
