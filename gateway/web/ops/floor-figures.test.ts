import { expect, test } from 'vitest';
import type { BayState, SiteView, ZoneState } from '#shared/wire/floor-api.ts';
import { baysByZone, baysOnLevel, densityOf, peopleOnLevel } from './floor-figures.ts';

const site = {
  zones: [
    { id: 'a', levelId: '1f' },
    { id: 'b', levelId: '1f' },
    { id: 'c', levelId: '2f' },
  ],
  bays: [
    { id: 'p1', zoneId: 'p', levelId: 'g' },
    { id: 'p2', zoneId: 'p', levelId: 'g' },
    { id: 'p3', zoneId: 'p', levelId: 'g' },
    { id: 'p4', zoneId: 'q', levelId: 'g' },
  ],
} as unknown as SiteView;

const zones = (people: Record<string, number | null>) =>
  new Map(Object.entries(people).map(([id, count]) => [id, { people: count } as ZoneState]));

test('a level counts the zones that know, and is unknown where none does', () => {
  expect(peopleOnLevel(site, '1f', zones({ a: 7, b: null, c: 5 }))).toBe(7);
  expect(peopleOnLevel(site, '1f', zones({ b: null }))).toBeNull();
});

test('a bay that never spoke is unknown, not free', () => {
  const states = new Map(Object.entries({ p1: { occupied: true }, p2: { occupied: false } })) as unknown as Map<
    string,
    BayState
  >;
  expect(baysByZone(site, states).get('p')).toEqual({ bays: 3, free: 1, occupied: 1, unknown: 1 });
});

test('the bays of a level are summed over its zones', () => {
  expect(baysOnLevel(site, 'g', new Map())).toEqual({ bays: 4, free: 0, occupied: 0, unknown: 4 });
  expect(baysOnLevel(site, '1f', new Map())).toBeNull();
});

test('density is in people per 100 m²', () => {
  expect(densityOf(30, 600)).toBe(5);
});
