/** Ground truth as NDJSON: one record a line, described for its readers in docs/simulated-mall.md. */
import { z } from 'zod';

const id = z.string();
const at = z.number();
const count = z.int().min(0);

export const truthRecord = z.discriminatedUnion('kind', [
  /** The program starts; with `resumed` it goes on with the people whom an earlier run left inside. */
  z.object({ kind: z.literal('start'), at, site: id, seed: z.int(), pace: z.number(), resumed: z.boolean() }),
  /** A minute of the wall clock from `at` to `until`; the first and the last of a run are shorter. */
  z.object({
    kind: z.literal('minute'),
    at,
    until: at,
    /** People inside at the end. */
    inside: count,
    /** People by zone at the end. */
    zones: z.record(id, count),
    /** True crossings of the minute, forward and backward; lines without any are left out. */
    lines: z.record(id, z.tuple([count, count])),
    /** Bays with a car at the end. */
    bays: z.array(id),
  }),
  /** History was written: from `at`, where the business day started, to `until`, where it left the mall like this. */
  z.object({
    kind: z.literal('past'),
    at,
    until: at,
    inside: count,
    zones: z.record(id, count),
    bays: z.array(id),
  }),
  z.object({ kind: z.literal('bay'), at, bay: id, occupied: z.boolean() }),
  /** Written when the person has left. */
  z.object({
    kind: z.literal('visit'),
    at,
    enteredAt: at,
    tag: z.string().nullable(),
    path: z.array(z.object({ zone: id, at })),
    shops: z.array(id),
  }),
  z.object({ kind: z.literal('sale'), at, shop: id, amountFen: count, phone: z.string().nullable() }),
  z.object({ kind: z.literal('fault'), at, device: id, fault: z.string(), on: z.boolean() }),
]);

export type TruthRecord = z.infer<typeof truthRecord>;
export type TruthMinute = Extract<TruthRecord, { kind: 'minute' }>;
export type TruthPast = Extract<TruthRecord, { kind: 'past' }>;
