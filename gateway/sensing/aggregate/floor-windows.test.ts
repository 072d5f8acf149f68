import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDayAt, businessDayNamed, hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { minuteOf } from '#shared/domain/window.ts';
import { type FloorPlan, planFloor } from './floor-plan.ts';
import { type ClosedWindows, FloorWindows } from './floor-windows.ts';
import { berlin, entering, leaving, reading, shanghai, smallMall } from './small-mall.fixture.ts';

/** Noon in Shanghai. */
const noon = Date.parse('2026-11-22T12:00:00+08:00');
const [door, pass, escalator] = [0, 1, 2];
const [hall, wing, gallery] = [0, 1, 2];

function start(at = noon, calendar: SiteCalendar = shanghai): { plan: FloorPlan; windows: FloorWindows } {
  const { site, profiles } = smallMall(calendar);
  const plan = planFloor(site, profiles);
  return { plan, windows: new FloorWindows(plan, calendar, businessDayAt(at, calendar)) };
}

function peopleAt(windows: FloorWindows, zone: number, at: number): number | null {
  windows.zones.foldThrough(minuteOf(at));
  return windows.zones.people(zone, minuteOf(at));
}

function period(end: number, forward: number, backward: number, more?: Partial<Reading>): Reading[] {
  const shape = { intervalMs: 60_000, ...more };
  return [
    reading('counter-pass', 'a', 'line.forward', forward, end, shape),
    reading('counter-pass', 'a', 'line.backward', backward, end, shape),
  ];
}

const total = (at: number, value: number): Reading =>
  reading('counter-escalator', 'a', 'line.forward.total', value, at);

describe('lines', () => {
  test('events count in the minute of their corrected time', () => {
    const { windows } = start();
    windows.observe([entering(noon), entering(noon + minuteMs - 1), entering(noon + minuteMs), leaving(noon)]);
    expect(windows.lines.forward(door, minuteOf(noon))).toBe(2);
    expect(windows.lines.forward(door, minuteOf(noon) + 1)).toBe(1);
    expect(windows.lines.backward(door, minuteOf(noon))).toBe(1);
  });

  test('periods count over their interval, and a reversed channel is turned', () => {
    const { windows } = start();
    windows.observe(period(noon + 30_000, 4, 1));
    expect(windows.lines.backward(pass, minuteOf(noon) - 1)).toBe(2);
    expect(windows.lines.backward(pass, minuteOf(noon))).toBe(2);
    expect(windows.lines.forward(pass, minuteOf(noon) - 1)).toBe(1);
  });

  test('totals count what they rose by, across the wrap', () => {
    const { windows } = start();
    windows.observe([total(noon, 65_530), total(noon + minuteMs, 3), total(noon + 2 * minuteMs, 5)]);
    expect(windows.lines.forward(escalator, minuteOf(noon))).toBe(9);
    expect(windows.lines.forward(escalator, minuteOf(noon) + 1)).toBe(2);
  });

  test('only the kind that the profile counts by is summed', () => {
    const { windows } = start();
    windows.observe([
      reading('counter-door', 'main', 'line.forward', 50, noon, { intervalMs: 60_000 }),
      reading('counter-door', 'main', 'line.forward.total', 1_000, noon),
      reading('counter-pass', 'a', 'line.cross.forward', 1, noon),
    ]);
    expect(windows.takeClosed(noon + hourMs).lines.every((line) => line.forward + line.backward === 0)).toBe(true);
  });
});

