import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveListener } from '#gateway/ports/sensing.ts';
import { dayMs, hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { LevelId, ZoneId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { minuteOf } from '#shared/domain/window.ts';
import { applyFrame, type HeatPicture } from '#shared/wire/heat-frame.ts';
import type { LiveMessage } from '#shared/wire/live.ts';
import { entering, leaving, reading } from './aggregate/small-mall.fixture.ts';
import { ground, hall, noon, SmallFloor } from './small-floor.fixture.ts';

let small: SmallFloor;

beforeEach(() => {
  small = new SmallFloor();
  small.start();
});

afterEach(() => small.end());

describe('live', () => {
  function listen(): { messages: LiveMessage[]; frames: Uint8Array[]; leave: () => void } {
    const messages: LiveMessage[] = [];
    const frames: Uint8Array[] = [];
    const listener: LiveListener = {
      message: (message) => messages.push(message),
      heat: (_, frame) => frames.push(frame),
    };
    return { messages, frames, leave: small.floor.live.subscribe(listener) };
  }

  test('a crossing is told at the next step, and only the zones that it changed', () => {
    small.at(noon);
    const { messages } = listen();
    small.store(entering(noon + 100));
    small.at(noon + 250);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ type: 'zones', zones: [{ zoneId: 'hall', people: 1 }] });
    small.at(noon + 500);
    expect(messages).toHaveLength(1);
  });

  test('a beat comes every second', () => {
    const { messages } = listen();
    for (let ms = 0; ms <= 3_000; ms += 250) small.at(noon + ms);
    expect(messages.filter((message) => message.type === 'beat').map((beat) => beat.at - noon)).toEqual([
      0, 1_000, 2_000, 3_000,
    ]);
  });

  test('heat is sent for watched levels: a key frame, then what changed since', () => {
    small.at(noon);
    const { frames, leave } = listen();
    small.store(entering(noon));
    small.at(noon + 250);
    expect(frames).toEqual([]);
    let picture: HeatPicture | null = applyFrame(null, small.floor.live.heatKeyFrame(ground));
    expect(picture?.cells).toEqual(Uint8Array.of(1, 1));
    small.store(entering(noon + 300), leaving(noon + 310), leaving(noon + 320));
    small.at(noon + 500);
    small.at(noon + 750);
    expect(frames).toHaveLength(1);
    picture = applyFrame(picture, frames[0] ?? new Uint8Array());
    expect(picture?.cells).toEqual(Uint8Array.of(0, 4));
    // The warmth of the line goes after five minutes, though nobody crosses.
    small.at(noon + 6 * minuteMs);
    picture = applyFrame(picture, frames[1] ?? new Uint8Array());
    expect(picture?.cells).toEqual(Uint8Array.of(0, 0));
    leave();
    small.store(entering(small.now));
    small.at(small.now + 250);
    expect(frames).toHaveLength(2);
  });

  test('bays are told once when they change', () => {
    small.at(noon);
    const { messages } = listen();
    const says = (moment: number, value: number): Reading => reading('eye', '1', 'bay.occupied', value, moment);
    small.store(says(noon + 10, 1));
    small.at(noon + 250);
    small.store(says(noon + 260, 1));
    small.at(noon + 500);
    const told = messages.filter((message) => message.type === 'bays');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ bays: [{ bayId: 'bay-1', occupied: true, since: noon + 10 }] });
    expect(small.floor.reader.parking().zones).toEqual([{ zoneId: 'wing', bays: 2, occupied: 1, unknown: 1 }]);
  });

  test('a silent counter makes its zones blind, until it speaks again', () => {
    small.store(entering(noon));
    small.at(noon + 3 * minuteMs);
    expect(small.zone(hall, null)?.blind).toEqual([]);
    small.at(noon + 3 * minuteMs + 1_000);
    // The others never spoke at all.
    expect(small.zone(hall, null)?.blind).toEqual([
      { deviceId: 'counter-door', since: noon },
      { deviceId: 'counter-pass', since: null },
      { deviceId: 'counter-escalator', since: null },
    ]);
    small.store(entering(small.now));
    expect(small.zone(hall, null)?.blind.map((each) => each.deviceId)).not.toContain('counter-door');
  });

  test('a new screen gets everything', () => {
    small.store(entering(noon));
    expect(small.floor.live.snapshot().map((message) => message.type)).toEqual(['beat', 'zones', 'bays']);
  });
});

