import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveListener, StoredBatch } from '#gateway/ports/sensing.ts';
import { openReadingStore, type WritableReadingStore } from '#gateway/store/readings.ts';
import { openWindows, type Windows } from '#gateway/store/windows.ts';
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { LevelId, LineId, ZoneId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { minuteOf } from '#shared/domain/window.ts';
import type { ZoneState } from '#shared/wire/floor-api.ts';
import { applyFrame, type HeatPicture } from '#shared/wire/heat-frame.ts';
import type { ImportedMinute } from '#shared/wire/imported-minute.ts';
import type { LiveMessage } from '#shared/wire/live.ts';
import { berlin, entering, leaving, reading, shanghai, smallMall } from './aggregate/small-mall.fixture.ts';
import { createFloor, type Floor } from './floor.ts';
import type { HeatField } from './floor-heat.ts';
import { importWindows } from './import-windows.ts';

const noon = Date.parse('2026-11-22T12:00:00+08:00');
const day = 24 * hourMs;
const hall = 'hall' as ZoneId;
const ground = '1f' as LevelId;

/** Two cells: people in the hall, and crossings of the door. */
const field: HeatField = {
  grid: { columns: 2, rows: 1 },
  render: (people, activity) => Uint8Array.of(people.get(hall) ?? 0, activity.get('door' as LineId) ?? 0),
};

let folder: string;
let readings: WritableReadingStore;
let windowStore: Windows;
let now: number;
let floor: Floor;
let mall = smallMall();
const clock = { now: () => now };

function open(calendar = shanghai): void {
  mall = smallMall(calendar);
  const opened = openReadingStore({ dir: join(folder, 'readings'), calendar, clock, log: pino({ enabled: false }) });
  const windows = openWindows(join(folder, 'windows.sqlite'));
  if (!opened.ok || !windows.ok) throw new Error('a store does not open');
  readings = opened.value;
  windowStore = windows.value;
  floor = createFloor({
    ...mall,
    windowStore,
    readings,
    clock,
    heatFields: new Map(mall.site.levels.map((level) => [level.id, field])),
  });
  floor.start();
}

function close(): void {
  floor.stop();
  windowStore.close();
  readings.close();
}

function restart(calendar = shanghai): void {
  close();
  open(calendar);
}

/** What the pipeline does: store, then tell what was new. */
function store(...batch: Reading[]): void {
  const isNew = readings.insert(batch);
  if (!isNew.ok) throw new Error(isNew.fault.detail);
  const stored: StoredBatch = {
    readings: batch.filter((_, index) => isNew.value[index]),
    repeats: new Map(),
    facts: [],
    rejected: [],
    gaps: [],
  };
  floor.observe(stored);
}

function at(moment: number): void {
  now = moment;
  floor.tick(now);
}

function zoneAt(zoneId: ZoneId, moment: number | null): ZoneState | undefined {
  return floor.reader.state(moment).zones.find((zone) => zone.zoneId === zoneId);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atrium-floor-'));
  now = noon;
  open();
});

afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