describe('completeness', () => {
  test('of periods is the time they report, less what the device says it missed', () => {
    const { windows } = start();
    windows.observe([...period(noon, 0, 0), ...period(noon + minuteMs, 0, 0, { coverage: 0.5 })]);
    expect(windows.lines.coveredMs(pass, minuteOf(noon) - 1)).toBe(60_000);
    expect(windows.lines.coveredMs(pass, minuteOf(noon))).toBe(30_000);
    expect(windows.lines.coveredMs(pass, minuteOf(noon) + 1)).toBe(0);
  });

  test('of events is that the device spoke within its cadence, of whatever', () => {
    const { windows } = start();
    windows.observe([reading('counter-door', '', 'heartbeat', 1, noon)]);
    const minutes = [-2, -1, 0, 1].map((offset) => windows.lines.coveredMs(door, minuteOf(noon) + offset));
    expect(minutes).toEqual([0, 60_000, 60_000, 0]);
  });

  test('of events falls with what its own cross-check reports did not watch', () => {
    const { windows } = start();
    windows.observe([
      reading('counter-door', 'main', 'line.forward', 0, noon + minuteMs, { intervalMs: 60_000, coverage: 0.75 }),
      reading('counter-door', 'main', 'line.backward', 0, noon + minuteMs, { intervalMs: 60_000, coverage: 0.75 }),
    ]);
    expect(windows.lines.coveredMs(door, minuteOf(noon))).toBe(45_000);
  });

  test('of a minute whose reports are not due yet is that of the last that were', () => {
    const { windows } = start();
    for (let minute = -10; minute < 0; minute += 1) windows.observe(period(noon + minute * minuteMs, 1, 1));
    const now = minuteOf(noon);
    expect(windows.lines.coveredMs(pass, now)).toBe(0);
    expect(windows.lines.coveredSoFarMs(pass, now, now)).toBe(60_000);
    expect(windows.lines.coveredSoFarMs(pass, now, now + 5)).toBe(0);
  });
});

describe('zones', () => {
  test('are unknown until one of their lines is heard', () => {
    const { windows } = start();
    expect(peopleAt(windows, hall, noon)).toBeNull();
    windows.observe([entering(noon)]);
    expect(peopleAt(windows, hall, noon)).toBe(1);
    expect(peopleAt(windows, hall, noon + hourMs)).toBe(1);
    expect(peopleAt(windows, wing, noon)).toBeNull();
  });

  test('hand people on: a passage and an escalator take from one and give to the other', () => {
    const { windows } = start();
    const crowd = Array.from({ length: 10 }, (_, index) => entering(noon + index));
    // Reversed: what the device calls backward goes from hall to wing.
    windows.observe([...crowd, ...period(noon + minuteMs, 0, 4), total(noon, 7), total(noon + minuteMs, 10)]);
    expect([hall, wing, gallery].map((zone) => peopleAt(windows, zone, noon))).toEqual([3, 4, 3]);
  });

  test('never fall below zero: the shortfall is a correction, and counting goes on from zero', () => {
    const { windows } = start();
    windows.observe([entering(noon), leaving(noon + minuteMs), leaving(noon + minuteMs), leaving(noon + minuteMs)]);
    windows.observe([entering(noon + 2 * minuteMs)]);
    expect(peopleAt(windows, hall, noon + minuteMs)).toBe(0);
    expect(peopleAt(windows, hall, noon + 2 * minuteMs)).toBe(1);
    expect(windows.zones.corrected(hall, minuteOf(noon) + 1)).toBe(2);
  });

  test('late data goes into its minute and changes all that follow', () => {
    const { windows } = start();
    windows.observe([entering(noon), leaving(noon + 10 * minuteMs), leaving(noon + 10 * minuteMs)]);
    expect(peopleAt(windows, hall, noon + 10 * minuteMs)).toBe(0);
    windows.takeClosed(noon + hourMs);
    windows.observe([entering(noon + 5 * minuteMs, { receivedAt: noon + hourMs })]);
    const changed = windows.takeClosed(noon + hourMs).zones.filter((zone) => zone.zoneId === 'hall');
    expect(changed.find((zone) => zone.minute === minuteOf(noon) + 5)?.people).toBe(2);
    expect(changed.find((zone) => zone.minute === minuteOf(noon) + 10)).toMatchObject({ people: 0, corrected: 0 });
    // From the tenth minute on everything is as it was, so nothing is written again.
    expect(changed.at(-1)?.minute).toBe(minuteOf(noon) + 10);
  });
});

