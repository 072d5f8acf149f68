/**
 * The live feed: WebSocket /api/v1/live with the session cookie. Text messages are JSON of these shapes;
 * binary messages are heat frames (heat-frame.ts). The first messages after opening are `hello` and full states;
 * after that only what changed. A screen that falls behind is sent fresh full states instead of a backlog.
 */
import { z } from 'zod';
import { oneTimeCode } from './desk-api.ts';
import { deviceRow } from './device-api.ts';
import { epochMs, levelId, share } from './fields.ts';
import { bayState, zoneState } from './floor-api.ts';

/** Sent by a screen: which levels' heat it wants (role ops), and nothing else. */
export const liveRequest = z.strictObject({ type: z.literal('watch'), levels: z.array(levelId).max(8) });
export type LiveRequest = z.infer<typeof liveRequest>;

export const liveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), at: epochMs }),
  /** Every second, so that a screen can say how fresh it is even when nothing moves. */
  z.object({ type: z.literal('beat'), at: epochMs, completeness: share }),
  z.object({ type: z.literal('zones'), at: epochMs, zones: z.array(zoneState) }),
  z.object({ type: z.literal('bays'), at: epochMs, bays: z.array(bayState) }),
  z.object({ type: z.literal('devices'), at: epochMs, devices: z.array(deviceRow) }),
  /** Only to cashier sessions: the codes that the development sender "sent". */
  z.object({ type: z.literal('codes'), at: epochMs, codes: z.array(oneTimeCode) }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
