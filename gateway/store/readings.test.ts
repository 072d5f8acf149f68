import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { Result } from '#shared/domain/result.ts';
import { silentLog } from '#shared/node/log.ts';
import { openSqliteWriter } from '#shared/node/sqlite.ts';
import { closedDayIndex, readingDayMigrations } from './migrations/reading-day.ts';
import { openReadingStore, type WritableReadingStore } from './readings.ts';
import { latestOfDeviceSql, readingsBetweenSql, readingsOfDeviceSql } from './readings-day-reader.ts';
import { insertReadingSql } from './readings-day-writer.ts';

const calendar = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };
const noon = Date.parse('2026-11-22T12:00:00+08:00');
const dayStart = Date.parse('2026-11-22T04:00:00+08:00');

let dir = '';
let store: WritableReadingStore;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'atrium-readings-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

function open(): WritableReadingStore {
  return unwrap(openReadingStore({ dir, calendar, clock: { now: () => noon }, log: silentLog }));
}

function reading(changes: Partial<Omit<Reading, 'deviceId'>> & { deviceId?: string } = {}): Reading {
  const sourceAt = changes.sourceAt ?? noon;
  return {
    metric: 'line.cross.forward',
    channel: 'north',
    tag: '',
    value: 1,
    sourceAt,
    at: sourceAt,
    receivedAt: sourceAt + 40,
    intervalMs: 0,
    sequence: null,
    coverage: 1,
    ...changes,
    deviceId: (changes.deviceId ?? 'counter-1') as DeviceId,
  };
}

describe('readings', () => {
  test('what went in comes out, after a restart as well', () => {
    const readings = [
      reading({ sequence: 0, value: 2.5, coverage: 0.75, intervalMs: 60_000 }),
      reading({
        sourceAt: noon + 1,
        at: noon - 500,
        receivedAt: noon + 9,
        tag: 'ab12',
        metric: 'tag.seen',
        value: -61,
      }),
      reading({ sourceAt: noon + 2, deviceId: 'counter-2', channel: '', sequence: 2 ** 53 - 1 }),
    ];
    expect(unwrap(store.insert(readings))).toEqual([true, true, true]);
    store.close();
    store = open();
    expect([...store.readingsBetween(noon - hourMs, noon + hourMs)]).toEqual([readings[1], readings[0], readings[2]]);
  });

  test('a reading that comes twice is stored once, also within one batch and whatever was learnt since', () => {
    const first = reading({ sequence: 7 });
    expect(unwrap(store.insert([first, { ...first }]))).toEqual([true, false]);
    const again = { ...first, at: noon + 8_000, receivedAt: noon + 60_000 };
    expect(unwrap(store.insert([again, reading({ sequence: 8 })]))).toEqual([false, true]);
    expect([...store.readingsBetween(0, noon + hourMs)]).toHaveLength(2);
  });

  test.each([
    { sourceAt: noon + 1 },
    { deviceId: 'counter-2' },
    { metric: 'line.cross.backward' },
    { channel: 'south' },
    { tag: 'ab' },
    { sequence: 0 },
  ] as const)('%o makes another reading', (change) => {
    expect(unwrap(store.insert([reading(), reading(change)]))).toEqual([true, true]);
  });

  test('a business day has its own file, chosen by the source time', () => {
    store.insert([reading({ sourceAt: dayStart - 1 }), reading({ sourceAt: dayStart }), reading()]);
    expect(files()).toEqual(['2026-11-21.sqlite', '2026-11-22.sqlite']);
  });

  test('spans are of corrected time, over files and far corrections, oldest first', () => {
    const slow = { deviceId: 'slow', sourceAt: dayStart - hourMs, at: dayStart + hourMs };
    const fast = { deviceId: 'fast', sourceAt: dayStart + 2 * hourMs, at: dayStart + 30 * minuteMs };
    store.insert([reading({ sourceAt: dayStart + 45 * minuteMs }), reading(slow), reading(fast), reading()]);
    const span = [...store.readingsBetween(dayStart, dayStart + 2 * hourMs)];
    expect(span.map(({ deviceId }) => deviceId)).toEqual(['fast', 'counter-1', 'slow']);
    expect([...store.readingsBetween(dayStart, dayStart + hourMs)]).toHaveLength(2);
    expect([...store.readingsOf('slow' as DeviceId, dayStart + hourMs, dayStart + hourMs + 1)]).toHaveLength(1);
    expect([...store.readingsOf('slow' as DeviceId, dayStart - 2 * hourMs, dayStart)]).toHaveLength(0);
  });

  test('the latest of a device reach back over days', () => {
    const days = [0, 1, 2].map((day) => reading({ sourceAt: noon - day * 24 * hourMs, value: day + 1 }));
    store.insert([...days, reading({ deviceId: 'counter-2' })]);
    expect(store.latestOf('counter-1' as DeviceId, 2).map(({ value }) => value)).toEqual([1, 2]);
    expect(store.latestOf('counter-1' as DeviceId, 9)).toHaveLength(3);
    expect(store.latestOf('nobody' as DeviceId, 9)).toEqual([]);
  });

  test('what was learnt of a device lies in the day of its arrival, whatever its clock says, and the newest counts', () => {
    const standing = { deviceId: 'slow' as DeviceId, clockOffsetMs: -24 * hourMs, furthest: null };
    const furthest = { sequence: 9, sourceAt: noon - 24 * hourMs, at: noon };
    unwrap(store.insert([], [standing]));
    unwrap(store.insert([reading({ deviceId: 'slow', sourceAt: noon - 24 * hourMs })], [{ ...standing, furthest }]));
    unwrap(store.insert([reading()], [{ ...standing, deviceId: 'counter-1' as DeviceId, clockOffsetMs: 0 }]));
    store.close();
    store = open();
    expect(store.standings(1)).toEqual([
      { deviceId: 'counter-1', clockOffsetMs: 0, furthest: null },
      { ...standing, furthest },
    ]);
    expect(files()).toEqual(['2026-11-21.sqlite', '2026-11-22.sqlite']);
  });

  test('a day of an older version knows nothing of its devices', () => {
    store.close();
    const file = join(dir, '2026-11-22.sqlite');
    unwrap(openSqliteWriter({ file, synchronous: 'FULL', migrations: readingDayMigrations.slice(0, 1) })).close();
    store = open();
    expect(store.standings(1)).toEqual([]);
  });

  test('a day that is too old is deleted with its files', () => {
    store.insert([reading({ sourceAt: noon - 100 * 24 * hourMs }), reading()]);
    expect(store.retire(noon - 90 * 24 * hourMs)).toEqual(['2026-08-14']);
    expect(files()).toEqual(['2026-11-22.sqlite']);
    expect([...store.readingsBetween(0, noon + 1)]).toHaveLength(1);
  });

  test('a damaged day is set aside, and the mall goes on', () => {
    store.insert([reading({ sourceAt: noon - 24 * hourMs })]);
    store.close();
    writeFileSync(join(dir, '2026-11-22.sqlite'), 'torn by a power cut'.repeat(100));
    store = open();
    expect([...store.readingsBetween(0, noon + 1)]).toHaveLength(1);
    expect(unwrap(store.insert([reading()]))).toEqual([true]);
    expect(readdirSync(dir)).toContain(`2026-11-22.sqlite.damaged-${noon}`);
    expect([...store.readingsBetween(0, noon + 1)]).toHaveLength(2);
  });
});

