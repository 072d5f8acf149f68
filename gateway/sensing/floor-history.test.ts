import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { LineId, ZoneId } from '#shared/domain/ids.ts';
import type { ImportedMinute } from '#shared/wire/imported-minute.ts';
import { berlin, entering, leaving } from './aggregate/small-mall.fixture.ts';
import { importWindows } from './import-windows.ts';
import { hall, noon, SmallFloor } from './small-floor.fixture.ts';

let small: SmallFloor;

beforeEach(() => {
  small = new SmallFloor();
  small.start();
});

afterEach(() => small.end());

describe('zone history', () => {
  const history = (from: number, to: number, stepMs = minuteMs) => {
    const answer = small.floor.reader.zoneHistory(hall, from, to, stepMs);
    if (!answer.ok) throw new Error(answer.fault.detail);
    return answer.value.points;
  };

  test('joins stored windows and open minutes, in steps of any length', () => {
    for (let minute = 0; minute < 20; minute += 1) small.store(entering(noon + minute * minuteMs));
    small.at(noon + 20 * minuteMs);
    expect(history(noon, small.now).map((point) => point.people)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const five = history(noon, small.now + hourMs, 5 * minuteMs);
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
    small.store(entering(noon));
    small.at(noon + 10 * minuteMs);
    expect(history(noon, noon + minuteMs)).toMatchObject([{ people: 1, revision: 0 }]);
    small.store(entering(noon + 30_000, { receivedAt: small.now }), entering(noon + 31_000, { receivedAt: small.now }));
    expect(history(noon, noon + minuteMs)).toMatchObject([{ people: 3, entered: 3, revision: 1 }]);
    expect(history(small.now - minuteMs, small.now)).toMatchObject([{ people: 3, revision: 0 }]);
  });

  test('refuses what it cannot answer', () => {
    const ask = (zoneId: string, from: number, to: number, stepMs: number) => {
      const answer = small.floor.reader.zoneHistory(zoneId as ZoneId, from, to, stepMs);
      return answer.ok ? 'ok' : answer.fault.code;
    };
    expect(ask('attic', noon - hourMs, noon, minuteMs)).toBe('zone_unknown');
    expect(ask('hall', noon, noon - hourMs, minuteMs)).toBe('request_invalid');
    expect(ask('hall', noon - hourMs, noon, 90_000)).toBe('request_invalid');
    expect(ask('hall', noon - 1_501 * minuteMs, noon, minuteMs)).toBe('request_invalid');
    expect(ask('hall', noon - 1_500 * minuteMs, noon, minuteMs)).toBe('ok');
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
    return importWindows({ ...small.mall, windowStore: small.windowStore, now: small.now }, rows);
  }

  test('compares today with days that were imported or measured', () => {
    expect(bringIn(minutes(openingAt - 7 * dayMs, 12 * 60, 1))).toEqual({
      ok: true,
      value: { minutes: 720, days: ['2026-11-15'] },
    });
    small.store(entering(noon - minuteMs), entering(noon), leaving(noon));
    const { today, yesterday, lastWeek } = small.floor.reader.footfall();
    expect(today).toMatchObject({ day: '2026-11-22', known: true, soFar: 2, total: 2 });
    expect(yesterday).toMatchObject({ known: false, total: 0 });
    // 10:00 up to and including the minute of 12:00.
    expect(lastWeek).toMatchObject({ day: '2026-11-15', known: true, soFar: 121, total: 720, completeness: 1 });
    const quarter = lastWeek.quarters.find((each) => each.at === openingAt - 7 * dayMs);
    expect(quarter).toEqual({ at: openingAt - 7 * dayMs, entered: 15, completeness: 1 });
    expect(lastWeek.quarters).toHaveLength(96);
    expect(today.quarters.at(-1)).toMatchObject({ at: noon, entered: 1 });
  });

  test('imported days have zones too, from the line that was counted', () => {
    bringIn(minutes(openingAt - 7 * dayMs, 60, 2));
    const history = small.floor.reader.zoneHistory(
      hall,
      openingAt - 7 * dayMs,
      openingAt - 7 * dayMs + 2 * hourMs,
      hourMs,
    );
    expect(history.ok && history.value.points).toMatchObject([
      { people: 120, entered: 120, revision: 0 },
      { people: 120, entered: 0, revision: 0 },
    ]);
    // Taking it again changes nothing, taking other figures is a revision.
    bringIn(minutes(openingAt - 7 * dayMs, 60, 2));
    bringIn(minutes(openingAt - 7 * dayMs, 1, 3));
    const again = small.floor.reader.zoneHistory(hall, openingAt - 7 * dayMs, openingAt - 7 * dayMs + hourMs, hourMs);
    expect(again.ok && again.value.points).toMatchObject([{ people: 121, entered: 121, revision: 1 }]);
  });

  test('counts a day on when it has ended, and starts the next with nobody', () => {
    small.store(entering(noon), entering(noon + 9 * hourMs, { receivedAt: noon + 9 * hourMs }));
    small.at(Date.parse('2026-11-23T05:00:00+08:00'));
    expect(small.floor.reader.footfall()).toMatchObject({ today: { total: 0 }, yesterday: { total: 2, soFar: 0 } });
    expect(small.zone(hall, null)?.people).toBeNull();
  });

  test('imported minutes of today stand at the next start, and devices do not add to them', () => {
    bringIn(minutes(noon - 10 * minuteMs, 10, 2));
    small.store(entering(noon - 5 * minuteMs), entering(noon));
    small.restart();
    expect(small.floor.reader.footfall().today.total).toBe(21);
    expect(small.zone(hall, null)?.people).toBe(21);
    const history = small.floor.reader.zoneHistory(hall, noon - 10 * minuteMs, noon, minuteMs);
    expect(history.ok && history.value.points.map((point) => point.people)).toEqual([
      2, 4, 6, 8, 10, 12, 14, 16, 18, 20,
    ]);
  });

  test('imported minutes of today count towards the completeness of now, also when devices have begun to speak', () => {
    const rows = minutes(noon - 15 * minuteMs, 15, 1);
    bringIn([...rows, ...rows.map((row) => ({ ...row, line: 'pass' as LineId }))]);
    small.restart();
    // Of the hall's three lines two were imported, and nothing is known of the third.
    expect(small.zone(hall, null)?.completeness).toBeCloseTo(2 / 3);
    small.store(entering(noon));
    small.at(noon + 5 * minuteMs);
    const completeness = small.zone(hall, null)?.completeness ?? 0;
    expect(completeness).toBeGreaterThan(0.5);
    expect(completeness).toBeLessThan(2 / 3);
  });

  test('nobody is blind in an imported minute, though something was heard before and nothing in it', () => {
    small.store(entering(noon - 2 * hourMs, { receivedAt: noon - 2 * hourMs }));
    const from = noon - hourMs;
    const lines = small.mall.site.lines.map((line) => line.id);
    bringIn(lines.flatMap((line) => minutes(from, 30, 1).map((row) => ({ ...row, line }))));
    small.restart();
    const blindAt = (moment: number) => small.zone(hall, moment)?.blind;
    expect(blindAt(from - minuteMs)).toHaveLength(3);
    expect(blindAt(from + 20 * minuteMs)).toEqual([]);
    // Its end is as good as a last word.
    const since = from + 30 * minuteMs;
    expect(blindAt(since + 10 * minuteMs)).toEqual(
      ['counter-door', 'counter-pass', 'counter-escalator'].map((deviceId) => ({ deviceId, since })),
    );
  });

  test('takes no history that is not over, or of a line that is not there', () => {
    expect(bringIn(minutes(noon, 1, 1))).toMatchObject({ fault: { detail: 'row 1: at: this minute is not over yet' } });
    const [row] = minutes(noon - hourMs, 1, 1);
    expect(bringIn([{ ...row, line: 'gate' } as ImportedMinute])).toMatchObject({
      fault: { code: 'request_invalid', detail: 'row 1: line: the site has no line "gate"' },
    });
    expect(small.windowStore.isEmpty()).toBe(true);
  });

  test('compares by the clock on the wall when clocks change in between', () => {
    // In Berlin the night to 25 October has an hour more: 12:00 is 25 hours after 12:00 of the day before.
    small.now = Date.parse('2026-10-25T12:00:00+01:00');
    small.restart(berlin);
    const from = Date.parse('2026-10-24T10:00:00+02:00');
    bringIn(minutes(from, 12 * 60, 1));
    small.restart(berlin);
    expect(small.floor.reader.footfall().yesterday).toMatchObject({ soFar: 121, total: 720 });
    expect(small.floor.reader.footfall().yesterday.quarters).toHaveLength(100);
  });
});
