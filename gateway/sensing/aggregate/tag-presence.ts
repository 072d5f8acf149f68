/**
 * Which zone each tag is in: seen there within the last minute, and where several antennas hear it, the zone whose last
 * signal was strongest. Only the keyed hash of a tag is known here, and only for that minute.
 */
import { minuteMs } from '#shared/domain/calendar.ts';

interface Sighting {
  readonly at: number;
  readonly dbm: number;
}

/** How long a tag counts as present after it was last seen. */
export const tagPresenceMs = minuteMs;

export class TagPresence {
  readonly #zonesByTag = new Map<string, Map<number, Sighting>>();

  observe(tag: string, zone: number, at: number, dbm: number): void {
    let zones = this.#zonesByTag.get(tag);
    if (zones === undefined) {
      zones = new Map();
      this.#zonesByTag.set(tag, zones);
    }
    const before = zones.get(zone);
    if (before === undefined || before.at < at || (before.at === at && before.dbm < dbm)) zones.set(zone, { at, dbm });
  }

  /** Tags by zone at a moment; forgets those that were last seen more than a minute before it. */
  count(at: number): ReadonlyMap<number, number> {
    const present = new Map<number, number>();
    for (const [tag, zones] of this.#zonesByTag) {
      for (const [zone, sighting] of zones) if (sighting.at <= at - tagPresenceMs) zones.delete(zone);
      const zone = strongest(zones);
      if (zone === null) this.#zonesByTag.delete(tag);
      else present.set(zone, (present.get(zone) ?? 0) + 1);
    }
    return present;
  }
}

function strongest(zones: ReadonlyMap<number, Sighting>): number | null {
  let best: { zone: number; sighting: Sighting } | null = null;
  for (const [zone, sighting] of zones) {
    const ahead =
      best === null ? 1 : sighting.dbm - best.sighting.dbm || sighting.at - best.sighting.at || best.zone - zone;
    if (ahead > 0) best = { zone, sighting };
  }
  return best?.zone ?? null;
}
