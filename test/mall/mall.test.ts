import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSite } from '#firmware/load-site.ts';
import { businessDayAt, hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import { surveyGrounds } from './crowd/grounds.ts';
import { createRandom } from './crowd/random.ts';
import { cross, isInside } from './crowd/zone-walk.ts';
import type { Outgoing } from './devices/fleet.ts';
import { whereabouts } from './ground-truth.ts';
import { Mall } from './mall.ts';
import { daysBefore, walkDay } from './past-days.ts';
import { type TruthPast, type TruthRecord, truthRecord } from './truth-record.ts';

const loaded = loadSite(join(import.meta.dirname, '..', '..', 'firmware-config', 'sites', 'demo'));
if (!loaded.ok) throw new Error(`the demo site does not load: ${JSON.stringify(loaded.problems.slice(0, 3))}`);
const { site, profiles } = loaded.value;
const grounds = surveyGrounds(site, 1);

const startsAt = Date.parse('2026-11-22T15:00:00+08:00');

const settings = { site, profiles, grounds, seed: 1, pace: 1, peoplePeak: 400, alwaysOpen: true, startsAt, last: null };

function openMall(seed = 1) {
  const mall = Mall.of({ ...settings, seed });
  const outgoing: Outgoing[] = [...mall.open().outgoing];
  const records: TruthRecord[] = [];
  const run = (from: number, to: number) => {
    for (let at = from + 200; at <= to; at += 200) {
      const happened = mall.step(at);
      outgoing.push(...happened.outgoing);
      records.push(...happened.records);
    }
  };
  return { mall, outgoing, records, run };
}

describe('a mall of the demo site', () => {
  test('the same seed gives the same messages, byte for byte', () => {
    const [first, second] = [openMall(3), openMall(3)];
    for (const { run } of [first, second]) run(startsAt, startsAt + 3 * minuteMs);
    expect(first.outgoing.length).toBeGreaterThan(1_000);
    expect(second.outgoing).toEqual(first.outgoing);
  });

  test('within two minutes there is life on every floor, and every device has spoken or will', () => {
    const { mall, outgoing, run } = openMall();
    run(startsAt, startsAt + 2 * minuteMs);
    const levels = new Map(site.zones.map(({ id, levelId }) => [id, levelId]));
    const people = Map.groupBy(mall.crowd.peopleByZone, ([zoneId]) => levels.get(zoneId));
    for (const level of site.levels) {
      const inside = (people.get(level.id) ?? []).reduce((sum, [, count]) => sum + count, 0);
      expect(inside, level.id).toBeGreaterThan(5);
    }
    expect(mall.fleet.size).toBeGreaterThan(180);
    const spoken = new Set(outgoing.map(({ deviceId }) => deviceId));
    const mute = site.devices.filter(({ id, profileId }) => {
      const kind = profiles.get(profileId)?.class;
      return !spoken.has(id) && kind !== 'printer' && kind !== 'point_of_sale' && kind !== 'network_server';
    });
    expect(mute.map(({ id }) => id)).toEqual([]);
  });

  test('truth is one record a minute, in the documented shape, and its lines add up to its zones', () => {
    const { records, run } = openMall();
    run(startsAt, startsAt + 6 * minuteMs);
    const minutes = records.filter((record) => record.kind === 'minute');
    expect(minutes).toHaveLength(6);
    for (const record of records) expect(truthRecord.parse(record)).toEqual(record);
    const people = new Map<string, number>();
    for (const minute of minutes) {
      for (const [lineId, [forward, backward]] of Object.entries(minute.lines)) {
        const line = site.lines.find(({ id }) => id === lineId);
        if (line === undefined) throw new Error(`no line ${lineId}`);
        people.set(line.from, (people.get(line.from) ?? 0) + backward - forward);
        people.set(line.to, (people.get(line.to) ?? 0) + forward - backward);
      }
      for (const [zone, count] of Object.entries(minute.zones)) expect(people.get(zone)).toBe(count);
    }
  });

  test('a run goes on where the last one of the day ended, and anew on the next day', () => {
    const { mall, run } = openMall();
    run(startsAt, startsAt + 3 * minuteMs);
    const last = mall.close();
    const again = (at: number) => Mall.of({ ...settings, seed: 2, peoplePeak: 0, startsAt: at, last }).crowd;
    expect(Object.fromEntries(again(startsAt + 9 * minuteMs).peopleByZone)).toMatchObject(
      Object.fromEntries(Object.entries(last.zones).filter(([, people]) => people > 0)),
    );
    expect([...again(startsAt + 9 * minuteMs).occupiedBays].sort()).toEqual(last.bays);
    expect(again(startsAt + 24 * 60 * minuteMs).peopleInside).toBe(0);
  });

  test('no shop, bay or entrance is cut off, and no way between them passes a wall', () => {
    const random = createRandom(11, 'ways');
    const { book, places } = grounds;
    expect(places.visited.length).toBeGreaterThan(100);
    const doors = places.doors.flatMap(({ passage }) => (passage.to === null ? [] : [passage.to]));
    for (const { stop, shopId } of places.visited) {
      expect(book.route(random.pick(doors), stop, 'escalator'), `to ${shopId}`).not.toBeNull();
      for (const leg of book.wayOut(stop, 'escalator') ?? [])
        expect(wallsPassed(book.points(leg), leg.from.zoneId, site)).toBe(0);
    }
    for (const { stop, bayId } of places.bays) {
      expect(book.wayOut(stop, 'car'), `from ${bayId}`).not.toBeNull();
      expect(book.wayOut(stop, 'lift'), `from ${bayId} on foot`).not.toBeNull();
    }
  });
});

function wallsPassed(points: readonly (readonly [number, number])[], zoneId: string, { zones, levels }: Site): number {
  const zone = zones.find(({ id }) => id === zoneId);
  const walls = levels.find(({ id }) => id === zone?.levelId)?.walls ?? [];
  return points.filter((point, index) => {
    const before = points[index - 1] ?? point;
    return !isInside(point, zone?.outline ?? []) || walls.some((wall) => cross([before, point], wall));
  }).length;
}

describe('faults', () => {
  const deviceOf = (profileId: string) => {
    const device = site.devices.find((candidate) => candidate.profileId === profileId);
    if (device === undefined) throw new Error(`no ${profileId} in the demo site`);
    return device.id;
  };

  /** What one device sends in three minutes with a fault. */
  function sentWith(profileId: string, fault: 'silent' | 'duplicate' | 'out_of_order' | 'stuck' | 'low_battery') {
    const { mall, outgoing, run } = openMall();
    const deviceId = deviceOf(profileId);
    outgoing.length = 0;
    const set = mall.setFault(deviceId, fault, true);
    if (!set.ok) throw new Error(set.fault);
    outgoing.push(...set.value);
    run(startsAt, startsAt + 3 * minuteMs);
    return outgoing.filter((sent) => sent.deviceId === deviceId).map(({ message }) => message.payload);
  }

  test('silent: nothing comes', () => {
    expect(sentWith('xovis-pc2se', 'silent')).toEqual([]);
  });

  test('duplicate: everything comes twice', () => {
    const sent = sentWith('atrium-bay-eye', 'duplicate');
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.filter((_, index) => index % 2 === 0)).toEqual(sent.filter((_, index) => index % 2 === 1));
  });

  test('out of order: nothing is lost, neighbours change places', () => {
    const sequences = sentWith('atrium-bay-eye', 'out_of_order').map((payload) => {
      const messages = [JSON.parse(payload)].flat();
      return messages[0].sequence as number;
    });
    expect(sequences.length).toBeGreaterThan(1);
    expect(sequences).not.toEqual([...sequences].sort((left, right) => left - right));
  });

  test('low battery: told at once, and new when the fault goes', () => {
    const sent = sentWith('atrium-scanner', 'low_battery').flatMap((payload) => [JSON.parse(payload)].flat());
    expect(sent.find(({ metric }) => metric === 'battery.percent').value).toBeLessThan(15);
  });

  test('what a device cannot have is refused in one line', () => {
    const { mall } = openMall();
    expect(mall.setFault(deviceOf('xovis-pc2se'), 'low_battery', true)).toEqual({
      ok: false,
      fault: `${deviceOf('xovis-pc2se')} (PC2SE) has no battery`,
    });
    expect(mall.setFault(deviceOf('bosch-tps110'), 'clock_off', true).ok).toBe(false);
    expect(mall.setFault('nobody' as DeviceId, 'silent', true).ok).toBe(false);
  });
});

