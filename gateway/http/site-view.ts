/** The plan that screens draw: the site without what only the gateway needs. */
import type { LevelId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site } from '#shared/domain/site.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';

export type HeatGrid = SiteView['levels'][number]['grid'];

/** Made once at start: a site changes only with a restart. Throws (a bug) where a level has no grid. */
export function siteViewOf(parts: {
  site: Site;
  profiles: ReadonlyMap<ProfileId, Profile>;
  grids: ReadonlyMap<LevelId, HeatGrid>;
  heatScaleMax: number;
}): SiteView {
  const { site, profiles, grids, heatScaleMax } = parts;
  return {
    id: site.id,
    name: site.name,
    ...site.calendar,
    levels: site.levels.map((level) => {
      const grid = grids.get(level.id);
      if (grid === undefined) throw new Error(`level ${level.id} has no heat grid`);
      return { ...level, walls: [...level.walls], grid };
    }),
    units: [...site.units],
    zones: [...site.zones],
    lines: site.lines.map(({ id, levelId, name, kind, at }) => ({ id, levelId, name, kind, at })),
    bays: [...site.bays],
    devices: site.devices.map(({ id, levelId, name, profileId, position }) => ({
      id,
      levelId,
      name,
      class: profiles.get(profileId)?.class ?? 'counter',
      position,
    })),
    desks: site.desks.map(({ id, name, levelId, position }) => ({ id, name, levelId, position })),
    kiosks: site.kiosks.map(({ id, name, levelId, position }) => ({ id, name, levelId, position })),
    heatScaleMax,
  };
}