describe('the business day', () => {
  const start4 = businessDayNamed('2026-11-23', shanghai).startsAt;

  test('starts with nobody, when the clock of the site says so', () => {
    const { windows } = start();
    windows.observe([entering(start4 - minuteMs), entering(start4 - 1)]);
    windows.observe([reading('counter-door', '', 'heartbeat', 1, start4 + minuteMs), entering(start4 + 5 * minuteMs)]);
    expect(peopleAt(windows, hall, start4 - 1)).toBe(2);
    expect(peopleAt(windows, hall, start4)).toBe(0);
    expect(peopleAt(windows, hall, start4 + 5 * minuteMs)).toBe(1);
  });

  test('passes on: yesterday is kept, late data still reaches it, the day before is forgotten', () => {
    const { windows } = start();
    windows.observe([entering(noon), entering(start4 - minuteMs)]);
    windows.moveTo(businessDayAt(start4, shanghai));
    windows.observe([entering(noon + minuteMs, { receivedAt: start4 + hourMs })]);
    expect(peopleAt(windows, hall, noon)).toBe(1);
    expect(peopleAt(windows, hall, noon + minuteMs)).toBe(2);
    expect(peopleAt(windows, hall, start4 - 1)).toBe(3);
    windows.moveTo(businessDayAt(start4 + 24 * hourMs, shanghai));
    expect(windows.lines.forward(door, minuteOf(noon))).toBe(0);
  });

  test('has 25 hours in autumn: the hour that comes twice counts twice', () => {
    const day = businessDayNamed('2026-10-24', berlin);
    const { windows } = start(day.startsAt, berlin);
    const first = Date.parse('2026-10-25T02:30:00+02:00');
    const second = Date.parse('2026-10-25T02:30:00+01:00');
    windows.observe([entering(first), entering(second), entering(day.endsAt - 1)]);
    expect(peopleAt(windows, hall, first)).toBe(1);
    expect(peopleAt(windows, hall, second)).toBe(2);
    expect(peopleAt(windows, hall, day.endsAt - 1)).toBe(3);
    expect(peopleAt(windows, hall, day.endsAt)).toBe(null);
    expect((day.endsAt - day.startsAt) / hourMs).toBe(25);
  });
});

describe('bays', () => {
  const says = (at: number, value: number, sequence: number | null = null): Reading =>
    reading('eye', '1', 'bay.occupied', value, at, { sequence });

  test('keep what the newest message says; a late one changes the past only', () => {
    const { windows } = start();
    windows.observe([says(noon + 10 * minuteMs, 1), says(noon, 0), says(noon + 5 * minuteMs, 0)]);
    expect(windows.bays.stateAt(0, minuteOf(noon) - 1)).toBeNull();
    expect(windows.bays.stateAt(0, minuteOf(noon) + 7)).toEqual({ occupied: false, since: noon });
    expect(windows.bays.stateAt(0, minuteOf(noon) + 60)).toEqual({ occupied: true, since: noon + 10 * minuteMs });
    expect(windows.bays.stateAt(1, minuteOf(noon) + 60)).toBeNull();
  });

  test('within one millisecond the sequence decides', () => {
    const { windows } = start();
    windows.observe([says(noon, 1, 8), says(noon, 0, 9), says(noon, 1, 7)]);
    expect(windows.bays.stateAt(0, minuteOf(noon))?.occupied).toBe(false);
  });

  test('are taken since the first message that said so, however often it was said again', () => {
    const { windows } = start();
    windows.observe([says(noon + 20_000, 1), says(noon + 5_000, 1), says(noon + 8 * minuteMs, 1)]);
    expect(windows.bays.stateAt(0, minuteOf(noon) + 9)).toEqual({ occupied: true, since: noon + 5_000 });
    // A car left and another came within one minute.
    windows.observe([says(noon + 4 * minuteMs, 0), says(noon + 4 * minuteMs + 9_000, 1)]);
    expect(windows.bays.stateAt(0, minuteOf(noon) + 9)?.since).toBe(noon + 4 * minuteMs + 9_000);
  });

  test('stay known overnight, with the time from which the car stands there', () => {
    const { windows } = start();
    windows.observe([says(noon, 0), says(noon + hourMs, 1)]);
    windows.moveTo(businessDayAt(noon + 48 * hourMs, shanghai));
    expect(windows.bays.stateAt(0, minuteOf(noon + 48 * hourMs))).toEqual({ occupied: true, since: noon + hourMs });
  });

  test('are written where they change, and again where a late message unmakes a change', () => {
    const { windows } = start();
    windows.observe([says(noon, 0), says(noon + minuteMs, 0), says(noon + 5 * minuteMs, 1)]);
    const first = windows.takeClosed(noon + hourMs).bays;
    expect(first.map((bay) => [bay.minute - minuteOf(noon), bay.occupied])).toEqual([
      [0, false],
      [5, true],
    ]);
    windows.observe([says(noon + 3 * minuteMs, 1)]);
    const second = windows.takeClosed(noon + hourMs).bays;
    expect(second.map((bay) => [bay.minute - minuteOf(noon), bay.since])).toEqual([
      [3, noon + 3 * minuteMs],
      [5, noon + 3 * minuteMs],
    ]);
  });
});

