/**
 * PURE: from what a decoder read to what the mall believes: held against the profile's ranges, the site's channels, the
 * device's clock and its sequence. One part of a frame may be refused while the others count.
 */
import type { Decoded, DraftReading, GapFilling, ResumePoint, SequenceGap, Standing } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Frame, Reading } from '#shared/domain/reading.ts';
import type { SiteDevice } from '#shared/domain/site.ts';
import { ArrivalIdentity } from './arrival-identity.ts';
import { DeviceClock } from './device-clock.ts';
import { implausibilityOf, isSequence } from './plausibility.ts';
import { type SequenceStep, SequenceTrack } from './sequence-track.ts';

export interface ValidatorLimits {
  /** How old a reading may be, and how far a clock may be off to be corrected. */
  readonly readingAgeMaxMs: number;
  /** How far in the future a reading may be after correction. */
  readonly readingAheadMaxMs: number;
}

/** What of a frame is believed, and what it showed about the device's sequence. */
export interface Validated {
  readonly readings: readonly Reading[];
  readonly faults: readonly Fault[];
  readonly gaps: readonly SequenceGap[];
  readonly fillings: readonly GapFilling[];
}

/** What is remembered of one device from frame to frame. */
interface DeviceTrack {
  readonly clock: DeviceClock;
  readonly sequence: SequenceTrack | null;
  readonly identity: ArrivalIdentity;
  /** What takeStandings() last told of it. */
  told: Standing | null;
}

/** Remembers each device's clock and sequence; what it learns is stored and comes back with `resume`. */
export class Validator {
  readonly #limits: ValidatorLimits;
  #stood = new Map<DeviceId, ResumePoint>();
  #tracks = new Map<DeviceId, DeviceTrack>();
  readonly #touched = new Set<DeviceId>();

  constructor(limits: ValidatorLimits) {
    this.#limits = limits;
  }

  /** Forgets everything and starts from what is stored: at the start, and after a commit that failed. */
  resume(points: readonly ResumePoint[]): void {
    this.#stood = new Map(points.map((point) => [point.deviceId, point]));
    this.#tracks = new Map();
    this.#touched.clear();
  }

  /** Where each device stands of which something new was learnt since the last call. */
  takeStandings(): readonly Standing[] {
    const standings: Standing[] = [];
    for (const deviceId of this.#touched) {
      const track = this.#tracks.get(deviceId);
      if (track === undefined) continue;
      const furthest = track.sequence?.furthest ?? null;
      const standing = { deviceId, clockOffsetMs: track.clock.offsetMs, furthest };
      if (track.told?.clockOffsetMs === standing.clockOffsetMs && track.told.furthest === furthest) continue;
      track.told = standing;
      standings.push(standing);
    }
    this.#touched.clear();
    return standings;
  }

  /** Estimated device clock minus gateway clock in ms; null where nothing was heard from the device yet. */
  clockOffsetOf(deviceId: DeviceId): number | null {
    return this.#tracks.get(deviceId)?.clock.offsetMs ?? null;
  }

  /** What a decoder read of one frame, in the frame's order. */
  validate(
    frame: Frame,
    device: SiteDevice,
    profile: Profile,
    { readings: drafts, unread = [] }: Pick<Decoded, 'readings' | 'unread'>,
  ): Validated {
    const track = this.#trackOf(device.id, profile);
    this.#touched.add(device.id);
    const newest = newestSourceAt(drafts);
    if (newest !== null) track.clock.observe(newest, frame.receivedAt);

    const readings: Reading[] = [];
    const faults: Fault[] = [];
    const gaps: SequenceGap[] = [];
    const fillings: GapFilling[] = [];
    // Also a message that is refused has come: only what never came is a gap.
    const observe = (sequence: number | null, sourceAt: number, at: number): void => {
      if (sequence === null || track.sequence === null || !isSequence(sequence, profile)) return;
      recordStep(device.id, track.sequence.observe(sequence, sourceAt, at), gaps, fillings);
    };
    for (const draft of drafts) {
      const sourceAt = draft.sourceAt ?? track.identity.sourceAtOf(draft, frame.receivedAt);
      const at = draft.sourceAt === null ? sourceAt : track.clock.correct(sourceAt);
      observe(draft.sequence, sourceAt, at);
      const reason = implausibilityOf(draft, device, profile) ?? this.#untimely(sourceAt, at, frame.receivedAt);
      if (reason !== null) faults.push(reason);
      else readings.push(readingOf(draft, frame, sourceAt, at));
    }
    for (const { sequence, sourceAt } of unread) {
      const time = sourceAt ?? frame.receivedAt;
      observe(sequence, time, sourceAt === null ? time : track.clock.correct(time));
    }
    return { readings, faults, gaps, fillings };
  }