describe('live', () => {
  function listen(): { messages: LiveMessage[]; frames: Uint8Array[]; leave: () => void } {
    const messages: LiveMessage[] = [];
    const frames: Uint8Array[] = [];
    const listener: LiveListener = {
      message: (message) => messages.push(message),
      heat: (_, frame) => frames.push(frame),
    };
    return { messages, frames, leave: floor.live.subscribe(listener) };
  }

  test('a crossing is told at the next step, and only the zones that it changed', () => {
    at(noon);
    const { messages } = listen();
    store(entering(noon + 100));
    at(noon + 250);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ type: 'zones', zones: [{ zoneId: 'hall', people: 1 }] });
    at(noon + 500);
    expect(messages).toHaveLength(1);
  });

  test('a beat comes every second', () => {
    const { messages } = listen();
    for (let ms = 0; ms <= 3_000; ms += 250) at(noon + ms);
    expect(messages.filter((message) => message.type === 'beat').map((beat) => beat.at - noon)).toEqual([
      0, 1_000, 2_000, 3_000,
    ]);
  });

  test('heat is sent for watched levels: a key frame, then what changed since', () => {
    at(noon);
    const { frames, leave } = listen();
    store(entering(noon));
    at(noon + 250);
    expect(frames).toEqual([]);
    let picture: HeatPicture | null = applyFrame(null, floor.live.heatKeyFrame(ground));
    expect(picture?.cells).toEqual(Uint8Array.of(1, 1));
    store(entering(noon + 300), leaving(noon + 310), leaving(noon + 320));
    at(noon + 500);
    at(noon + 750);
    expect(frames).toHaveLength(1);
    picture = applyFrame(picture, frames[0] ?? new Uint8Array());
    expect(picture?.cells).toEqual(Uint8Array.of(0, 4));
    // The warmth of the line goes after five minutes, though nobody crosses.
    at(noon + 6 * minuteMs);
    picture = applyFrame(picture, frames[1] ?? new Uint8Array());
    expect(picture?.cells).toEqual(Uint8Array.of(0, 0));
    leave();
    store(entering(now));
    at(now + 250);
    expect(frames).toHaveLength(2);
  });

  test('bays are told once when they change', () => {
    at(noon);
    const { messages } = listen();
    const says = (moment: number, value: number): Reading => reading('eye', '1', 'bay.occupied', value, moment);
    store(says(noon + 10, 1));
    at(noon + 250);
    store(says(noon + 260, 1));
    at(noon + 500);
    const told = messages.filter((message) => message.type === 'bays');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ bays: [{ bayId: 'bay-1', occupied: true, since: noon + 10 }] });
    expect(floor.reader.parking().zones).toEqual([{ zoneId: 'wing', bays: 2, occupied: 1, unknown: 1 }]);
  });

  test('a silent counter makes its zones blind, until it speaks again', () => {
    store(entering(noon));
    at(noon + 3 * minuteMs);
    expect(zoneAt(hall, null)?.blind).toEqual([]);
    at(noon + 3 * minuteMs + 1_000);
    // The others never spoke at all.
    expect(zoneAt(hall, null)?.blind).toEqual([
      { deviceId: 'counter-door', since: noon },
      { deviceId: 'counter-pass', since: null },
      { deviceId: 'counter-escalator', since: null },
    ]);
    store(entering(now));
    expect(zoneAt(hall, null)?.blind.map((each) => each.deviceId)).not.toContain('counter-door');
  });

  test('a new screen gets everything', () => {
    store(entering(noon));
    expect(floor.live.snapshot().map((message) => message.type)).toEqual(['beat', 'zones', 'bays']);
  });
});

describe('the past', () => {
  test('is shown as of a minute, with the trend of then, for 24 hours', () => {
    store(entering(noon), entering(noon + 20 * minuteMs), reading('reader', '1', 'tag.seen', -50, noon, { tag: 'a' }));
    at(noon + hourMs);
    expect(zoneAt(hall, null)).toMatchObject({ people: 2, trend: 0, tagsPresent: 0 });
    expect(zoneAt(hall, noon + 20 * minuteMs)).toMatchObject({ people: 2, trend: 1 });
    expect(zoneAt(hall, noon)).toMatchObject({ people: 1, trend: null, tagsPresent: 1 });
    // A message vouches for the minute before it: the hall was known, and empty.
    expect(zoneAt(hall, noon - minuteMs)).toMatchObject({ people: 0 });
    expect(zoneAt(hall, noon - 2 * minuteMs)).toMatchObject({ people: null });
    expect(zoneAt(hall, noon + 30 * minuteMs)?.blind[0]).toEqual({
      deviceId: 'counter-door',
      since: noon + 21 * minuteMs,
    });
    expect(floor.reader.state(noon - 7 * day)).toMatchObject({ at: now - day, live: false });
    expect(floor.reader.state(now + hourMs)).toMatchObject({ at: now, live: true });
  });

  test('has a heat picture of its own', () => {
    store(entering(noon), entering(noon + 20 * minuteMs));
    at(noon + hourMs);
    const past = floor.reader.heat(ground, noon);
    expect(past.ok && applyFrame(null, past.value)).toMatchObject({ at: noon, cells: Uint8Array.of(1, 1) });
    expect(floor.reader.heat('9f' as LevelId, null)).toMatchObject({ fault: { code: 'level_unknown' } });
  });
});