type Counts = Map<string, readonly [forward: number, backward: number]>;

function add(counts: Counts, line: string, forward: number, backward: number): void {
  const [forwards, backwards] = counts.get(line) ?? [0, 0];
  if (forward + backward > 0) counts.set(line, [forwards + forward, backwards + backward]);
}

/** People by zone from nothing but crossings. */
function peopleFrom(counts: Counts): Record<string, number> {
  const people: Record<string, number> = {};
  for (const [lineId, [forward, backward]] of counts) {
    const line = site.lines.find(({ id }) => id === lineId);
    if (line === undefined) throw new Error(`no line ${lineId}`);
    people[line.from] = (people[line.from] ?? 0) + backward - forward;
    people[line.to] = (people[line.to] ?? 0) + forward - backward;
  }
  delete people['outside'];
  return people;
}

describe('the past', () => {
  const order = { seed: 1, peoplePeak: 400, grounds };
  const until = startsAt - 2 * hourMs;
  const today = businessDayAt(until, site.calendar);

  test('begins whole days before today', () => {
    expect(daysBefore(until, 7, site).map(({ name }) => name)).toEqual(
      [15, 16, 17, 18, 19, 20, 21].map((day) => `2026-11-${day}`),
    );
  });

  test('tells every minute of every counted line, also those in which nobody came', () => {
    const rows = [...walkDay(site, today, until, order).minutes()];
    const minutes = (until - today.startsAt) / minuteMs;
    expect(rows).toHaveLength(site.lines.length * minutes);
    expect(new Set(rows.map(({ line, at }) => `${line} ${at}`)).size).toBe(rows.length);
    expect(rows.some(({ forward, backward }) => forward + backward === 0)).toBe(true);
    expect(rows.every(({ at }) => at % minuteMs === 0 && at >= today.startsAt && at < until)).toBe(true);
  });

  test('leaves nobody behind in any zone, and a Saturday is fuller than a Tuesday', () => {
    const entered = daysBefore(until, 7, site)
      .filter(({ name }) => name === '2026-11-17' || name === '2026-11-21')
      .map((day) => {
        const counts: Counts = new Map();
        const walked = walkDay(site, day, day.endsAt, order);
        for (const { line, forward, backward } of walked.minutes()) add(counts, line, forward, backward);
        expect(Object.values(peopleFrom(counts)).every((people) => people === 0)).toBe(true);
        const ins = site.lines.map(({ id, from, to }) => {
          const [forward, backward] = counts.get(id) ?? [0, 0];
          return (from === 'outside' ? forward : 0) + (to === 'outside' ? backward : 0);
        });
        return ins.reduce((sum, count) => sum + count, 0);
      });
    const [tuesday = 0, saturday = 0] = entered;
    expect(tuesday).toBeGreaterThan(500);
    expect(saturday).toBeGreaterThan(1.2 * tuesday);
  });

  function pastOf(): { past: TruthPast; counts: Counts } {
    const walked = walkDay(site, today, until, order);
    const counts: Counts = new Map();
    for (const { line, forward, backward } of walked.minutes()) add(counts, line, forward, backward);
    return { past: { kind: 'past', at: today.startsAt, until, ...whereabouts(walked.crowd) }, counts };
  }

  test('and the live mall are one day without a seam: nobody is lost, nobody comes twice, every car stays', () => {
    const { past, counts } = pastOf();
    expect(past.inside).toBeGreaterThan(100);
    expect(past.bays.length).toBeGreaterThan(10);
    // The program starts while the history is being imported, and catches up with its first step.
    const openedAt = until + 43_210;
    const endsAt = until + 20 * minuteMs;
    const mall = Mall.of({ ...settings, alwaysOpen: false, startsAt: openedAt, last: past });
    expect(whereabouts(mall.crowd)).toEqual({ inside: past.inside, zones: past.zones, bays: past.bays });
    const booted = mall.open();
    expect(booted.records).toMatchObject([{ kind: 'start', at: until, resumed: true }]);
    for (const at of [openedAt, endsAt]) {
      for (const record of mall.step(at).records) {
        if (record.kind !== 'minute') continue;
        for (const [line, [forward, backward]] of Object.entries(record.lines)) add(counts, line, forward, backward);
      }
    }

    const truth = walkDay(site, today, endsAt, order);
    const wanted: Counts = new Map();
    for (const { line, forward, backward } of truth.minutes()) add(wanted, line, forward, backward);
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(wanted));
    expect(mall.crowd.positions(endsAt)).toEqual(truth.crowd.positions(endsAt));
    expect(mall.crowd.occupiedBays).toEqual(truth.crowd.occupiedBays);
    expect(peopleFrom(counts)).toEqual(Object.fromEntries(mall.crowd.peopleByZone));
  });

  test('of a closed mall is empty, and a lively one fills within two minutes of its start', () => {
    const night = today.startsAt + hourMs;
    const { crowd } = walkDay(site, today, night, order);
    const past: TruthPast = { kind: 'past', at: today.startsAt, until: night, ...whereabouts(crowd) };
    expect(past.inside).toBe(0);
    const mall = Mall.of({ ...settings, startsAt: night + 30_000, last: past });
    mall.step(night + 2 * minuteMs);
    expect(mall.crowd.peopleInside).toBeGreaterThan(100);
  });

  test('is told on by the devices: no crossing speaks of a minute that was imported, and none is missing after it', () => {
    const { past } = pastOf();
    const mall = Mall.of({ ...settings, startsAt: until + 30_000, last: past });
    const outgoing = [...mall.open().outgoing, ...mall.step(until + 3 * minuteMs).outgoing];
    const crossed = outgoing
      .filter(({ deviceId }) => site.devices.find(({ id }) => id === deviceId)?.profileId === 'atrium-counter')
      .flatMap(({ message }) => [JSON.parse(message.payload)].flat())
      .filter(({ metric }) => `${metric}`.startsWith('line.cross'));
    expect(crossed.length).toBeGreaterThan(10);
    expect(crossed.every(({ at }) => at >= until && at <= until + 3 * minuteMs)).toBe(true);
    // Reports that state no interval are taken as those of a whole minute: the first must not reach into the past.
    const uplinks = outgoing
      .map(({ message }) => ({ topic: message.topic, body: JSON.parse(message.payload) }))
      .filter(({ topic, body }) => topic.endsWith('/event/up') && body.fPort === 85 && body.fCnt === 1);
    expect(uplinks.length).toBeGreaterThan(10);
    expect(uplinks.every(({ body }) => Date.parse(body.time) - minuteMs >= until)).toBe(true);
  });

  test('of other people, or of too long ago, only says where people stand', () => {
    const { past } = pastOf();
    const quiet = { ...settings, peoplePeak: 0, last: past };
    const others = Mall.of({ ...quiet, seed: 2, startsAt: until + minuteMs });
    const late = Mall.of({ ...quiet, startsAt: until + 2 * hourMs });
    for (const mall of [others, late]) {
      expect(Object.fromEntries(mall.crowd.peopleByZone)).toEqual(peopled(past.zones));
      expect([...mall.crowd.occupiedBays].sort()).toEqual(past.bays);
    }
    expect(late.open().records).toMatchObject([{ kind: 'start', at: until + 2 * hourMs, resumed: true }]);
  });
});

function peopled(zones: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(zones).filter(([, people]) => people > 0));
}
