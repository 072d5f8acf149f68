import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IntakeBatch, Rejection } from '#gateway/ports/sensing.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { silentLog } from '#shared/node/log.ts';
import { openSqliteReader, openSqliteWriter } from '#shared/node/sqlite.ts';
import { latestLossSql, openLossSql } from './losses.ts';
import { sensingMigrations } from './migrations/sensing.ts';
import { latestQuarantineSql } from './quarantine.ts';
import { quarantineExcerpt } from './quarantine-excerpt.ts';
import { openSensingStore, type SensingStore } from './sensing-store.ts';

const calendar = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };
const limits = {
  quarantineExcerptBytes: 64,
  quarantineRowsPerDeviceMax: 150,
  quarantineAgeMaxMs: 7 * dayMs,
  readingsAgeMaxMs: 90 * dayMs,
  readingAgeMaxMs: dayMs,
};
const deviceId = 'counter-1' as DeviceId;

let now = 0;
let dir = '';
let store: SensingStore;
beforeEach(() => {
  now = Date.parse('2026-11-22T12:00:00+08:00');
  dir = mkdtempSync(join(tmpdir(), 'atrium-sensing-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

function open(): SensingStore {
  const opened = openSensingStore({ dir, calendar, clock: { now: () => now }, log: silentLog, limits });
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}

function commit(batch: Partial<IntakeBatch>): void {
  const stored = store.commit({
    readings: [],
    rejections: [],
    gaps: [],
    fillings: [],
    standings: [],
    at: now,
    ...batch,
  });
  expect(stored.ok).toBe(true);
}

function rejection(text: string): Rejection {
  const frame = { deviceId, topic: 'up', payload: Buffer.from(text), receivedAt: now };
  return { frame, reason: fault('payload_field_invalid', 'value: is missing') };
}

const gap = { deviceId, fromSequence: 5, toSequence: 9, fromAt: 0, toAt: 0, missing: [[5, 9]] } as const;

describe('quarantine', () => {
  test('keeps the frame with the reason, over a restart', () => {
    commit({ rejections: [rejection('{"a":1}')] });
    store.close();
    store = open();
    expect(store.quarantine.latestOf(deviceId, 5)).toEqual([
      {
        id: 1,
        receivedAt: now,
        topic: 'up',
        code: 'payload_field_invalid',
        detail: 'value: is missing',
        sizeBytes: 7,
        excerpt: '{"a":1}',
      },
    ]);
  });

  test('a device that sends only rubbish keeps its newest rows and nobody elses space', () => {
    for (let round = 0; round < 10; round++) commit({ rejections: new Array(100).fill(rejection('x')) });
    const kept = store.quarantine.latestOf(deviceId, 10_000);
    expect(kept.length).toBeLessThanOrEqual(limits.quarantineRowsPerDeviceMax + 101);
    expect(kept[0]?.id).toBe(1_000);
  });

  test('rows go after a week', () => {
    commit({ rejections: [rejection('x')] });
    now += 7 * dayMs + 1;
    store.maintain();
    expect(store.quarantine.latestOf(deviceId, 5)).toEqual([]);
  });
});

describe('what an excerpt leaves out', () => {
  const excerpt = (text: string) => quarantineExcerpt(Buffer.from(text), 2_048);

  test.each([
    ['a picture in base64', `{"x":"${'QUJD'.repeat(50)}"}`, '{"x":"[200 characters of base64 removed]"}'],
    ['a MAC address', 'seen 00:6e:02:AB:cd:ef here', 'seen [MAC removed] here'],
    ['a MAC address by name', '{"macAddress":"006E02ABCDEF"}', '{"macAddress":"[removed]"}'],
    ['a tag', '{"epcHex": "E280116060000204"}', '{"epcHex": "[removed]"}'],
  ])('%s', (_what, text, kept) => {
    expect(excerpt(text)).toBe(kept);
  });

  test('bytes are shown in hexadecimal, pictures not at all', () => {
    expect(quarantineExcerpt(Uint8Array.of(1, 0x75, 0xff), 2_048)).toBe('0175ff');
    expect(quarantineExcerpt(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1), 2_048)).toBe('[picture removed]');
  });

  test('it is cut to its length in bytes', () => {
    expect(Buffer.byteLength(quarantineExcerpt(Buffer.from('年'.repeat(100)), 64))).toBeLessThanOrEqual(66);
  });
});

describe('losses', () => {
  test('a gap seen twice is one row; late numbers fill it, the last one repairs it', () => {
    commit({ gaps: [gap, gap] });
    commit({ gaps: [gap] });
    commit({ fillings: [{ ...gap, missing: [[6, 9]] }] });
    expect(store.losses.latestOf(deviceId, 5)).toMatchObject([
      { fromSequence: 5, toSequence: 9, reason: 'sequence_gap', repairedAt: null },
    ]);
    commit({ fillings: [{ ...gap, missing: [] }], at: now + 7 });
    expect(store.losses.latestOf(deviceId, 5)).toMatchObject([{ repairedAt: now + 7 }]);
  });

  test('open gaps are there after a restart, with what is still missing', () => {
    const recent = { ...gap, fromAt: now - 100, toAt: now - 50 };
    const furthest = { sequence: 10, sourceAt: now - dayMs, at: now };
    commit({
      standings: [{ deviceId, clockOffsetMs: -dayMs, furthest }],
      gaps: [recent],
      fillings: [{ ...recent, missing: [[7, 8]] }],
    });
    store.close();
    store = open();
    expect(store.resumePoints()).toMatchObject([
      {
        deviceId,
        clockOffsetMs: -dayMs,
        furthest,
        openGaps: [{ fromSequence: 5, fromAt: now - 100, missing: [[7, 8]] }],
      },
    ]);
  });
});

test('a day to which nothing can be added any more gets its index by device', async () => {
  const reading = { deviceId, metric: 'heartbeat', channel: '', tag: '', value: 1, receivedAt: now } as const;
  const days = [0, 1, 5].map((day) => ({ ...reading, sourceAt: now - day * dayMs, at: now - day * dayMs }));
  commit({ readings: days.map((day) => ({ ...day, intervalMs: 0, sequence: null, coverage: 1 })) });
  store.maintain();
  const indexesOf = (day: string) => {
    const opened = openSqliteReader(join(dir, 'readings', `${day}.sqlite`));
    if (!opened.ok) throw new Error(opened.fault.detail);
    const rows = opened.value.query<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'index'").all();
    opened.value.close();
    return rows.map(({ name }) => name);
  };
  await expect.poll(() => indexesOf('2026-11-17'), { timeout: 10_000 }).toContain('reading_by_device');
  expect(indexesOf('2026-11-21')).not.toContain('reading_by_device');
  expect(store.readings.latestOf(deviceId, 9)).toHaveLength(3);
});

describe('tag keys', () => {
  test('one a day, the same after a restart, gone when the day is over', () => {
    const key = Buffer.from(store.tagKeys.keyOf('2026-11-22'));
    expect(key).toHaveLength(32);
    store.close();
    store = open();
    expect(Buffer.from(store.tagKeys.keyOf('2026-11-22'))).toEqual(key);
    now += dayMs;
    store.maintain();
    expect(Buffer.from(store.tagKeys.keyOf('2026-11-22'))).not.toEqual(key);
  });
});

test('hot queries use their index', () => {
  const opened = openSqliteWriter({ file: ':memory:', synchronous: 'FULL', migrations: sensingMigrations });
  if (!opened.ok) throw new Error(opened.fault.detail);
  expect(opened.value.planOf(latestQuarantineSql)).toEqual([
    'SEARCH quarantine USING INDEX quarantine_by_device (device_id=?)',
  ]);
  expect(opened.value.planOf(latestLossSql)).toEqual(['SEARCH loss USING INDEX loss_by_device (device_id=?)']);
  expect(opened.value.planOf(openLossSql)[0]).toContain('loss_open');
});