describe('zone history', () => {
  const history = (from: number, to: number, stepMs = minuteMs) => {
    const answer = floor.reader.zoneHistory(hall, from, to, stepMs);
    if (!answer.ok) throw new Error(answer.fault.detail);
    return answer.value.points;
  };

  test('joins stored windows and open minutes, in steps of any length', () => {
    for (let minute = 0; minute < 20; minute += 1) store(entering(noon + minute * minuteMs));
    at(noon + 20 * minuteMs);
    expect(history(noon, now).map((point) => point.people)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const five = history(noon, now + hourMs, 5 * minuteMs);
    expect(five.map((point) => [point.people, point.entered])).toEqual([
      [5, 5],
      [10, 5],
      [15, 5],
      [20, 5],
      // The minute that has begun; later ones are left out.
      [20, 0],
    ]);
    // One of the hall's three lines is heard.
    expect(five[0]?.completeness).toBeCloseTo(1 / 3);
  });

  test('says how often late data changed what was shown', () => {
    store(entering(noon));
    at(noon + 10 * minuteMs);
    expect(history(noon, noon + minuteMs)).toMatchObject([{ people: 1, revision: 0 }]);
    store(entering(noon + 30_000, { receivedAt: now }), entering(noon + 31_000, { receivedAt: now }));
    expect(history(noon, noon + minuteMs)).toMatchObject([{ people: 3, entered: 3, revision: 1 }]);
    expect(history(now - minuteMs, now)).toMatchObject([{ people: 3, revision: 0 }]);
  });

  test('refuses what it cannot answer', () => {
    const ask = (zoneId: string, from: number, to: number, stepMs: number) => {
      const answer = floor.reader.zoneHistory(zoneId as ZoneId, from, to, stepMs);
      return answer.ok ? 'ok' : answer.fault.code;
    };
    expect(ask('attic', noon - hourMs, noon, minuteMs)).toBe('zone_unknown');
    expect(ask('hall', noon, noon - hourMs, minuteMs)).toBe('request_invalid');
    expect(ask('hall', noon - hourMs, noon, 90_000)).toBe('request_invalid');
    expect(ask('hall', noon - 1_501 * minuteMs, noon, minuteMs)).toBe('request_invalid');
    expect(ask('hall', noon - 1_500 * minuteMs, noon, minuteMs)).toBe('ok');
  });
});

describe('a restart', () => {
  function everything(): unknown {
    const points = floor.reader.zoneHistory(hall, noon - hourMs, now, minuteMs);
    // Silence is judged anew: nobody was there to listen.
    const state = floor.reader.state(null);
    const zones = state.zones.map((zone) => ({ ...zone, blind: [] }));
    return { state: { ...state, zones }, footfall: floor.reader.footfall(), points };
  }

  test('shows what was shown before, without a revision', () => {
    store(entering(noon), leaving(noon + 3 * minuteMs), entering(noon + 8 * minuteMs), entering(noon + 29 * minuteMs));
    store(reading('counter-pass', 'a', 'line.forward', 3, noon + 12 * minuteMs, { intervalMs: 60_000 }));
    store(
      reading('counter-escalator', 'a', 'line.forward.total', 10, noon),
      reading('eye', '2', 'bay.occupied', 1, noon),
    );
    store(reading('counter-escalator', 'a', 'line.forward.total', 11, noon + 29 * minuteMs));
    at(noon + 30 * minuteMs);
    store(entering(noon + minuteMs, { receivedAt: now }));
    const before = everything();
    restart();
    expect(everything()).toEqual(before);
  });

  test('without windows makes them again from readings', () => {
    store(entering(noon), entering(noon + 30_000));
    at(noon + 10 * minuteMs);
    const before = everything();
    close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `windows.sqlite${end}`), { force: true });
    open();
    expect(everything()).toEqual(before);
  });

  test('after days of standstill finishes the days that were open', () => {
    store(entering(noon), entering(noon + 10 * minuteMs));
    close();
    // The last minutes were open when the gateway stopped: the store has never seen them.
    now = noon + 7 * day;
    open();
    expect(floor.reader.footfall().lastWeek).toMatchObject({ known: true, total: 2 });
    expect(windowStore.sealedThrough()).toBe('2026-11-27');
  });

  test('knows the cars that stood there before', () => {
    store(reading('eye', '1', 'bay.occupied', 1, noon));
    at(noon + 3 * day);
    at(noon + 6 * day);
    restart();
    expect(floor.reader.state(null).bays[0]).toEqual({ bayId: 'bay-1', occupied: true, since: noon });
  });
});

