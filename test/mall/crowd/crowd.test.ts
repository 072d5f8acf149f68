import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { LineId } from '#shared/domain/ids.ts';
import { createCrowd } from '../mall.ts';
import { smallSite } from '../small-site.ts';
import type { Crowd, MallEvent } from './crowd.ts';

const startsAt = Date.parse('2026-11-21T04:00:00+08:00');
const order = { site: smallSite, seed: 7, pace: 1, peoplePeak: 80, livelyFrom: 0, startsAt };

function walk(crowd: Crowd, from: number, to: number): readonly MallEvent[] {
  const events: MallEvent[] = [];
  for (let at = from; at <= to; at += minuteMs) events.push(...crowd.advance(at));
  return events;
}

/** People by zone from nothing but crossings. */
function countFromLines(events: readonly MallEvent[]): Record<string, number> {
  const people: Record<string, number> = {};
  for (const event of events) {
    if (event.kind !== 'crossing') continue;
    const line = smallSite.lines.find(({ id }) => id === event.lineId);
    if (line === undefined) throw new Error(`no line ${event.lineId}`);
    const [from, to] = event.direction === 'forward' ? [line.from, line.to] : [line.to, line.from];
    people[from] = (people[from] ?? 0) - 1;
    people[to] = (people[to] ?? 0) + 1;
    if (from !== 'outside') expect(people[from], `${from} at ${event.at}`).toBeGreaterThanOrEqual(0);
  }
  delete people['outside'];
  return people;
}

/** The zones that have people in them. */
function peopled(crowd: Crowd): Record<string, number> {
  return Object.fromEntries([...crowd.peopleByZone].filter(([, people]) => people > 0));
}

describe('crowd', () => {
  test('the same seed gives the same day, another seed another', () => {
    const day = (seed: number) => walk(createCrowd({ ...order, seed }), startsAt, startsAt + 12 * hourMs);
    expect(day(7)).toEqual(day(7));
    expect(day(7)).not.toEqual(day(8));
  });

  test('how often it is asked does not change what happens', () => {
    const seldom = createCrowd(order).advance(startsAt + 8 * hourMs);
    expect(walk(createCrowd(order), startsAt, startsAt + 8 * hourMs)).toEqual(seldom);
  });

  test('a leap leads to where walking leads, and to the same from there on', () => {
    const [walked, leapt] = [createCrowd(order), createCrowd(order)];
    const at = startsAt + 9 * hourMs + 1_234;
    const crossed = walked.advance(at).filter(({ kind }) => kind === 'crossing').length;
    let told = 0;
    leapt.leap(at, (steps) => {
      told += steps.filter((step) => step.deed.kind === 'cross' && step.at <= at).length;
    });
    expect(told).toBe(crossed);
    expect(leapt.peopleInside).toBeGreaterThan(20);
    expect(peopled(leapt)).toEqual(peopled(walked));
    expect(leapt.occupiedBays).toEqual(walked.occupiedBays);
    expect(leapt.positions(at)).toEqual(walked.positions(at));
    expect(walk(leapt, at, startsAt + 24 * hourMs)).toEqual(walk(walked, at, startsAt + 24 * hourMs));
  });

  test('counting lines tells where everybody is, at every hour', () => {
    const crowd = createCrowd(order);
    const events: MallEvent[] = [];
    for (let at = startsAt; at <= startsAt + 20 * hourMs; at += hourMs) {
      events.push(...crowd.advance(at));
      const known = peopled(crowd);
      const counted = Object.fromEntries(Object.entries(countFromLines(events)).filter(([, people]) => people > 0));
      expect(counted).toEqual(known);
      expect(Object.values(known).reduce((sum, people) => sum + people, 0)).toBe(crowd.peopleInside);
    }
  });

  test('events come in the order of time', () => {
    const times = walk(createCrowd(order), startsAt, startsAt + 12 * hourMs).map(({ at }) => at);
    expect(times.length).toBeGreaterThan(500);
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  test('everybody who came in has left when the day ends, and every car with them', () => {
    const crowd = createCrowd(order);
    const events = walk(crowd, startsAt, startsAt + 24 * hourMs);
    const entered = events.filter(
      (event) => event.kind === 'crossing' && isEntrance(event.lineId) && event.direction === 'forward',
    );
    const visits = events.filter((event) => event.kind === 'visit');
    expect(visits.length).toBeGreaterThan(300);
    expect(visits).toHaveLength(entered.length);
    expect(crowd.peopleInside).toBe(0);
    expect(crowd.occupiedBays.size).toBe(0);
  });

  test('the crowd follows the demand', () => {
    const crowd = createCrowd(order);
    crowd.advance(Date.parse('2026-11-21T16:00:00+08:00'));
    // A Saturday at four has 95 % or more of the peak.
    expect(crowd.peopleInside).toBeGreaterThan(55);
    expect(crowd.peopleInside).toBeLessThan(105);
  });

  test('with real opening hours nobody is inside at night', () => {
    const crowd = createCrowd({ ...order, livelyFrom: Number.POSITIVE_INFINITY });
    expect(crowd.advance(Date.parse('2026-11-21T09:59:00+08:00'))).toEqual([]);
    crowd.advance(Date.parse('2026-11-21T15:00:00+08:00'));
    expect(crowd.peopleInside).toBeGreaterThan(30);
    crowd.advance(Date.parse('2026-11-21T22:16:00+08:00'));
    expect(crowd.peopleInside).toBe(0);
  });

  test('a rush fills the mall through doors and ramp', () => {
    const at = Date.parse('2026-11-21T15:00:00+08:00');
    const crowd = createCrowd({ ...order, startsAt: at });
    crowd.warmUp(90_000);
    const events = crowd.advance(at + 120_000);
    expect(crowd.peopleInside).toBeGreaterThan(60);
    expect(countFromLines(events)).toMatchObject(peopled(crowd));
  });

  test('people of an earlier run are where they were, and leave over lines', () => {
    const at = Date.parse('2026-11-21T15:00:00+08:00');
    const first = createCrowd({ ...order, startsAt: at });
    first.warmUp(60_000);
    first.advance(at + 10 * minuteMs);
    const second = createCrowd({ ...order, seed: 9, startsAt: at + 20 * minuteMs });
    second.resume({ zones: first.peopleByZone, bays: first.occupiedBays });
    expect(peopled(second)).toEqual(peopled(first));
    expect(second.peopleInside).toBe(first.peopleInside);
    expect(second.occupiedBays).toEqual(first.occupiedBays);
    // They do not all get up at once: a minute carries a share of them over lines, as any other does.
    const crossings = second.advance(at + 21 * minuteMs).filter(({ kind }) => kind === 'crossing');
    expect(crossings.length).toBeLessThan(first.peopleInside / 2);
    second.advance(startsAt + 24 * hourMs);
    expect(second.peopleInside).toBe(0);
    expect([...second.peopleByZone.values()].every((people) => people === 0)).toBe(true);
  });
});

function isEntrance(lineId: LineId): boolean {
  return smallSite.lines.some(({ id, from }) => id === lineId && from === 'outside');
}
