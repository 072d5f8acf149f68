/** Sums over zones and bays. Pure. */
import type { BayState, SiteView, ZoneState } from '#shared/wire/floor-api.ts';

/** People on a level, from the zones that know theirs; null where none does. */
export function peopleOnLevel(site: SiteView, levelId: string, zones: ReadonlyMap<string, ZoneState>): number | null {
  const known = site.zones
    .filter((zone) => zone.levelId === levelId)
    .map((zone) => zones.get(zone.id)?.people ?? null)
    .filter((people) => people !== null);
  return known.length === 0 ? null : known.reduce((sum, people) => sum + people, 0);
}

export interface BayCount {
  readonly bays: number;
  readonly free: number;
  readonly occupied: number;
  readonly unknown: number;
}

/** Bays by zone id; zones without bays are absent. */
export function baysByZone(site: SiteView, states: ReadonlyMap<string, BayState>): ReadonlyMap<string, BayCount> {
  const counts = new Map<string, { bays: number; free: number; occupied: number; unknown: number }>();
  for (const bay of site.bays) {
    const count = counts.get(bay.zoneId) ?? { bays: 0, free: 0, occupied: 0, unknown: 0 };
    const occupied = states.get(bay.id)?.occupied ?? null;
    count.bays += 1;
    count[occupied === null ? 'unknown' : occupied ? 'occupied' : 'free'] += 1;
    counts.set(bay.zoneId, count);
  }
  return counts;
}

/** The bays of a level together; null where it has none. */
export function baysOnLevel(site: SiteView, levelId: string, states: ReadonlyMap<string, BayState>): BayCount | null {
  const counts = baysByZone({ ...site, bays: site.bays.filter((bay) => bay.levelId === levelId) }, states);
  if (counts.size === 0) return null;
  return [...counts.values()].reduce((sum, count) => ({
    bays: sum.bays + count.bays,
    free: sum.free + count.free,
    occupied: sum.occupied + count.occupied,
    unknown: sum.unknown + count.unknown,
  }));
}

/** People per 100 m². */
export function densityOf(people: number, areaM2: number): number {
  return areaM2 === 0 ? 0 : (people / areaM2) * 100;
}