describe('plans of hot queries', () => {
  const plans = (isClosed: boolean) => {
    const migrations = isClosed ? [...readingDayMigrations, closedDayIndex] : readingDayMigrations;
    return unwrap(openSqliteWriter({ file: ':memory:', synchronous: 'FULL', migrations }));
  };

  test('an insert reads nothing but its own key', () => {
    expect(plans(false).planOf(insertReadingSql)).toEqual([]);
  });

  test('a span reads only its part of the day', () => {
    expect(plans(false).planOf(readingsBetweenSql)).toEqual([
      'SEARCH reading USING PRIMARY KEY (source_at>? AND source_at<?)',
      'USE TEMP B-TREE FOR ORDER BY',
    ]);
  });

  test('one device of an open day reads the span, of a closed day its own index', () => {
    expect(plans(false).planOf(readingsOfDeviceSql)[0]).toContain('USING PRIMARY KEY (source_at>? AND source_at<?)');
    expect(plans(true).planOf(readingsOfDeviceSql)[0]).toContain(
      'USING INDEX reading_by_device (device=? AND source_at>? AND source_at<?)',
    );
  });

  test('the latest of a device come without sorting', () => {
    expect(plans(false).planOf(latestOfDeviceSql)).toEqual(['SCAN reading']);
    expect(plans(true).planOf(latestOfDeviceSql)).toEqual(['SEARCH reading USING INDEX reading_by_device (device=?)']);
  });
});

function files(): string[] {
  return readdirSync(dir).filter((file) => file.endsWith('.sqlite'));
}

function unwrap<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.fault.detail);
  return result.value;
}
