/**
 * The file to read first. Whatever a device sends, through whichever door, takes this way:
 *
 *   queue (bounded) -> decode -> validate -> store -> commit -> acknowledge -> tell the later stages
 *
 * Doors only enqueue. One loop takes a bounded batch a few milliseconds after its first frame came, so that many frames
 * share one commit, and settles every waiting sender after it: an acknowledgement means that the readings are on
 * disk. A bad frame is a row in quarantine with its reason, as durable as a reading, and acknowledged like one.
 */
import type {
  BrokerIntake,
  Decode,
  Decoded,
  DeviceFact,
  GapFilling,
  IntakeReceipt,
  IntakeStore,
  Rejection,
  SequenceGap,
  StoredBatch,
} from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { DecoderName } from '#shared/domain/profile.ts';
import type { Frame, Reading } from '#shared/domain/reading.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { parseTopic } from '#shared/wire/topics.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { FrameQueue, type QueueLimits, type Waiting } from './frame-queue.ts';
import { Validator, type ValidatorLimits } from './validate/validator.ts';

export interface PipelineLimits extends QueueLimits, ValidatorLimits {
  readonly commitDelayMs: number;
  readonly commitReadingsMax: number;
}

export interface PipelineOptions {
  readonly directory: DeviceDirectory;
  readonly decoders: Readonly<Record<DecoderName, Decode>>;
  readonly store: IntakeStore;
  /** What takes the place of a tag id at a moment (tag-hash.ts). */
  readonly hashTag: (tagId: string, at: number) => string;
  readonly limits: PipelineLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of each commit after it is durable and its senders are acknowledged. */
  readonly onStored: (batch: StoredBatch) => void;
}

export interface PipelineStats {
  readonly queueFrames: number;
  readonly queueBytes: number;
  readonly waitingForRoom: number;
  readonly commits: number;
  readonly stored: number;
  readonly repeated: number;
  readonly quarantined: number;
  readonly commitMsMax: number;
}

export interface Pipeline extends BrokerIntake {
  /** Picks up sequences and clocks where the stored readings end. */
  start(): void;
  /** Takes no more frames, stores those that wait, and resolves when the last sender is settled. */
  stop(): Promise<void>;
  stats(): PipelineStats;
  /** Estimated device clock minus gateway clock in ms; null where nothing was heard since the start. */
  clockOffsetOf(deviceId: DeviceId): number | null;
}

type Answer = Result<IntakeReceipt>;

/** What one frame became. */
interface Outcome {
  readonly waiting: Waiting<Answer>;
  /** Its readings are `count` positions of the batch from `from` on. */
  readonly from: number;
  readonly count: number;
  readonly quarantined: number;
}

interface Batch {
  readonly at: number;
  readonly outcomes: Outcome[];
  readonly readings: Reading[];
  readonly rejections: Rejection[];
  readonly gaps: SequenceGap[];
  readonly fillings: GapFilling[];
  readonly facts: { deviceId: DeviceId; at: number; fact: DeviceFact }[];
}