describe('footfall', () => {
  const openingAt = Date.parse('2026-11-22T10:00:00+08:00');

  function minutes(from: number, count: number, forward: number): ImportedMinute[] {
    return Array.from({ length: count }, (_, index) => ({
      line: 'door' as LineId,
      at: from + index * minuteMs,
      forward,
      backward: 0,
    }));
  }

  function bringIn(rows: Iterable<ImportedMinute>): unknown {
    return importWindows({ ...mall, windowStore, now }, rows);
  }

  test('compares today with days that were imported or measured', () => {
    expect(bringIn(minutes(openingAt - 7 * day, 12 * 60, 1))).toEqual({
      ok: true,
      value: { minutes: 720, days: ['2026-11-15'] },
    });
    store(entering(noon - minuteMs), entering(noon), leaving(noon));
    const { today, yesterday, lastWeek } = floor.reader.footfall();
    expect(today).toMatchObject({ day: '2026-11-22', known: true, soFar: 2, total: 2 });
    expect(yesterday).toMatchObject({ known: false, total: 0 });
    // 10:00 up to and including the minute of 12:00.
    expect(lastWeek).toMatchObject({ day: '2026-11-15', known: true, soFar: 121, total: 720, completeness: 1 });
    const quarter = lastWeek.quarters.find((each) => each.at === openingAt - 7 * day);
    expect(quarter).toEqual({ at: openingAt - 7 * day, entered: 15, completeness: 1 });
    expect(lastWeek.quarters).toHaveLength(96);
    expect(today.quarters.at(-1)).toMatchObject({ at: noon, entered: 1 });
  });

  test('counts a day on when it has ended, and starts the next with nobody', () => {
    store(entering(noon), entering(noon + 9 * hourMs, { receivedAt: noon + 9 * hourMs }));
    at(Date.parse('2026-11-23T05:00:00+08:00'));
    expect(floor.reader.footfall()).toMatchObject({ today: { total: 0 }, yesterday: { total: 2, soFar: 0 } });
    expect(zoneAt(hall, null)?.people).toBeNull();
  });

  test('imported minutes of today stand at the next start, and devices do not add to them', () => {
    bringIn(minutes(noon - 10 * minuteMs, 10, 2));
    store(entering(noon - 5 * minuteMs), entering(noon));
    restart();
    expect(floor.reader.footfall().today.total).toBe(21);
    expect(zoneAt(hall, null)?.people).toBe(21);
    const history = floor.reader.zoneHistory(hall, noon - 10 * minuteMs, noon, minuteMs);
    expect(history.ok && history.value.points.map((point) => point.people)).toEqual([
      2, 4, 6, 8, 10, 12, 14, 16, 18, 20,
    ]);
  });

  test('takes no history that is not over, or of a line that is not there', () => {
    expect(bringIn(minutes(noon, 1, 1))).toMatchObject({ fault: { detail: 'row 1: at: this minute is not over yet' } });
    const [row] = minutes(noon - hourMs, 1, 1);
    expect(bringIn([{ ...row, line: 'gate' } as ImportedMinute])).toMatchObject({
      fault: { code: 'request_invalid', detail: 'row 1: line: the site has no line "gate"' },
    });
    expect(windowStore.isEmpty()).toBe(true);
  });

  test('compares by the clock on the wall when clocks change in between', () => {
    // In Berlin the night to 25 October has an hour more: 12:00 is 25 hours after 12:00 of the day before.
    now = Date.parse('2026-10-25T12:00:00+01:00');
    restart(berlin);
    const from = Date.parse('2026-10-24T10:00:00+02:00');
    bringIn(minutes(from, 12 * 60, 1));
    restart(berlin);
    expect(floor.reader.footfall().yesterday).toMatchObject({ soFar: 121, total: 720 });
    expect(floor.reader.footfall().yesterday.quarters).toHaveLength(100);
    expect(minuteOf(now) * minuteMs).toBe(now);
  });
});
