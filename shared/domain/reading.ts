/** What devices say, after decoding: one value of one metric of one subject at one time. */
import type { DeviceId } from './ids.ts';

/**
 * What a number means. `period` counts what happened in an interval; `total` only rises, wraps at its width and may
 * reset; `gauge` is a level that holds until the next one; `event` is one occurrence.
 */
export type Semantics = 'period' | 'total' | 'gauge' | 'event';

/** The metrics of this release. A device profile states which it sends, with unit, range and cadence. */
export const metrics = {
  'line.forward': { semantics: 'period', unit: 'crossings' },
  'line.backward': { semantics: 'period', unit: 'crossings' },
  'line.forward.total': { semantics: 'total', unit: 'crossings' },
  'line.backward.total': { semantics: 'total', unit: 'crossings' },
  'line.cross.forward': { semantics: 'event', unit: 'crossings' },
  'line.cross.backward': { semantics: 'event', unit: 'crossings' },
  'zone.people': { semantics: 'gauge', unit: 'people' },
  'bay.occupied': { semantics: 'gauge', unit: 'vehicles' },
  'tag.seen': { semantics: 'event', unit: 'dBm' },
  'battery.percent': { semantics: 'gauge', unit: '%' },
  'battery.volts': { semantics: 'gauge', unit: 'V' },
  'temperature.celsius': { semantics: 'gauge', unit: '°C' },
  'signal.dbm': { semantics: 'gauge', unit: 'dBm' },
  'paper.state': { semantics: 'gauge', unit: '0 out, 1 low, 2 ok' },
  heartbeat: { semantics: 'event', unit: '' },
} as const satisfies Record<string, { readonly semantics: Semantics; readonly unit: string }>;

export type Metric = keyof typeof metrics;

/** Bytes as they arrived, before anybody understood them. */
export interface Frame {
  readonly deviceId: DeviceId;
  /** Which door it came through, for quarantine and for decoders that choose by topic. */
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Epoch milliseconds by the gateway's clock. */
  readonly receivedAt: number;
}

/**
 * One decoded value. Its identity is (device, sourceAt, sequence, metric, channel, tag): receiving it twice stores it once.
 */
export interface Reading {
  readonly deviceId: DeviceId;
  readonly metric: Metric;
  /** The device's own name for what it watches: a geometry id, an antenna port, a bay number; '' for the device itself. */
  readonly channel: string;
  /** Only for `tag.seen`: the keyed hash of the tag, never the tag itself. */
  readonly tag: string;
  readonly value: number;
  /** The device's own time in epoch milliseconds; receivedAt where the device has no clock. For a period: its end. */
  readonly sourceAt: number;
  /** sourceAt corrected by the estimated offset of the device's clock; windows and screens use this one. */
  readonly at: number;
  readonly receivedAt: number;
  /** Length of the interval that a period value counts; 0 for all else. */
  readonly intervalMs: number;
  /** The source's own counter (package id, frame counter, sequence number); null where it has none. */
  readonly sequence: number | null;
  /** Share of the interval that the device itself says it watched, 0 to 1; 1 where it says nothing. */
  readonly coverage: number;
}
