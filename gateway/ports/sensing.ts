/** The seams of the sensing wing: what its stages hand each other, and what it stores and shows. */
import type { Fault } from '#shared/domain/faults.ts';
import type { DeviceId, LevelId, ZoneId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Frame, Metric, Reading } from '#shared/domain/reading.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Site, SiteDevice } from '#shared/domain/site.ts';
import type { DeviceList, DevicePage, LossRow, QuarantineRow, ReadingRow } from '#shared/wire/device-api.ts';
import type { FloorState, Footfall, Parking, ZoneHistory } from '#shared/wire/floor-api.ts';
import type { LiveMessage } from '#shared/wire/live.ts';

// ---- who is there ----------------------------------------------------------------------------------------------

/** A device of the site with what its model is. */
export interface KnownDevice {
  readonly device: SiteDevice;
  readonly profile: Profile;
}

/** The devices of a site, found by either of their names. */
export interface DeviceDirectory {
  readonly site: Site;
  find(deviceId: string): KnownDevice | null;
  /** By the name that the device itself uses; case does not matter, since DevEUIs are printed both ways. */
  findForeign(foreignId: string): KnownDevice | null;
}

// ---- decode ----------------------------------------------------------------------------------------------------

/** A value as a decoder read it; not yet held against profile, site and clock. */
export interface DraftReading {
  readonly metric: Metric;
  readonly channel: string;
  readonly tag: string;
  readonly value: number;
  /** Null where the message carries no time. */
  readonly sourceAt: number | null;
  readonly sequence: number | null;
  readonly intervalMs: number;
  readonly coverage: number;
}

/** What a message says about the device itself rather than about the mall. */
export type DeviceFact =
  | { readonly kind: 'firmware'; readonly version: string }
  | { readonly kind: 'online'; readonly online: boolean }
  | { readonly kind: 'device_error'; readonly detail: string };

/** Everything a frame held. A frame may be partly good: its good readings count, each bad part is one fault. */
export interface Decoded {
  readonly readings: readonly DraftReading[];
  readonly facts: readonly DeviceFact[];
  readonly faults: readonly Fault[];
  /** Messages that are not understood but say their number: they came, so they are no gap. */
  readonly unread?: readonly UnreadMessage[];
}

export interface UnreadMessage {
  readonly sequence: number;
  /** Null where the message carries no time, or one that is none. */
  readonly sourceAt: number | null;
}

export interface DecodeContext {
  readonly device: SiteDevice;
  readonly profile: Profile;
  /** Keyed hash of a tag id; the key changes every business day and is never stored beyond it. */
  readonly hashTag: (tagId: string) => string;
}

/** Pure; never throws, whatever the bytes. */
export type Decode = (frame: Frame, context: DecodeContext) => Decoded;

// ---- intake ----------------------------------------------------------------------------------------------------

/** The one way in: MQTT and HTTP push both end here. Resolves when all that the frame held is on disk. */
export interface Intake {
  /**
   * `stored` counts new readings, `repeated` those that were stored before, `quarantined` the bad parts.
   * A fault (`overloaded`, `store_failed`) means that nothing is stored and the sender must try again.
   */
  accept(frame: Frame): Promise<Result<IntakeReceipt>>;
}

/** What the broker needs of the intake beside: it can wait, and it has frames of its own to refuse. */
export interface BrokerIntake extends Intake {
  /** Like accept, but waits for room instead of answering `overloaded`; the caller leaves its socket unread meanwhile. */
  acceptWhenRoom(frame: Frame): Promise<Result<IntakeReceipt>>;
  /** Puts a frame that the door refuses into quarantine, as durably as a reading; waits for room as well. */
  refuse(frame: Frame, reason: Fault): Promise<Result<IntakeReceipt>>;
}

export interface IntakeReceipt {
  readonly stored: number;
  readonly repeated: number;
  readonly quarantined: number;
}

/** A commit, told to the later stages after it is durable. */
export interface StoredBatch {
  /** Only new readings, in the order of storage. */
  readonly readings: readonly Reading[];
  /** Readings that were stored before, by device. */
  readonly repeats: ReadonlyMap<DeviceId, number>;
  readonly facts: readonly { readonly deviceId: DeviceId; readonly at: number; readonly fact: DeviceFact }[];
  readonly rejected: readonly { readonly deviceId: DeviceId; readonly at: number; readonly fault: Fault }[];
  readonly gaps: readonly SequenceGap[];
  /** Gaps of this batch or of earlier ones of which numbers came late, in the order of arrival. */
  readonly fillings: readonly GapFilling[];
}

