/** Devices under observation, with a clock that the test turns and a real database for what they are remembered by. */
import type { HealthStore } from '#gateway/ports/health.ts';
import type { DeviceFact, StoredBatch } from '#gateway/ports/sensing.ts';
import { openHealthStore } from '#gateway/store/health.ts';
import type { DeviceId, LevelId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { Site } from '#shared/domain/site.ts';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import { createHealth } from './health.ts';

export const ward = 'device' as DeviceId;
/** 14:00 in Shanghai, in opening hours. */
export const noonAt = Date.parse('2026-11-22T06:00:00Z');

const profile: Profile = {
  id: 'model' as ProfileId,
  vendor: 'Maker',
  model: 'Model',
  class: 'counter',
  decoder: 'native',
  codec: null,
  topics: [],
  pushesHttp: true,
  metrics: {},
  counts: 'period',
  totalWrapsAt: null,
  cadenceMs: 60_000,
  silentAfterMs: 180_000,
  sequence: { kind: 'rises', bits: 16 },
  clock: true,
  battery: true,
};

export function openWard(model: Partial<Profile> = {}, store: HealthStore = openedStore()) {
  let now = noonAt;
  let sequence = 0;
  const name = { 'zh-CN': '设备', en: 'device' };
  const channels = { '1': { line: 'door' }, '2': { zone: 'hall' } };
  const device = { id: ward, profileId: profile.id, name, levelId: '1f' as LevelId, position: [0, 0], channels };
  const calendar = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };
  const site = { devices: [device], calendar } as unknown as Site;
  const profiles = new Map([[profile.id, { ...profile, ...model }]]);
  const clock = { now: () => now };
  const startHealth = () => {
    const started = createHealth({ site, profiles, store, clock });
    started.start();
    return started;
  };
  let health = startHealth();

  const bench = {
    site,
    store,
    clock,
    get health() {
      return health;
    },
    get now() {
      return now;
    },
    /** Lets time pass, judging once a second as the gateway does. */
    pass(ms: number) {
      const until = now + ms;
      while (now < until) {
        now = Math.min(until, now + 1000);
        health.tick(now);
      }
    },
    tick: (): readonly DeviceRow[] => health.tick(now),
    row(): DeviceRow {
      health.tick(now);
      const row = health.row(ward, now);
      if (row === null) throw new Error('the ward is empty');
      return row;
    },
    state: () => {
      const { state, cause } = bench.row();
      return cause === null ? state : `${state}: ${cause}`;
    },
    batch(parts: Partial<StoredBatch>) {
      health.observe({ readings: [], repeats: new Map(), facts: [], rejected: [], gaps: [], fillings: [], ...parts });
    },
    reading(part: Partial<Reading> = {}): Reading {
      const usual = { deviceId: ward, metric: 'line.forward', channel: '1', tag: '', value: sequence % 7 } as const;
      const times = { sourceAt: now, at: now, receivedAt: now, intervalMs: 60_000, sequence: ++sequence, coverage: 1 };
      return { ...usual, ...times, ...part };
    },
    /** A message with one reading. */
    say: (part: Partial<Reading> = {}) => bench.batch({ readings: [bench.reading(part)] }),
    tell: (fact: DeviceFact) => bench.batch({ facts: [{ deviceId: ward, at: now, fact }] }),
    reject(times: number) {
      const fault = { code: 'payload_not_json', detail: 'payload: not JSON' } as const;
      bench.batch({ rejected: Array.from({ length: times }, () => ({ deviceId: ward, at: now, fault })) });
    },
    loseNumbers(count: number) {
      const fromSequence = sequence + 1;
      sequence += count;
      const missing = [[fromSequence, sequence]] as const;
      const gap = { deviceId: ward, fromSequence, toSequence: sequence, fromAt: now, toAt: now, missing };
      bench.batch({ gaps: [gap] });
      return gap;
    },
    /** The program ends and starts again after a while. */
    restart(awayMs: number) {
      health.stop();
      now += awayMs;
      health = startHealth();
    },
  };
  return bench;
}

export function openedStore(): HealthStore {
  const opened = openHealthStore(':memory:');
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}
