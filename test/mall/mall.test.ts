import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSite } from '#firmware/load-site.ts';
import { minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import { surveyGrounds } from './crowd/grounds.ts';
import { createRandom } from './crowd/random.ts';
import { cross, isInside } from './crowd/zone-walk.ts';
import type { Outgoing } from './devices/fleet.ts';
import { Mall } from './mall.ts';
import { daysBefore, walkDay } from './past-days.ts';
import { type TruthRecord, truthRecord } from './truth-record.ts';

const loaded = loadSite(join(import.meta.dirname, '..', '..', 'firmware-config', 'sites', 'demo'));
if (!loaded.ok) throw new Error(`the demo site does not load: ${JSON.stringify(loaded.problems.slice(0, 3))}`);
const { site, profiles } = loaded.value;
const grounds = surveyGrounds(site, 1);

const startsAt = Date.parse('2026-11-22T15:00:00+08:00');

function openMall(seed = 1) {
  const mall = Mall.of({ site, profiles, grounds, seed, pace: 1, peoplePeak: 400, alwaysOpen: true, startsAt });
  const outgoing: Outgoing[] = [...mall.open(null).outgoing];
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
    const again = (at: number) => {
      const next = Mall.of({
        site,
        profiles,
        grounds,
        seed: 2,
        pace: 1,
        peoplePeak: 0,
        alwaysOpen: true,
        startsAt: at,
      });
      next.open(last);
      return next.crowd;
    };
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

describe('past days', () => {
  const until = Date.parse('2026-11-22T11:00:00+08:00');

  test('are the whole days before today', () => {
    expect(daysBefore(until, 8, site).map(({ name }) => name)).toEqual(
      [14, 15, 16, 17, 18, 19, 20, 21].map((day) => `2026-11-${day}`),
    );
  });

  test('leave nobody behind in any zone, and a Saturday is fuller than a Tuesday', () => {
    const days = daysBefore(until, 8, site);
    const entered = days
      .filter(({ name }) => name === '2026-11-17' || name === '2026-11-21')
      .map((day) => {
        const people = new Map<string, number>();
        let enteredCount = 0;
        for (const { line: lineId, at, forward, backward } of walkDay(site, day, {
          seed: 1,
          peoplePeak: 300,
          alwaysOpen: false,
          grounds,
        })) {
          const line = site.lines.find(({ id }) => id === lineId);
          if (line === undefined) throw new Error(`no line ${lineId}`);
          expect(at % minuteMs).toBe(0);
          people.set(line.from, (people.get(line.from) ?? 0) + backward - forward);
          people.set(line.to, (people.get(line.to) ?? 0) + forward - backward);
          if (line.from === 'outside') enteredCount += forward;
          if (line.to === 'outside') enteredCount += backward;
        }
        expect([...people.values()].every((count) => count === 0)).toBe(true);
        return enteredCount;
      });
    const [tuesday = 0, saturday = 0] = entered;
    expect(tuesday).toBeGreaterThan(500);
    expect(saturday).toBeGreaterThan(1.2 * tuesday);
  });
});