/** Sequence numbers of one device that did not come when they were due. (deviceId, fromSequence, fromAt) names it. */
export interface SequenceGap {
  readonly deviceId: DeviceId;
  readonly fromSequence: number;
  /** Lower than fromSequence where the device's counter wrapped in between. */
  readonly toSequence: number;
  /** Corrected times of the readings on both sides; never fromAt after toAt, whatever the device's clock did in between. */
  readonly fromAt: number;
  readonly toAt: number;
  /** The same numbers as inclusive ranges, ascending: one, or two where the counter wrapped. */
  readonly missing: readonly (readonly [from: number, to: number])[];
}

/** A gap of which numbers came late: what is still missing, as inclusive ranges; empty when it is repaired. */
export interface GapFilling {
  readonly deviceId: DeviceId;
  readonly fromSequence: number;
  readonly fromAt: number;
  readonly missing: readonly (readonly [from: number, to: number])[];
}

/** A frame, or a part of one, that was refused, and why. */
export interface Rejection {
  readonly frame: Frame;
  readonly reason: Fault;
}

/** What one pass of the pipeline wants on disk before it acknowledges. */
export interface IntakeBatch {
  readonly readings: readonly Reading[];
  readonly rejections: readonly Rejection[];
  readonly gaps: readonly SequenceGap[];
  readonly fillings: readonly GapFilling[];
  /** Of the devices about which the batch taught something. */
  readonly standings: readonly Standing[];
  /** When the batch is stored, by the gateway's clock. */
  readonly at: number;
}

/**
 * What is learnt of a device's clock and sequence. It is stored as it was learnt and not read off the readings: their
 * source times run backwards where a clock was set, so the newest of them need not be the one that came last.
 */
export interface Standing {
  readonly deviceId: DeviceId;
  /** Device clock minus gateway clock in ms; 0 for a clock that is right, or not known to be wrong. */
  readonly clockOffsetMs: number;
  /** The furthest number that came, with the times of its message; null for a device that numbers nothing. */
  readonly furthest: { readonly sequence: number; readonly sourceAt: number; readonly at: number } | null;
}

/** Where a device stood when the gateway last stored something of it. */
export interface ResumePoint extends Standing {
  readonly openGaps: readonly GapFilling[];
}

/** The write side of the stores of readings, quarantine and losses. */
export interface IntakeStore {
  /**
   * Everything in the batch is on disk when this returns; tells for each reading whether it was new.
   * Fault `store_failed`: the batch must be offered again; what of it was stored counts as repeated then.
   */
  commit(batch: IntakeBatch): Result<readonly boolean[]>;
  /** One point a device that was heard in the last two business days before this one, or in this one. */
  resumePoints(): readonly ResumePoint[];
}

// ---- stores ----------------------------------------------------------------------------------------------------

export interface ReadingStore {
  /** All readings of one device in [fromAt, toAt) by corrected time, oldest first. */
  readingsOf(deviceId: DeviceId, fromAt: number, toAt: number): Iterable<Reading>;
  /** All readings in [fromAt, toAt) by corrected time, oldest first: for rebuilding aggregates. */
  readingsBetween(fromAt: number, toAt: number): Iterable<Reading>;
  /** The newest readings of one device, newest first. */
  latestOf(deviceId: DeviceId, limit: number): readonly Reading[];
}

export interface QuarantineStore {
  latestOf(deviceId: DeviceId, limit: number): readonly QuarantineRow[];
}

export interface LossStore {
  latestOf(deviceId: DeviceId, limit: number): readonly LossRow[];
}

// ---- what screens and programs ask for -------------------------------------------------------------------------

export interface FloorReader {
  /** Now where at is null. */
  state(at: number | null): FloorState;
  /** One key frame of shared/wire/heat-frame.ts. */
  heat(levelId: LevelId, at: number | null): Result<Uint8Array>;
  zoneHistory(zoneId: ZoneId, fromAt: number, toAt: number, stepMs: number): Result<ZoneHistory>;
  footfall(): Footfall;
  parking(): Parking;
}

export interface DeviceReader {
  list(): DeviceList;
  page(deviceId: DeviceId): Result<DevicePage>;
  /** For the NDJSON export. */
  readings(deviceId: DeviceId, fromAt: number, toAt: number): Result<Iterable<ReadingRow>>;
}

/** Facts for screens, at most four times a second; a subscriber that is too slow is told to start over. */
export interface LiveFeed {
  subscribe(listener: LiveListener): () => void;
  /** The messages that bring a new screen up to date, without heat. */
  snapshot(): readonly LiveMessage[];
  /** A key frame of one level, for a screen that starts to watch it. */
  heatKeyFrame(levelId: LevelId): Uint8Array;
}

export interface LiveListener {
  message(message: LiveMessage): void;
  /** A frame of heat-frame.ts; deltas follow the key frame that heatKeyFrame gave. */
  heat(levelId: LevelId, frame: Uint8Array): void;
}
