/**
 * From people per zone to a picture of a level. Counters say how many people are in a zone, not where: the picture puts
 * them where people of such a zone are likely, near the ways through it, and nearer to the lines just crossed. All that
 * depends on the plan is worked out once; a picture costs the same whether ten people are in the mall or ten thousand.
 */
import { addCrowd, type Kernel, kernelOf, type Steps, spread, stepsWithin } from './heat-kernel.ts';
import type { LevelId, LineId, ZoneId } from './ids.ts';
import { distanceToSegment } from './shape.ts';
import type { Line, Segment, Site } from './site.ts';
import { centreOf, type Grid, levelGrid, type WalkableGrid } from './walkable-grid.ts';

/** People per 100 m² at the top of the scale. Fixed, so that one colour means one density at every hour and floor. */
export const heatScaleMax = 40;
/** The cell value of heatScaleMax people per 100 m² or more; 0 is nobody, and the scale between is linear. */
export const hottestCell = 254;
/** The cell value of a place where nobody can stand. */
export const blockedCell = 255;

export interface HeatField {
  readonly grid: Grid;
  /**
   * The picture, one byte a cell, row 0 south. `peopleByZone` holds people inside now; `activityByLine` the crossings
   * of the last moments, in any measure that is the same for all lines. Zones and lines of other levels are passed over.
   */
  render(peopleByZone: ReadonlyMap<ZoneId, number>, activityByLine: ReadonlyMap<LineId, number>): Uint8Array;
  /** The same before it is reduced to bytes: people by cell. Sums to the people of the level's zones. */
  people(peopleByZone: ReadonlyMap<ZoneId, number>, activityByLine: ReadonlyMap<LineId, number>): Float64Array;
}

/** Reach of a crowd around a line that it has just crossed. */
const activitySigmaM = 6;
/** Reach of a zone's resting crowd from the lines through which it came. */
const restingSigmaM = 12;
/** People stand a little across the boundary of a zone, never through a wall. */
const boundarySigmaM = 1.5;
/** Part of a resting crowd that keeps near the ways; the rest is anywhere in the zone. */
const nearWaysShare = 0.6;
/** Part of a zone's people that recent crossings can draw to their lines, reached when many of them just crossed. */
const activityShareMax = 0.75;
/** With this many crossings for each person inside, half of activityShareMax is reached. */
const activityPerPerson = 0.5;

interface ZoneHeat {
  readonly id: ZoneId;
  readonly resting: Kernel;
  readonly atLine: ReadonlyMap<LineId, Kernel>;
}

/** Prepares the pictures of one level, in about a tenth of a second. Throws for a level that the site does not have. */
export function createHeatField(site: Site, levelId: LevelId): HeatField {
  const level = site.levels.find(({ id }) => id === levelId);
  if (level === undefined) throw new Error(`the site has no level ${levelId}`);
  const zones = site.zones.filter((zone) => zone.levelId === levelId);
  const grid = levelGrid(level, zones, site.units);
  const stepsAnywhere = stepsWithin(grid, null);
  const heats = zones.map((zone, index) => {
    const lines = site.lines.filter(({ from, to }) => from === zone.id || to === zone.id);
    return zoneHeat(grid, zone.id, index, lines, stepsAnywhere);
  });
  const blocked = grid.zoneOf.map((zone) => (zone < 0 ? 1 : 0));
  const people: HeatField['people'] = (peopleByZone, activityByLine) => {
    const cells = new Float64Array(grid.zoneOf.length);
    for (const heat of heats) addZone(cells, heat, peopleByZone.get(heat.id) ?? 0, activityByLine);
    return cells;
  };
  const { origin, cellM, columns, rows } = grid;
  return {
    grid: { origin, cellM, columns, rows },
    people,
    render: (peopleByZone, activityByLine) => toBytes(people(peopleByZone, activityByLine), blocked, cellM ** 2),
  };
}

function zoneHeat(
  grid: WalkableGrid,
  id: ZoneId,
  zone: number,
  lines: readonly Line[],
  stepsAnywhere: Steps,
): ZoneHeat {
  const steps = stepsWithin(grid, zone);
  const spreadInside = (people: Float64Array, sigmaM: number): Float64Array =>
    spread(people, steps, sigmaM / grid.cellM);
  const overBoundary = (people: Float64Array): Kernel =>
    kernelOf(spread(people, stepsAnywhere, boundarySigmaM / grid.cellM));
  const everywhere = [...grid.zoneOf.keys()].filter((cell) => grid.zoneOf[cell] === zone);
  const reach = lines.map((line) => [line.id, cellsAt(grid, everywhere, line.at)] as const);
  const allWays = reach.flatMap(([, cells]) => cells);
  const nearWays = spreadInside(evenly(grid, allWays), restingSigmaM);
  const share = allWays.length === 0 ? 0 : nearWaysShare;
  const resting = evenly(grid, everywhere).map((value, cell) => (1 - share) * value + share * (nearWays[cell] ?? 0));
  return {
    id,
    resting: overBoundary(resting),
    atLine: new Map(
      reach.map(([line, cells]) => [line, overBoundary(spreadInside(evenly(grid, cells), activitySigmaM))]),
    ),
  };
}

/** One person, spread evenly over some cells. */
function evenly(grid: WalkableGrid, cells: readonly number[]): Float64Array {
  const people = new Float64Array(grid.zoneOf.length);
  for (const cell of cells) people[cell] = (people[cell] ?? 0) + 1 / cells.length;
  return people;
}

/**
 * The cells of a zone along a line. The line of an escalator is drawn at its lower landing, so for the zone above,
 * and wherever a line lies a little off the grid, they are the cells nearest to it.
 */
function cellsAt(grid: Grid, cells: readonly number[], at: Segment): readonly number[] {
  const distances = cells.map((cell) => distanceToSegment(centreOf(grid, cell), at));
  const nearest = distances.reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
  return cells.filter((_, index) => (distances[index] ?? 0) <= nearest + grid.cellM / 2);
}

function addZone(
  cells: Float64Array,
  heat: ZoneHeat,
  people: number,
  activityByLine: ReadonlyMap<LineId, number>,
): void {
  if (people <= 0) return;
  let activity = 0;
  for (const line of heat.atLine.keys()) activity += activityByLine.get(line) ?? 0;
  const moving = activity > 0 ? (people * activityShareMax * activity) / (activity + activityPerPerson * people) : 0;
  addCrowd(cells, heat.resting, people - moving);
  for (const [line, kernel] of heat.atLine) {
    const crossings = activityByLine.get(line) ?? 0;
    if (crossings > 0) addCrowd(cells, kernel, (moving * crossings) / activity);
  }
}

function toBytes(people: Float64Array, blocked: Int16Array, cellM2: number): Uint8Array {
  const bytes = new Uint8Array(people.length);
  const bytesPerPerson = ((100 / cellM2) * hottestCell) / heatScaleMax;
  for (let cell = 0; cell < bytes.length; cell += 1) {
    const value = Math.round((people[cell] ?? 0) * bytesPerPerson);
    bytes[cell] = blocked[cell] === 1 ? blockedCell : Math.min(hottestCell, value);
  }
  return bytes;
}