  #untimely(sourceAt: number, at: number, receivedAt: number): Fault | null {
    if (!Number.isSafeInteger(sourceAt)) return fault('payload_field_invalid', `at: ${sourceAt} is no time`);
    const ageMs = receivedAt - at;
    // A source time out of bounds stays out even where the correction would hide it: the day's file is chosen by it.
    const sourceAgeMs = receivedAt - sourceAt;
    const { readingAgeMaxMs, readingAheadMaxMs } = this.#limits;
    if (ageMs > readingAgeMaxMs || sourceAgeMs > 2 * readingAgeMaxMs) {
      return fault('reading_too_old', `at: ${isoOf(sourceAt)} is ${secondsOf(ageMs)} s before it was received`);
    }
    if (-ageMs > readingAheadMaxMs) {
      return fault('reading_in_future', `at: ${isoOf(sourceAt)} is ${secondsOf(-ageMs)} s after it was received`);
    }
    return null;
  }

  #trackOf(deviceId: DeviceId, profile: Profile): DeviceTrack {
    let track = this.#tracks.get(deviceId);
    if (track === undefined) {
      const stood = this.#stood.get(deviceId) ?? null;
      track = {
        clock: new DeviceClock(stood?.clockOffsetMs ?? 0, this.#limits.readingAgeMaxMs),
        sequence:
          profile.sequence.kind === 'rises'
            ? new SequenceTrack(profile.sequence.bits, stood?.furthest ?? null, stood?.openGaps ?? [])
            : null,
        identity: new ArrivalIdentity(stood),
        told: stood,
      };
      this.#tracks.set(deviceId, track);
    }
    return track;
  }
}

function newestSourceAt(drafts: readonly DraftReading[]): number | null {
  let newest: number | null = null;
  for (const { sourceAt } of drafts) {
    if (sourceAt !== null && (newest === null || sourceAt > newest)) newest = sourceAt;
  }
  return newest;
}

function recordStep(deviceId: DeviceId, step: SequenceStep, gaps: SequenceGap[], fillings: GapFilling[]): void {
  if (step.gap !== null) gaps.push({ deviceId, ...step.gap });
  if (step.filling !== null) fillings.push({ deviceId, ...step.filling });
}

function readingOf(draft: DraftReading, frame: Frame, sourceAt: number, at: number): Reading {
  return {
    deviceId: frame.deviceId,
    metric: draft.metric,
    channel: draft.channel,
    tag: draft.tag,
    value: draft.value,
    sourceAt,
    // Nothing is received before it happened; the rest of a clock's error is not worth a window in the future.
    at: Math.min(at, frame.receivedAt),
    receivedAt: frame.receivedAt,
    intervalMs: draft.intervalMs,
    sequence: draft.sequence,
    coverage: draft.coverage,
  };
}

function isoOf(at: number): string {
  return Math.abs(at) <= 8_640_000_000_000_000 ? new Date(at).toISOString() : String(at);
}

function secondsOf(spanMs: number): number {
  return Math.round(spanMs / 1_000);
}
