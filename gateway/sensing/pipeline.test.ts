import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Decode, DraftReading, IntakeStore, Standing, StoredBatch } from '#gateway/ports/sensing.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Frame } from '#shared/domain/reading.ts';
import { fail } from '#shared/domain/result.ts';
import { silentLog } from '#shared/node/log.ts';
import { createPipeline, type Pipeline, type PipelineLimits } from './pipeline.ts';

const now = 1_795_000_000_000;
const deviceId = 'counter-1' as DeviceId;
const limits: PipelineLimits = {
  queueFramesMax: 4,
  queueBytesMax: 1_000,
  commitDelayMs: 1,
  commitReadingsMax: 100,
  readingAgeMaxMs: 86_400_000,
  readingAheadMaxMs: 300_000,
};

const known = {
  device: { id: deviceId, channels: { north: { line: 'door-1' } } },
  profile: {
    id: 'counter',
    decoder: 'native',
    metrics: { 'line.cross.forward': { min: 1, max: 9 } },
    sequence: { kind: 'rises', bits: 32 },
  },
} as never;

/** The payload is a sequence number; "bad" is a fault, "bug" is one of ours. */
const decode: Decode = (frame) => {
  const text = Buffer.from(frame.payload).toString();
  if (text === 'bug') throw new TypeError('cannot read properties of undefined');
  if (text === 'bad') return { readings: [], facts: [], faults: [fault('payload_not_json', 'payload: bad')] };
  const draft: DraftReading = {
    metric: 'line.cross.forward',
    channel: 'north',
    tag: '',
    value: 1,
    sourceAt: now + Number(text),
    sequence: Number(text),
    intervalMs: 0,
    coverage: 1,
  };
  return { readings: [draft], facts: [{ kind: 'online', online: true }], faults: [] };
};

interface RecordingStore extends IntakeStore {
  failing: boolean;
  readonly standings: Standing[];
}

/** Remembers what is "on disk" and in which order things happened. */
function recordingStore(events: string[], identities = new Set<number | null>()): RecordingStore {
  return {
    failing: false,
    standings: [],
    commit(batch) {
      if (this.failing) return fail(fault('store_failed', 'disk full'));
      events.push(`commit ${batch.readings.length}+${batch.rejections.length}`);
      this.standings.push(...batch.standings);
      const isNew = batch.readings.map(({ sequence }) => !identities.has(sequence));
      for (const { sequence } of batch.readings) identities.add(sequence);
      return { ok: true, value: isNew };
    },
    resumePoints: () => [],
  };
}

let events: string[];
let batches: StoredBatch[];
let store: RecordingStore;
let pipeline: Pipeline;

function create(changes: Partial<PipelineLimits> = {}): Pipeline {
  return createPipeline({
    directory: { site: {} as never, find: (id) => (id === deviceId ? known : null), findForeign: () => null },
    decoders: { native: decode } as never,
    store,
    hashTag: () => '',
    limits: { ...limits, ...changes },
    clock: { now: () => now },
    log: silentLog,
    onStored: (batch) => batches.push(batch),
  });
}

beforeEach(() => {
  events = [];
  batches = [];
  store = recordingStore(events);
  pipeline = create();
  pipeline.start();
});
afterEach(async () => {
  await pipeline.stop();
});

function frame(payload: string, from: DeviceId = deviceId): Frame {
  return { deviceId: from, topic: 'atrium/demo/counter-1/up', payload: Buffer.from(payload), receivedAt: now };
}

