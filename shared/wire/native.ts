/**
 * Atrium's own payload on atrium/<site>/<device>/up: one message object or an array of them (at most 500).
 * docs/devices/native.md shows both with mosquitto_pub.
 */
import { z } from 'zod';
import { type Metric, metrics } from '../domain/reading.ts';
import { count, epochMs } from './fields.ts';

export const batchMessagesMax = 500;

export const nativeMessage = z.strictObject({
  /** Epoch ms by the device's clock; left out by a device without one. For a period value: the end of the interval. */
  at: epochMs.optional(),
  /** Rises by one with each message of this device; lets the gateway see gaps and repeats. */
  sequence: count.optional(),
  metric: z.enum(Object.keys(metrics) as [Metric, ...Metric[]]),
  /** What it watches, as named in the site file; left out for the device itself. */
  channel: z.string().max(64).optional(),
  value: z.number(),
  /** Length of the interval that a period value counts. */
  intervalMs: z.int().min(1).max(86_400_000).optional(),
});
export type NativeMessage = z.infer<typeof nativeMessage>;

export const nativePayload = z.union([nativeMessage, z.array(nativeMessage).min(1).max(batchMessagesMax)]);

/** Retained on …/state; the last will of a device says online: false. */
export const nativeState = z.strictObject({
  online: z.boolean(),
  firmware: z.string().max(64).optional(),
});