describe('tags', () => {
  const seen = (tag: string, antenna: string, at: number, dbm: number): Reading =>
    reading('reader', antenna, 'tag.seen', dbm, at, { tag });

  test('are in the zone that hears them loudest, for a minute', () => {
    const { windows } = start();
    windows.observe([seen('a', '1', noon, -60), seen('a', '2', noon + 1_000, -50), seen('b', '1', noon, -70)]);
    expect(Object.fromEntries(windows.tags.count(noon + 2_000))).toEqual({ [wing]: 1, [hall]: 1 });
    expect(Object.fromEntries(windows.tags.count(noon + 60_500))).toEqual({ [wing]: 1 });
    expect(windows.tags.count(noon + 62_000).size).toBe(0);
  });
});

describe('any order of arrival', () => {
  const offsetMs = fc.integer({ min: -hourMs, max: hourMs });
  const anyReading: fc.Arbitrary<readonly Reading[]> = fc.oneof(
    offsetMs.map((offset) => [entering(noon + offset)]),
    offsetMs.map((offset) => [leaving(noon + offset)]),
    offsetMs.map((offset) => [reading('counter-door', '', 'heartbeat', 1, noon + offset)]),
    fc
      .tuple(
        offsetMs,
        fc.nat(20),
        fc.nat(20),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 600_000 }),
      )
      .map(([offset, forward, backward, coverage, intervalMs]) =>
        period(noon + offset, forward, backward, { coverage, intervalMs }),
      ),
    fc.tuple(offsetMs, fc.nat(65_535)).map(([offset, value]) => [total(noon + offset, value)]),
    fc
      .tuple(offsetMs, fc.boolean(), fc.nat(1_000))
      .map(([offset, taken, sequence]) => [
        reading('eye', '1', 'bay.occupied', taken ? 1 : 0, noon + offset, { sequence }),
      ]),
  );

  /** As the store keeps them: a total of one time and sequence is one reading. */
  const identity = (each: readonly Reading[]): string =>
    each.map((one) => [one.deviceId, one.metric, one.at, one.intervalMs, one.sequence].join()).join(';');

  function windowsOf(batches: readonly (readonly Reading[])[], seal: boolean): ClosedWindows {
    const { windows } = start();
    const written = { lines: new Map(), zones: new Map(), bays: new Map() };
    const save = (closed: ClosedWindows): void => {
      for (const line of closed.lines) written.lines.set(`${line.lineId} ${line.minute}`, line);
      for (const zone of closed.zones) written.zones.set(`${zone.zoneId} ${zone.minute}`, zone);
      for (const bay of closed.bays) written.bays.set(`${bay.bayId} ${bay.minute}`, bay);
    };
    for (const batch of batches) {
      windows.observe(batch);
      if (seal) save(windows.takeClosed(noon + 3 * hourMs));
    }
    save(windows.takeClosed(noon + 3 * hourMs));
    const sorted = <Row>(rows: Map<string, Row>): Row[] =>
      [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    // A change that was unmade stays as a row that repeats the state: look at the state, not at the rows.
    const bays = Array.from({ length: 180 }, (_, index) => windows.bays.stateAt(0, minuteOf(noon) - 60 + index));
    return { lines: sorted(written.lines), zones: sorted(written.zones), bays: bays as never };
  }

  test('gives the same windows, whether written once at the end or after every reading', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(anyReading, { selector: identity, maxLength: 40 })
          .chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))),
        ([inOrder, shuffled]) => {
          expect(windowsOf(shuffled, true)).toEqual(windowsOf(inOrder, false));
        },
      ),
      { numRuns: 60 },
    );
  });
});
