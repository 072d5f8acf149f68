/** What there is to do in a mall: shops to visit, corners to rest in, bays to park in, doors to come through. */
import type { BayId, ShopId } from '#shared/domain/ids.ts';
import type { Ring, Site, Unit, Zone } from '#shared/domain/site.ts';
import type { Random } from './random.ts';
import type { Passage, RouteBook, Stop } from './route-book.ts';
import { isInside } from './zone-walk.ts';

/** How people behave in a kind of place. */
export interface Habit {
  /** How often it is chosen, against the others. */
  readonly attraction: number;
  /** Half of the stays are shorter, minutes. */
  readonly stayMinutes: number;
  readonly buyChance: number;
  /** Half of the receipts are smaller, yuan. */
  readonly spendYuan: number;
}

export interface Place {
  readonly stop: Stop;
  readonly habit: Habit;
  /** Null for a bench or a look over the railing. */
  readonly shopId: ShopId | null;
}

export interface BayPlace {
  readonly bayId: BayId;
  readonly stop: Stop;
}

export interface Entrance {
  readonly passage: Passage;
  /** 0 to 1: doors are not equally near to the bus. */
  readonly weight: number;
}

export interface Places {
  readonly visited: readonly Place[];
  readonly bays: readonly BayPlace[];
  readonly doors: readonly Entrance[];
  readonly ramps: readonly Entrance[];
}

/** Attraction at most attractionMax. */
const habits: Readonly<Record<string, Habit>> = {
  dining: { attraction: 2.2, stayMinutes: 26, buyChance: 0.92, spendYuan: 96 },
  supermarket: { attraction: 6, stayMinutes: 16, buyChance: 0.85, spendYuan: 128 },
  fashion: { attraction: 1, stayMinutes: 7, buyChance: 0.18, spendYuan: 320 },
  beauty: { attraction: 0.9, stayMinutes: 6, buyChance: 0.3, spendYuan: 180 },
  kids: { attraction: 1.1, stayMinutes: 14, buyChance: 0.35, spendYuan: 150 },
  electronics: { attraction: 1.2, stayMinutes: 9, buyChance: 0.12, spendYuan: 900 },
  services: { attraction: 0.5, stayMinutes: 8, buyChance: 0.4, spendYuan: 60 },
};
export const attractionMax = 6;
const otherShop: Habit = { attraction: 0.8, stayMinutes: 7, buyChance: 0.25, spendYuan: 120 };
const rest: Habit = { attraction: 2, stayMinutes: 4, buyChance: 0, spendYuan: 0 };

export function findPlaces(site: Site, book: RouteBook, random: Random): Places {
  const categories = new Map(site.shops.map((shop) => [shop.id, shop.category]));
  const shops = site.units.filter((unit) => unit.category === 'shop').flatMap((unit) => shopPlace(unit, site, book));
  const corners = site.zones.filter((zone) => zone.kind === 'shopping').map((zone) => restPlace(zone, book));
  const entrances = (passages: readonly Passage[]): Entrance[] =>
    passages.map((passage) => ({ passage, weight: random.between(0.4, 1) }));

  function shopPlace(unit: Unit, { zones }: Site, { stopAt }: RouteBook): Place[] {
    const zone = zones.find(({ levelId, outline }) => levelId === unit.levelId && isInside(unit.labelAt, outline));
    if (zone === undefined) return [];
    const habit = habits[categories.get(unit.id) ?? ''] ?? otherShop;
    return [{ stop: stopAt(zone.id, unit.labelAt), habit, shopId: unit.id }];
  }

  return {
    visited: [...shops, ...corners],
    bays: site.bays.map((bay) => ({ bayId: bay.id, stop: book.stopAt(bay.zoneId, middleOf(bay.outline)) })),
    doors: entrances(book.entrances('escalator')),
    ramps: entrances(book.entrances('car')),
  };
}

function restPlace(zone: Zone, { stopAt }: RouteBook): Place {
  return { stop: stopAt(zone.id, zone.labelAt), habit: rest, shopId: null };
}

function middleOf(ring: Ring): readonly [number, number] {
  const sum = ring.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}
