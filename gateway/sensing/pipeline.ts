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
  DeviceDirectory,
  DeviceFact,
  GapFilling,
  IntakeBatch,
  IntakeReceipt,
  IntakeStore,
  KnownDevice,
  Rejection,
  SequenceGap,
  Standing,
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

type Answer = Result<IntakeReceipt>;

/** What one frame became: its readings are `count` positions of the batch from `from` on. */
interface Outcome {
  readonly waiting: Waiting<Answer>;
  readonly from: number;
  readonly count: number;
  readonly quarantined: number;
}

interface Batch extends IntakeBatch {
  readonly outcomes: Outcome[];
  readonly readings: Reading[];
  readonly rejections: Rejection[];
  readonly gaps: SequenceGap[];
  readonly fillings: GapFilling[];
  standings: readonly Standing[];
  readonly facts: { deviceId: DeviceId; at: number; fact: DeviceFact }[];
}

/** The pipeline of one gateway. It starts no timer before the first frame. */
export function createPipeline(options: PipelineOptions): Pipeline {
  return new Pipeline(options);
}

export class Pipeline implements BrokerIntake {
  readonly #options: PipelineOptions;
  readonly #queue: FrameQueue<Answer>;
  readonly #validator: Validator;
  readonly #counts = { commits: 0, stored: 0, repeated: 0, quarantined: 0, commitMsMax: 0 };
  #isPassDue = false;
  #isStoreFailing = false;
  #stopping: PromiseWithResolvers<void> | null = null;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#queue = new FrameQueue(options.limits);
    this.#validator = new Validator(options.limits);
  }

  /** Picks up sequences and clocks where they stood when the last batch was stored. */
  start(): void {
    this.#validator.resume(this.#options.store.resumePoints());
  }

  /** Takes no more frames, stores those that wait, and resolves when the last sender is settled. */
  stop(): Promise<void> {
    if (this.#stopping === null) {
      this.#stopping = Promise.withResolvers();
      this.#schedule(0);
    }
    return this.#stopping.promise;
  }

  accept(frame: Frame): Promise<Answer> {
    return this.#enqueue(frame, null, (waiting) => {
      if (!this.#queue.offer(waiting)) waiting.settle(fail(fault('overloaded')));
    });
  }

  acceptWhenRoom(frame: Frame): Promise<Answer> {
    return this.#enqueue(frame, null, (waiting) => this.#queue.line(waiting));
  }

  refuse(frame: Frame, reason: Fault): Promise<Answer> {
    return this.#enqueue(frame, reason, (waiting) => this.#queue.line(waiting));
  }

  stats(): PipelineStats {
    const { length: queueFrames, bytes: queueBytes, outside: waitingForRoom } = this.#queue;
    return { queueFrames, queueBytes, waitingForRoom, ...this.#counts };
  }

  /** Estimated device clock minus gateway clock in ms; null where nothing was heard since the start. */
  clockOffsetOf(deviceId: DeviceId): number | null {
    return this.#validator.clockOffsetOf(deviceId);
  }

  #enqueue(frame: Frame, refusal: Fault | null, put: (waiting: Waiting<Answer>) => void): Promise<Answer> {
    if (this.#stopping !== null) return Promise.resolve(fail(fault('overloaded', 'The gateway is stopping.')));
    const { promise, resolve: settle } = Promise.withResolvers<Answer>();
    put({ frame, refusal, settle });
    this.#schedule(this.#options.limits.commitDelayMs);
    return promise;
  }

  #schedule(delayMs: number): void {
    if (this.#isPassDue) return;
    this.#isPassDue = true;
    // Senders of a batch that failed come back at once; a full disk does not.
    const waitMs = this.#isStoreFailing ? pauseAfterFailureMs : delayMs;
    if (waitMs === 0) setImmediate(() => this.#pass());
    else setTimeout(() => this.#pass(), waitMs);
  }

  #pass(): void {
    this.#isPassDue = false;
    const batch = this.#takeBatch();
    if (batch.outcomes.length > 0) this.#commit(batch);
    if (this.#queue.length > 0) this.#schedule(0);
    else this.#stopping?.resolve();
  }

  #takeBatch(): Batch {
    const batch: Batch = {
      at: this.#options.clock.now(),
      outcomes: [],
      readings: [],
      rejections: [],
      gaps: [],
      fillings: [],
      standings: [],
      facts: [],
    };
    // Bounded by frames as well: such as hold no readings are decoded and answered too.
    const { commitReadingsMax } = this.#options.limits;
    while (batch.readings.length < commitReadingsMax && batch.outcomes.length < commitReadingsMax) {
      const waiting = this.#queue.take();
      if (waiting === null) break;
      this.#read(waiting, batch);
    }
    batch.standings = this.#validator.takeStandings();
    return batch;
  }

  #read(waiting: Waiting<Answer>, batch: Batch): void {
    const { frame, refusal } = waiting;
    const from = batch.readings.length;
    const known = this.#options.directory.find(frame.deviceId);
    let faults: readonly Fault[];
    if (refusal !== null) faults = [refusal];
    else if (known === null) faults = [fault('device_unknown', `the site has no device ${frame.deviceId}`)];
    else faults = this.#understand(frame, known, batch);
    const reason = summaryOf(faults);
    if (reason !== null) batch.rejections.push({ frame, reason });
    batch.outcomes.push({ waiting, from, count: batch.readings.length - from, quarantined: faults.length });
  }

  /** Adds to the batch what a frame says; answers what of it is not believed. */
  #understand(frame: Frame, known: KnownDevice, batch: Batch): readonly Fault[] {
    const decoded = this.#decode(frame, known);
    const validated = this.#validator.validate(frame, known.device, known.profile, decoded);
    for (const reading of validated.readings) batch.readings.push(reading);
    for (const gap of validated.gaps) batch.gaps.push(gap);
    for (const filling of validated.fillings) batch.fillings.push(filling);
    for (const fact of decoded.facts) batch.facts.push({ deviceId: frame.deviceId, at: frame.receivedAt, fact });
    return [...decoded.faults, ...validated.faults];
  }

  #decode(frame: Frame, { device, profile }: KnownDevice): Decoded {
    // Our own topics carry our own payload, whatever else the model speaks.
    const isForeign = profile.decoder !== 'native' && parseTopic(frame.topic) === null;
    const decoder = isForeign ? profile.decoder : 'native';
    try {
      const hashTag = (tagId: string) => this.#options.hashTag(tagId, frame.receivedAt);
      return this.#options.decoders[decoder](frame, { device, profile, hashTag });
    } catch (error) {
      // A decoder never throws. Should one, a frame that its sender repeats for ever must not keep the gateway down.
      this.#options.log.error({ deviceId: frame.deviceId, decoder, err: error }, 'a decoder threw');
      const reason = fault('payload_field_invalid', `payload: the decoder ${decoder} failed at it`);
      return { readings: [], facts: [], faults: [reason] };
    }
  }

  #commit(batch: Batch): void {
    const { store, log, onStored } = this.#options;
    const startedAt = performance.now();
    const stored = store.commit(batch);
    this.#counts.commitMsMax = Math.max(this.#counts.commitMsMax, performance.now() - startedAt);
    this.#isStoreFailing = !stored.ok;
    if (!stored.ok) {
      log.error({ fault: stored.fault, frames: batch.outcomes.length }, 'a batch could not be stored');
      // What was learnt from frames that are not stored is unlearnt: they will come again.
      this.#validator.resume(store.resumePoints());
      for (const { waiting } of batch.outcomes) waiting.settle(stored);
      return;
    }
    this.#counts.commits += 1;
    for (const outcome of batch.outcomes) outcome.waiting.settle(succeed(this.#receiptOf(outcome, stored.value)));
    onStored(storedBatchOf(batch, stored.value));
  }

  #receiptOf({ from, count, quarantined }: Outcome, isNew: readonly boolean[]): IntakeReceipt {
    let stored = 0;
    for (let position = from; position < from + count; position++) if (isNew[position]) stored += 1;
    this.#counts.stored += stored;
    this.#counts.repeated += count - stored;
    this.#counts.quarantined += quarantined;
    return { stored, repeated: count - stored, quarantined };
  }
}

const pauseAfterFailureMs = 1_000;

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
  return { readings, repeats, facts: batch.facts, rejected, gaps: batch.gaps, fillings: batch.fillings };
}