describe('pipeline', () => {
  test('frames that wait together are stored together, and only then acknowledged', async () => {
    const sent = ['1', '2', 'bad'].map((payload) =>
      pipeline.accept(frame(payload)).then((answer) => {
        events.push(`ack ${payload}`);
        return answer;
      }),
    );
    const answers = await Promise.all(sent);
    expect(events).toEqual(['commit 2+1', 'ack 1', 'ack 2', 'ack bad']);
    expect(answers).toEqual([
      { ok: true, value: { stored: 1, repeated: 0, quarantined: 0 } },
      { ok: true, value: { stored: 1, repeated: 0, quarantined: 0 } },
      { ok: true, value: { stored: 0, repeated: 0, quarantined: 1 } },
    ]);
  });

  test('later stages are told what is new, what was repeated, refused and missing', async () => {
    await Promise.all(['1', '1', '4', 'bad'].map((payload) => pipeline.accept(frame(payload))));
    await pipeline.accept(frame('4'));
    await pipeline.accept(frame('2'));
    expect(batches[0]?.readings.map(({ sequence }) => sequence)).toEqual([1, 1, 4]);
    expect(batches[0]).toMatchObject({
      gaps: [{ deviceId, fromSequence: 2, toSequence: 3 }],
      rejected: [{ deviceId, at: now, fault: { code: 'payload_not_json' } }],
    });
    expect(batches[0]?.facts).toHaveLength(3);
    expect(batches[1]).toMatchObject({ readings: [], repeats: new Map([[deviceId, 1]]) });
    expect(batches[2]).toMatchObject({ fillings: [{ deviceId, fromSequence: 2, missing: [[3, 3]] }] });
    // With the readings, and only where something was learnt.
    expect(store.standings).toEqual([
      { deviceId, clockOffsetMs: 0, furthest: { sequence: 4, sourceAt: now + 4, at: now + 4 } },
    ]);
  });

  test('a full queue says so to those who ask, and takes in those who wait', async () => {
    const asked = ['1', '2', '3', '4', '5'].map((payload) => pipeline.accept(frame(payload)));
    const waited = ['6', '7', '8', '9', '10'].map((payload) => pipeline.acceptWhenRoom(frame(payload)));
    expect(pipeline.stats()).toMatchObject({ queueFrames: 4, waitingForRoom: 5 });
    expect(await asked[4]).toMatchObject({ ok: false, fault: { code: 'overloaded' } });
    for (const answer of await Promise.all(waited)) expect(answer.ok).toBe(true);
    expect(pipeline.stats()).toMatchObject({ queueFrames: 0, queueBytes: 0, waitingForRoom: 0, stored: 9 });
  });

  test('a batch is bounded: much waiting work is several commits', async () => {
    pipeline = create({ queueFramesMax: 1_000, commitReadingsMax: 20 });
    await Promise.all(Array.from({ length: 100 }, (_, index) => pipeline.accept(frame(String(index + 1)))));
    expect(events).toEqual(new Array(5).fill('commit 20+0'));
  });

  test('what the door refuses and who is not of this site goes to quarantine', async () => {
    const refused = await pipeline.refuse(frame('1'), fault('topic_invalid', 'topic x'));
    const stranger = await pipeline.accept(frame('1', 'nobody' as DeviceId));
    expect(refused).toMatchObject({ ok: true, value: { stored: 0, quarantined: 1 } });
    expect(stranger).toMatchObject({ ok: true, value: { stored: 0, quarantined: 1 } });
    expect(batches.flatMap(({ rejected }) => rejected.map((one) => one.fault.code))).toEqual([
      'topic_invalid',
      'device_unknown',
    ]);
  });

  test('a decoder that throws costs its frame, not the gateway', async () => {
    expect(await pipeline.accept(frame('bug'))).toMatchObject({ ok: true, value: { quarantined: 1 } });
    expect(batches[0]?.rejected[0]?.fault.detail).toBe('payload: the decoder native failed at it');
  });

  test('nothing is acknowledged that was not stored; what was learnt from it is forgotten', async () => {
    await pipeline.accept(frame('1'));
    store.failing = true;
    expect(await pipeline.accept(frame('4'))).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
    store.failing = false;
    expect(await pipeline.accept(frame('4'))).toMatchObject({ ok: true, value: { stored: 1 } });
    expect(batches).toHaveLength(2);
  });

  test('stopping stores what waits and takes no more', async () => {
    const waiting = pipeline.accept(frame('1'));
    const stopped = pipeline.stop();
    expect(await pipeline.accept(frame('2'))).toMatchObject({ ok: false, fault: { code: 'overloaded' } });
    await stopped;
    expect(await waiting).toMatchObject({ ok: true, value: { stored: 1 } });
    expect(events).toEqual(['commit 1+0']);
  });
});
