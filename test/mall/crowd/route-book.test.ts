import { describe, expect, test } from 'vitest';
import type { ZoneId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import { hallWalls, smallSite } from '../small-site.ts';
import { createRandom } from './random.ts';
import { createRouteBook, type Leg, type RouteBook } from './route-book.ts';
import { cross, isInside } from './zone-walk.ts';

function expectLegInsideItsZone(leg: Leg, book: RouteBook, { zones, levels }: Site): void {
  const zone = zones.find(({ id }) => id === leg.from.zoneId);
  const walls = levels.find(({ id }) => id === zone?.levelId)?.walls ?? [];
  const points = book.points(leg);
  for (const [index, point] of points.entries()) {
    expect(isInside(point, zone?.outline ?? [])).toBe(true);
    const before = points[index - 1];
    if (before === undefined) continue;
    expect(walls.filter((wall) => cross([before, point], wall))).toEqual([]);
  }
}

describe('route book', () => {
  const book = createRouteBook(smallSite);

  test('a way around a wall is longer than the straight line, and leads through the opening', () => {
    const shop = book.stopAt('1f-hall' as ZoneId, [10, 17]);
    const front = book.stopAt('1f-hall' as ZoneId, [10, 12]);
    const [leg] = book.route(shop, front, 'escalator') ?? [];
    if (leg === undefined) throw new Error('no way out of the shop');
    expect(leg.lengthM).toBeGreaterThan(8);
    const points = book.points(leg);
    const inFront = points.findIndex(([, y]) => y < 14);
    expect(inFront).toBeGreaterThan(0);
    for (const [x] of points.slice(inFront - 1, inFront + 1)) expect(x > 4 && x < 7).toBe(true);
  });

  test('a route crosses each line between its zones once, in the right direction', () => {
    const from = book.stopAt('1f-hall' as ZoneId, [6, 17]);
    const to = book.stopAt('2f-gallery' as ZoneId, [6, 17]);
    const crossed = (book.route(from, to, 'escalator') ?? []).flatMap(({ passage }) =>
      passage === null ? [] : [`${passage.line.id} ${passage.direction}`],
    );
    expect(crossed).toEqual(['passage forward', 'escalator forward']);
    const back = (book.wayOut(to, 'escalator') ?? []).map(({ passage }) => `${passage?.line.id} ${passage?.direction}`);
    expect(back).toEqual(['escalator backward', 'passage backward', 'door backward']);
  });

  test('a car stays in the garage, a walker off the ramp', () => {
    const bay = book.stopAt('p-garage' as ZoneId, [31, 3]);
    const hall = book.stopAt('1f-hall' as ZoneId, [10, 10]);
    expect(book.route(bay, hall, 'car')).toBeNull();
    expect(book.wayOut(bay, 'car')?.map(({ passage }) => passage?.line.id)).toEqual(['ramp']);
    expect(book.wayOut(bay, 'lift')?.map(({ passage }) => passage?.line.id)).toEqual(['lift', 'door']);
  });

  test('no way passes a wall or leaves its zone, from anywhere to anywhere', () => {
    const random = createRandom(3, 'ways');
    const walks = [...book.walks.values()];
    for (let round = 0; round < 200; round++) {
      const [from, to] = [random.pick(walks), random.pick(walks)].map(({ zone, cells }) => ({
        zoneId: zone.id,
        cell: random.below(cells),
      }));
      if (from === undefined || to === undefined) continue;
      const legs = book.route(from, to, 'escalator');
      expect(legs).not.toBeNull();
      for (const leg of legs ?? []) expectLegInsideItsZone(leg, book, smallSite);
    }
    // The walls are real: without them the first test's way would be straight.
    expect(hallWalls.length).toBeGreaterThan(0);
  });
});