describe('completeness', () => {
  const beat = (moment: number) => reading('counter-door', '', 'heartbeat', 1, moment);

  test('is the share of what was due, and nothing was due before the first reading', () => {
    small.at(noon);
    expect(small.floor.reader.state(null).completeness).toBe(0);
    small.store(beat(noon));
    // The door speaks, passage and escalator do not.
    expect(small.floor.reader.state(null).completeness).toBeCloseTo(1 / 3);
    for (let minute = 1; minute <= 20; minute += 1) small.store(beat(noon + minute * minuteMs));
    small.at(noon + 20 * minuteMs);
    expect(small.zone(hall, null)?.completeness).toBeCloseTo(1 / 3);
    expect(small.zone('gallery' as ZoneId, null)?.completeness).toBe(0);
  });

  test('does not fall because of minutes before the first reading came, of which a slow clock or a full queue speaks', () => {
    small.at(noon);
    small.store(reading('counter-door', 'main', 'line.cross.forward', 1, noon - 10 * minuteMs, { receivedAt: noon }));
    for (let minute = 0; minute <= 5; minute += 1) small.store(beat(noon + minute * minuteMs));
    small.at(noon + 5 * minuteMs);
    expect(small.zone(hall, null)?.completeness).toBeCloseTo(1 / 3);
    expect(small.zone(hall, noon - minuteMs)?.blind).toEqual([]);
  });

  test('falls while a counter is silent, and its gap stays in the past', () => {
    for (let minute = 0; minute <= 20; minute += 1) small.store(beat(noon + minute * minuteMs));
    // Due are the minutes up to 12:27; the last that were vouched for is 12:20, so 8 of 15 are there.
    small.at(noon + 30 * minuteMs);
    expect(small.zone(hall, null)?.completeness).toBeCloseTo(8 / 15 / 3);
    small.store(beat(noon + 30 * minuteMs));
    small.at(noon + 60 * minuteMs);
    expect(small.zone(hall, noon + 20 * minuteMs)?.completeness).toBeCloseTo(1 / 3);
    expect(small.zone(hall, noon + 28 * minuteMs)?.completeness).toBeCloseTo(7 / 15 / 3);
  });
});

describe('the past', () => {
  test('is shown as of a minute, with the trend of then, for 24 hours', () => {
    small.store(
      entering(noon),
      entering(noon + 20 * minuteMs),
      reading('reader', '1', 'tag.seen', -50, noon, { tag: 'a' }),
    );
    small.at(noon + hourMs);
    expect(small.zone(hall, null)).toMatchObject({ people: 2, trend: 0, tagsPresent: 0 });
    expect(small.zone(hall, noon + 20 * minuteMs)).toMatchObject({ people: 2, trend: 1 });
    expect(small.zone(hall, noon)).toMatchObject({ people: 1, trend: null, tagsPresent: 1 });
    // A message vouches for the minute before it: the hall was known, and empty.
    expect(small.zone(hall, noon - minuteMs)).toMatchObject({ people: 0 });
    expect(small.zone(hall, noon - 2 * minuteMs)).toMatchObject({ people: null });
    expect(small.zone(hall, noon + 30 * minuteMs)?.blind[0]).toEqual({
      deviceId: 'counter-door',
      since: noon + 21 * minuteMs,
    });
    expect(small.floor.reader.state(noon - 7 * dayMs)).toMatchObject({ at: small.now - dayMs, live: false });
    expect(small.floor.reader.state(small.now + hourMs)).toMatchObject({ at: small.now, live: true });
  });

  test('has a heat picture of its own', () => {
    small.store(entering(noon), entering(noon + 20 * minuteMs));
    small.at(noon + hourMs);
    const past = small.floor.reader.heat(ground, noon);
    expect(past.ok && applyFrame(null, past.value)).toMatchObject({ at: noon, cells: Uint8Array.of(1, 1) });
    expect(small.floor.reader.heat('9f' as LevelId, null)).toMatchObject({ fault: { code: 'level_unknown' } });
  });
});