/** The pipeline of one gateway. It starts no timer before the first frame. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { directory, decoders, store, limits, clock, log } = options;
  const queue = new FrameQueue<Answer>(limits);
  const validator = new Validator(limits);
  const counts = { commits: 0, stored: 0, repeated: 0, quarantined: 0, commitMsMax: 0 };
  let isPassDue = false;
  let stopping: { readonly done: Promise<void>; readonly resolve: () => void } | null = null;

  function schedule(delayMs: number): void {
    if (isPassDue) return;
    isPassDue = true;
    if (delayMs === 0) setImmediate(pass);
    else setTimeout(pass, delayMs);
  }

  function pass(): void {
    isPassDue = false;
    const batch = takeBatch();
    if (batch.outcomes.length > 0) commit(batch);
    if (queue.length > 0) schedule(0);
    else stopping?.resolve();
  }

  function takeBatch(): Batch {
    const batch: Batch = {
      at: clock.now(),
      outcomes: [],
      readings: [],
      rejections: [],
      gaps: [],
      fillings: [],
      facts: [],
    };
    // Frames are taken one by one, because how many readings one holds is known only after decoding it.
    while (batch.readings.length < limits.commitReadingsMax) {
      const taken = queue.take(framesAtOnce);
      if (taken.length === 0) break;
      for (const waiting of taken) read(waiting, batch);
    }
    return batch;
  }

  function read(waiting: Waiting<Answer>, batch: Batch): void {
    const { frame, refusal } = waiting;
    const from = batch.readings.length;
    const faults: Fault[] = [];
    const known = directory.find(frame.deviceId);
    if (refusal !== null) faults.push(refusal);
    else if (known === null) faults.push(fault('device_unknown', `the site has no device ${frame.deviceId}`));
    else {
      const decoded = decode(frame);
      const validated = validator.validate(frame, known.device, known.profile, decoded.readings);
      faults.push(...decoded.faults, ...validated.faults);
      for (const reading of validated.readings) batch.readings.push(reading);
      batch.gaps.push(...validated.gaps);
      batch.fillings.push(...validated.fillings);
      for (const fact of decoded.facts) batch.facts.push({ deviceId: frame.deviceId, at: frame.receivedAt, fact });
    }
    const reason = summaryOf(faults);
    if (reason !== null) batch.rejections.push({ frame, reason });
    batch.outcomes.push({ waiting, from, count: batch.readings.length - from, quarantined: faults.length });
  }

  function decode(frame: Frame): Decoded {
    const known = directory.find(frame.deviceId);
    if (known === null) throw new Error(`decoding a frame of ${frame.deviceId}, which is not of this site`);
    const { device, profile } = known;
    // Our own topics carry our own payload, whatever else the model speaks.
    const decoder = parseTopic(frame.topic) === null ? profile.decoder : 'native';
    try {
      const hashTag = (tagId: string) => options.hashTag(tagId, frame.receivedAt);
      return decoders[decoder](frame, { device, profile, hashTag });
    } catch (error) {
      // A decoder never throws. Should one, a frame that its sender repeats for ever must not keep the gateway down.
      log.error({ deviceId: frame.deviceId, decoder, err: error }, 'a decoder threw');
      const reason = fault('payload_field_invalid', `payload: the decoder ${decoder} failed at it`);
      return { readings: [], facts: [], faults: [reason] };
    }
  }

  function commit(batch: Batch): void {
    const startedAt = performance.now();
    const stored = store.commit(batch);
    counts.commitMsMax = Math.max(counts.commitMsMax, performance.now() - startedAt);
    if (!stored.ok) {
      log.error({ fault: stored.fault, frames: batch.outcomes.length }, 'a batch could not be stored');
      // What was learnt from frames that are not stored is unlearnt: they will come again.
      validator.resume(store.resumePoints());
      for (const { waiting } of batch.outcomes) waiting.settle(stored);
      return;
    }
    counts.commits += 1;
    for (const outcome of batch.outcomes) outcome.waiting.settle(succeed(receiptOf(outcome, stored.value)));
    options.onStored(storedBatchOf(batch, stored.value));
  }

  function receiptOf({ from, count, quarantined }: Outcome, isNew: readonly boolean[]): IntakeReceipt {
    let stored = 0;
    for (let position = from; position < from + count; position++) if (isNew[position]) stored += 1;
    counts.stored += stored;
    counts.repeated += count - stored;
    counts.quarantined += quarantined;
    return { stored, repeated: count - stored, quarantined };
  }

  function waitFor(frame: Frame, refusal: Fault | null, mayWait: boolean): Promise<Answer> {
    if (stopping !== null) return Promise.resolve(fail(fault('overloaded', 'The gateway is stopping.')));
    return new Promise((settle) => {
      const waiting = { frame, refusal, settle };
      if (mayWait) queue.line(waiting);
      else if (!queue.offer(waiting)) settle(fail(fault('overloaded')));
      schedule(limits.commitDelayMs);
    });
  }

  return {
    start() {
      validator.resume(store.resumePoints());
    },
    accept: (frame) => waitFor(frame, null, false),
    acceptWhenRoom: (frame) => waitFor(frame, null, true),
    refuse: (frame, reason) => waitFor(frame, reason, true),
    stop() {
      if (stopping === null) {
        const { promise, resolve } = Promise.withResolvers<void>();
        stopping = { done: promise, resolve };
        schedule(0);
      }
      return stopping.done;
    },
    stats: () => ({ queueFrames: queue.length, queueBytes: queue.bytes, waitingForRoom: queue.outside, ...counts }),
    clockOffsetOf: (deviceId) => validator.clockOffsetOf(deviceId),
  };
}

/** Frames hold up to 500 readings; so few at a time, a batch passes its bound by no more than a frame's worth each. */
const framesAtOnce = 16;

/** One row of quarantine a frame: its first reason, and how many more there are. */
function summaryOf(faults: readonly Fault[]): Fault | null {
  const [first] = faults;
  if (first === undefined || faults.length === 1) return first ?? null;
  return { code: first.code, detail: `${first.detail} (and ${faults.length - 1} more)` };
}

function storedBatchOf(batch: Batch, isNew: readonly boolean[]): StoredBatch {
  const repeats = new Map<DeviceId, number>();
  const readings = batch.readings.filter((reading, position) => {
    if (isNew[position]) return true;
    repeats.set(reading.deviceId, (repeats.get(reading.deviceId) ?? 0) + 1);
    return false;
  });
  const rejected = batch.rejections.map(({ frame, reason }) => ({
    deviceId: frame.deviceId,
    at: frame.receivedAt,
    fault: reason,
  }));
  return { readings, repeats, facts: batch.facts, rejected, gaps: batch.gaps };
}
