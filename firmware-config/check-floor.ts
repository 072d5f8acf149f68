/**
 * What must hold of the plan itself, so that people can be counted on it: zones do not overlap, every place can be
 * walked to, and nobody changes zone without crossing a line.
 */
import { distanceToSegment, isInside, segmentsMeet } from '#shared/domain/shape.ts';
import type { Level, Line, LineSide, Point, Site, Zone } from '#shared/domain/site.ts';
import {
  cellsInside,
  centreOf,
  levelGrid,
  neighboursOf,
  partsOf,
  type WalkableGrid,
} from '#shared/domain/walkable-grid.ts';
import type { ConfigProblem } from './config-problem.ts';

export function checkFloor(site: Site): readonly ConfigProblem[] {
  return [
    ...unreachableZones(site),
    ...site.levels.flatMap((level) => {
      const zones = site.zones.filter((zone) => zone.levelId === level.id);
      const lines = site.lines.filter((line) => line.levelId === level.id);
      const grid = levelGrid(level, zones, site.units);
      return [
        ...overlaps(site, level, zones, grid),
        ...sealedPlaces(site, level, grid),
        ...uncountedBoundaries(level, zones, lines, grid),
      ];
    }),
  ];
}

/** Zones that no chain of lines joins to the outside: whoever is counted in one was never counted into the mall. */
function unreachableZones(site: Site): readonly ConfigProblem[] {
  const reached = new Set<LineSide>(['outside']);
  for (const side of reached) {
    for (const { from, to } of site.lines) {
      if (from === side) reached.add(to);
      if (to === side) reached.add(from);
    }
  }
  return site.zones.flatMap(({ id }, index) =>
    reached.has(id)
      ? []
      : [{ file: 'zones.geojson', path: `features[${index}]`, message: `no line leads from outside to zone "${id}"` }],
  );
}

function overlaps(site: Site, level: Level, zones: readonly Zone[], grid: WalkableGrid): readonly ConfigProblem[] {
  return zones.flatMap((zone, index) => {
    // A cell went to the first zone that claims it, so whoever lost one overlaps the winner.
    const lost = cellsInside(grid, zone.outline).find((cell) => {
      const owner = grid.zoneOf[cell] ?? -1;
      return owner >= 0 && owner < index;
    });
    const winner = lost === undefined ? undefined : zones[grid.zoneOf[lost] ?? -1];
    if (lost === undefined || winner === undefined) return [];
    return [
      {
        file: 'zones.geojson',
        path: `features[${site.zones.indexOf(zone)}].geometry`,
        message: `zone "${zone.id}" overlaps zone "${winner.id}" ${place(level, centreOf(grid, lost))}`,
      },
    ];
  });
}

/**
 * Rooms without a doorway. A part of a level is open where a line leads into it, be it an escalator's: some cell of it
 * then lies half a cell from the line. A room beside the end of a line is farther off, at the diagonal of a cell.
 */
function sealedPlaces(site: Site, level: Level, grid: WalkableGrid): readonly ConfigProblem[] {
  const parts = partsOf(grid);
  const zonesHere = new Set<LineSide>(site.zones.filter((zone) => zone.levelId === level.id).map(({ id }) => id));
  const lines = site.lines.filter(({ from, to }) => zonesHere.has(from) || zonesHere.has(to));
  const open = new Set<number>();
  const first = new Map<number, number>();
  for (const [cell, part] of parts.entries()) {
    if (part < 0) continue;
    if (!first.has(part)) first.set(part, cell);
    if (open.has(part)) continue;
    if (lines.some(({ at }) => distanceToSegment(centreOf(grid, cell), at) <= grid.cellM * 0.55)) open.add(part);
  }
  return [...first].flatMap(([part, cell]) => {
    if (open.has(part)) return [];
    const centre = centreOf(grid, cell);
    const index = site.units.findIndex((unit) => unit.levelId === level.id && isInside(centre, unit.outline));
    const unit = site.units[index];
    const what = unit === undefined ? 'the ground' : `unit "${unit.id}"`;
    return [
      {
        file: 'unit.geojson',
        path: unit === undefined ? '' : `features[${index}]`,
        message: `${what} ${place(level, centre)} has no opening: nobody can walk there`,
      },
    ];
  });
}

/** Boundaries that people can walk across unseen: the sums of the two zones would drift apart. One report a pair. */
function uncountedBoundaries(
  level: Level,
  zones: readonly Zone[],
  lines: readonly Line[],
  grid: WalkableGrid,
): readonly ConfigProblem[] {
  const found = new Map<string, ConfigProblem>();
  for (const [cell, owner] of grid.zoneOf.entries()) {
    const here = zones[owner];
    if (here === undefined) continue;
    for (const neighbour of neighboursOf(grid, cell)) {
      const there = zones[grid.zoneOf[neighbour] ?? -1];
      if (neighbour < cell || there === undefined || there === here) continue;
      const key = [here.id, there.id].toSorted().join(' ');
      const way = [centreOf(grid, cell), centreOf(grid, neighbour)] as const;
      if (found.has(key) || lines.some((line) => joins(line, here, there) && segmentsMeet(line.at, way))) continue;
      found.set(key, {
        file: 'lines.geojson',
        path: '',
        message: `no line counts who walks between "${here.id}" and "${there.id}" ${place(level, way[0])}`,
      });
    }
  }
  return [...found.values()];
}

function joins({ from, to }: Line, a: Zone, b: Zone): boolean {
  return (from === a.id && to === b.id) || (from === b.id && to === a.id);
}

function place(level: Level, [x, y]: Point): string {
  return `on ${level.shortName} at ${x.toFixed(1)} m east, ${y.toFixed(1)} m north of the origin`;
}
