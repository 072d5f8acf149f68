/** The cashier's calls, under /api/v1/desk, with a cashier session bound to a desk. */
import { z } from 'zod';
import { count, deskId, epochMs, localText, opId, sku } from './fields.ts';

/** GET /api/v1/desk */
export const deskView = z
  .object({
    id: deskId,
    name: localText,
    clerk: z.string(),
    signedInAt: epochMs,
    printer: z
      .object({ state: z.enum(['ready', 'paper_low', 'paper_out', 'cover_open', 'error', 'unreachable']), at: epochMs })
      .nullable(),
    handedToday: count,
    /** Gifts that members asked for while the gateway was away: nothing was promised; newest first. */
    requests: z.array(z.object({ opId, at: epochMs, giftName: localText, kioskName: localText })),
    stock: z.array(z.object({ sku, giftName: localText, free: count, reserved: count, handed: count })),
  })
  .meta({ id: 'Desk' });
export type DeskView = z.infer<typeof deskView>;

/** POST /api/v1/desk/verify: the text of a scanned slip, or a typed short code. Changes nothing. */
export const verifyRequest = z.strictObject({ text: z.string().min(1).max(600) });

/** POST /api/v1/desk/redemptions/:opId/hand-over: once; sent again with the same claimId it gives the same answer. */
export const handOverRequest = z.strictObject({ claimId: opId, print: z.boolean() });

/** One answer, in words and colour. `hand_over` is the only one that lets a gift leave the desk. */
export const slipAnswer = z
  .object({
    answer: z.enum([
      'hand_over',
      'handed_now',
      'already_handed',
      'other_desk',
      'expired',
      'cancelled',
      'signature_invalid',
      'unreadable',
      'unknown',
    ]),
    slip: z
      .object({
        opId,
        sku,
        giftName: localText,
        picture: z.string(),
        units: count,
        points: count,
        /** Last four digits of the member's phone. */
        phoneTail: z.string().nullable(),
        deskId,
        deskName: localText,
        issuedAt: epochMs,
        expiresAt: epochMs,
        handed: z.object({ at: epochMs, deskId, deskName: localText, clerk: z.string() }).nullable(),
      })
      .nullable(),
    /** The receipt of the hand-over, where one was asked for. */
    printJobId: z.string().nullable(),
  })
  .meta({ id: 'SlipAnswer' });
export type SlipAnswer = z.infer<typeof slipAnswer>;

/** GET /api/v1/desk/codes: what the development sender sent instead of a text message. Newest first, unexpired. */
export const oneTimeCode = z.object({
  codeId: opId,
  phoneTail: z.string(),
  code: z.string(),
  sentAt: epochMs,
  expiresAt: epochMs,
});
export type OneTimeCode = z.infer<typeof oneTimeCode>;

/** GET /api/v1/desk/print-jobs/:jobId, POST …/again (copy + 1), POST /api/v1/desk/test-page: see printJob in member-api. */