describe('a restart', () => {
  function everything(): unknown {
    const points = small.floor.reader.zoneHistory(hall, noon - hourMs, small.now, minuteMs);
    // Silence is judged anew: nobody was there to listen.
    const state = small.floor.reader.state(null);
    const zones = state.zones.map((zone) => ({ ...zone, blind: [] }));
    return { state: { ...state, zones }, footfall: small.floor.reader.footfall(), points };
  }

  test('shows what was shown before, without a revision', () => {
    small.store(
      entering(noon),
      leaving(noon + 3 * minuteMs),
      entering(noon + 8 * minuteMs),
      entering(noon + 29 * minuteMs),
    );
    small.store(reading('counter-pass', 'a', 'line.forward', 3, noon + 12 * minuteMs, { intervalMs: 60_000 }));
    small.store(
      reading('counter-escalator', 'a', 'line.forward.total', 10, noon),
      reading('eye', '2', 'bay.occupied', 1, noon),
    );
    small.store(reading('counter-escalator', 'a', 'line.forward.total', 11, noon + 29 * minuteMs));
    small.at(noon + 30 * minuteMs);
    small.store(entering(noon + minuteMs, { receivedAt: small.now }));
    const before = everything();
    small.restart();
    expect(everything()).toEqual(before);
  });

  test('without windows makes them again from readings', () => {
    small.store(entering(noon), entering(noon + 30_000));
    small.at(noon + 10 * minuteMs);
    const before = everything();
    small.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(join(small.folder, `windows.sqlite${end}`), { force: true });
    small.start();
    expect(everything()).toEqual(before);
  });

  test('after days of standstill finishes the days that were open', () => {
    small.store(entering(noon), entering(noon + 10 * minuteMs));
    small.now = noon + 16 * hourMs;
    small.store(entering(small.now - 1));
    small.stop();
    // The last minutes were open when the gateway stopped: the store has never seen them.
    small.now = noon + 7 * dayMs;
    small.start();
    expect(small.floor.reader.footfall().lastWeek).toMatchObject({ known: true, total: 3 });
    expect(small.windowStore.sealedThrough()).toBe('2026-11-27');
  });

  test('knows the cars that stood there before', () => {
    small.store(reading('eye', '1', 'bay.occupied', 1, noon));
    small.at(noon + 3 * dayMs);
    small.at(noon + 6 * dayMs);
    small.restart();
    expect(small.floor.reader.state(null).bays[0]).toEqual({ bayId: 'bay-1', occupied: true, since: noon });
  });
});

test('windows that a full disk refuses wait, and are written when it has room', () => {
  small.store(entering(noon));
  small.at(noon + 10 * minuteMs);
  small.isDiskFull = true;
  small.store(entering(noon + minuteMs, { receivedAt: small.now }));
  small.at(noon + 11 * minuteMs);
  small.store(leaving(noon + minuteMs, { receivedAt: small.now }));
  small.at(noon + 12 * minuteMs);
  const stored = () => small.windowStore.zoneSteps(hall, minuteOf(noon), minuteOf(noon) + 5, 5);
  expect(stored()).toMatchObject([{ people: 1, revision: 0 }]);
  small.isDiskFull = false;
  small.at(noon + 13 * minuteMs);
  // Both were shown, one after the other.
  expect(stored()).toMatchObject([{ people: 1, left: 1, revision: 2 }]);
});
