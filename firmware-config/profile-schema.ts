/** The shape of profiles/<id>.json: shared/domain/profile.ts says what each field means. */

import { z } from 'zod';
import type { ProfileId } from '#shared/domain/ids.ts';
import { type Metric, metrics } from '#shared/domain/reading.ts';
import { name } from './schema.ts';

const range = z
  .strictObject({ min: z.number(), max: z.number() })
  .refine(({ min, max }) => min <= max, 'min is above max');

const milliseconds = z.int().min(1);

export const profileFile = z
  .strictObject({
    id: name<ProfileId>(),
    vendor: z.string().min(1),
    model: z.string().min(1),
    class: z.enum(['counter', 'reader', 'bay_sensor', 'scanner', 'printer', 'network_server', 'point_of_sale']),
    decoder: z.enum(['native', 'xovis-v5', 'milesight-json', 'chirpstack-v4', 'impinj-r700', 'none']),
    codec: z.enum(['milesight-tlv', 'bosch-tps110']).nullable(),
    topics: z.array(z.string().regex(/^[^#]+(\/#)?$/, 'expected an MQTT filter')),
    pushesHttp: z.boolean(),
    metrics: z.partialRecord(z.enum(Object.keys(metrics) as [Metric, ...Metric[]]), range),
    counts: z.enum(['period', 'event', 'total']).nullable(),
    totalWrapsAt: z.int().min(2).nullable(),
    cadenceMs: milliseconds.nullable(),
    silentAfterMs: milliseconds.nullable(),
    sequence: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('rises'),
        bits: z.union([z.literal(8), z.literal(16), z.literal(32), z.literal(53)]),
      }),
      z.strictObject({ kind: z.literal('none') }),
    ]),
    clock: z.boolean(),
    battery: z.boolean(),
  })
  .refine(({ counts, metrics: sent }) => counts === null || countedMetrics[counts].every((metric) => metric in sent), {
    path: ['counts'],
    message: 'the metrics that it counts by are missing from "metrics"',
  })
  .refine(({ cadenceMs, silentAfterMs }) => cadenceMs === null || silentAfterMs === null || cadenceMs < silentAfterMs, {
    path: ['silentAfterMs'],
    message: 'must be longer than cadenceMs',
  });

const countedMetrics = {
  period: ['line.forward', 'line.backward'],
  event: ['line.cross.forward', 'line.cross.backward'],
  total: ['line.forward.total', 'line.backward.total'],
} as const satisfies Record<string, readonly Metric[]>;
