/** Devices and their health, under /api/v1/devices, to role facilities (and admin, ops to read). */
import { z } from 'zod';
import { count, deviceId, epochMs, levelId, localText, profileId, share } from './fields.ts';

/** The ill first. `unseen` was provisioned and never spoke. */
export const healthState = z.enum(['ill', 'attention', 'unseen', 'well']);
export type HealthState = z.infer<typeof healthState>;

/** Why a device is not well; screens have a sentence and a next step for each. */
export const healthCause = z.enum([
  'silent',
  'offline',
  'stuck',
  'clock_off',
  'payload_rejected',
  'repeating',
  'out_of_order',
  'readings_missing',
  'battery_low',
  'paper_out',
  'paper_low',
  'cover_open',
  'printer_error',
  'printer_unreachable',
]);
export type HealthCause = z.infer<typeof healthCause>;

export const deviceRow = z
  .object({
    deviceId,
    name: localText,
    profileId,
    /** counter, reader, bay_sensor, scanner, printer, network_server, meter */
    class: z.string(),
    vendor: z.string(),
    model: z.string(),
    levelId,
    state: healthState,
    cause: healthCause.nullable(),
    /** One value that belongs to the cause: seconds of clock error, percent of battery, count of rejects; null if none. */
    causeValue: z.number().nullable(),
    since: epochMs,
    lastReadingAt: epochMs.nullable(),
    /** Whether its MQTT session is open; null for devices that push over HTTP or speak through a network server. */
    online: z.boolean().nullable(),
    batteryPercent: z.number().nullable(),
    paper: z.enum(['ok', 'low', 'out']).nullable(),
    firmware: z.string().nullable(),
    /** Share of expected messages of the last hour that arrived. */
    completeness: share,
  })
  .meta({ id: 'Device' });
export type DeviceRow = z.infer<typeof deviceRow>;

/** GET /api/v1/devices */
export const deviceList = z.object({ at: epochMs, devices: z.array(deviceRow) });
export type DeviceList = z.infer<typeof deviceList>;

export const readingRow = z.object({
  metric: z.string(),
  channel: z.string(),
  /** What the channel watches: a line, zone or bay id; '' for the device itself. */
  watches: z.string(),
  value: z.number(),
  unit: z.string(),
  at: epochMs,
  sourceAt: epochMs,
  receivedAt: epochMs,
  sequence: count.nullable(),
});
export type ReadingRow = z.infer<typeof readingRow>;

export const quarantineRow = z.object({
  id: count,
  receivedAt: epochMs,
  topic: z.string(),
  code: z.string(),
  /** Names the field. */
  detail: z.string(),
  sizeBytes: count,
  /** The first 2 KB, as text where it is text, else hexadecimal; images and MAC addresses are stripped. */
  excerpt: z.string(),
});
export type QuarantineRow = z.infer<typeof quarantineRow>;

export const lossRow = z.object({
  id: count,
  /** The sequence numbers that never came, or null where only time is known. */
  fromSequence: count.nullable(),
  toSequence: count.nullable(),
  fromAt: epochMs,
  toAt: epochMs,
  reason: z.enum(['sequence_gap', 'silence', 'rejected', 'shed']),
  repairedAt: epochMs.nullable(),
});
export type LossRow = z.infer<typeof lossRow>;

/** GET /api/v1/devices/:deviceId */
export const devicePage = z
  .object({
    device: deviceRow,
    /** Estimated device clock minus gateway clock; null without a device clock. */
    clockOffsetMs: z.number().nullable(),
    channels: z.array(z.object({ channel: z.string(), watches: z.string() })),
    /** Changes of state, newest first, at most 100. */
    timeline: z.array(
      z.object({ at: epochMs, state: healthState, cause: healthCause.nullable(), causeValue: z.number().nullable() }),
    ),
    /** What the device itself said is wrong with it, in its maker's words; newest first, at most 50. */
    reports: z.array(z.object({ at: epochMs, detail: z.string() })),
    /** Newest first, at most 200. */
    readings: z.array(readingRow),
    quarantine: z.array(quarantineRow),
    losses: z.array(lossRow),
  })
  .meta({ id: 'DevicePage' });
export type DevicePage = z.infer<typeof devicePage>;

/** POST /api/v1/push/:deviceId: the raw body of a device that pushes over HTTP; Basic credentials of the device. */
export const pushAnswer = z.object({ stored: count, quarantined: count });
