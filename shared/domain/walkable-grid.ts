/**
 * A level as a grid of cells a person may stand in, and from each the neighbours a person may step to.
 * Heat spreads over it, areas are counted on it, and a route over it never passes a wall.
 */
import { boundsOf, edgesOf, segmentsMeet } from './shape.ts';
import type { Level, Point, Ring, Segment, Unit, UnitCategory, Zone } from './site.ts';

/** Lower left corner, edge of a cell in metres, columns and rows; cell index = row × columns + column, row 0 south. */
export interface Grid {
  readonly origin: Point;
  readonly cellM: number;
  readonly columns: number;
  readonly rows: number;
}

export interface WalkableGrid extends Grid {
  /** For each cell the index of its zone, or -1 where nobody can stand. */
  readonly zoneOf: Int16Array;
  /** For each cell a set of the bits of `step`: the sides on which no wall and no closed space lies. */
  readonly openSides: Uint8Array;
}

/** What a grid is made of. */
export interface WalkablePlan {
  readonly outline: Ring;
  readonly walls: readonly Segment[];
  /** Outlines of the zones; a cell belongs to the first that holds its centre. */
  readonly zones: readonly Ring[];
  /** Outlines of what cannot be walked on: voids, shafts, plant rooms. */
  readonly closed: readonly Ring[];
}

/** The four sides of a cell as bits. */
export const step = { east: 1, north: 2, west: 4, south: 8 } as const;

/** The grid of heat pictures: a level of 180 m × 96 m has 180 × 96 cells. */
export const heatCellM = 1;

const closedCategories: ReadonlySet<UnitCategory> = new Set(['void', 'service', 'escalator', 'elevator']);

/** The grid of one level; `zones` are those of this level, in the order by which `zoneOf` counts them. */
export function levelGrid(level: Level, zones: readonly Zone[], units: readonly Unit[]): WalkableGrid {
  const closed = units.filter((unit) => unit.levelId === level.id && closedCategories.has(unit.category));
  return walkableGrid({
    outline: level.outline,
    walls: level.walls,
    zones: zones.map((zone) => zone.outline),
    closed: closed.map((unit) => unit.outline),
  });
}

/** Lays a grid over a plan. Walls thinner than a cell still block, since they are tested between centres. */
export function walkableGrid(plan: WalkablePlan, cellM: number = heatCellM): WalkableGrid {
  const grid = gridOver(plan.outline, cellM);
  const zoneOf = new Int16Array(grid.columns * grid.rows).fill(-1);
  const indoors = new Uint8Array(zoneOf.length);
  for (const cell of cellsInside(grid, plan.outline)) indoors[cell] = 1;
  for (const cell of plan.closed.flatMap((ring) => cellsInside(grid, ring))) indoors[cell] = 0;
  for (const [zone, ring] of plan.zones.entries()) {
    for (const cell of cellsInside(grid, ring)) if (indoors[cell] === 1 && zoneOf[cell] === -1) zoneOf[cell] = zone;
  }
  const openSides = new Uint8Array(zoneOf.length);
  openNeighbours(grid, zoneOf, openSides);
  for (const wall of plan.walls) closeAlong(grid, openSides, wall);
  const walkable = { ...grid, zoneOf, openSides };
  fillPockets(walkable);
  return walkable;
}

/**
 * The number of the connected part that each cell belongs to, from 0 in the order of their southernmost cell; -1 where
 * nobody can stand. People walk within a part; only lifts, escalators and doors to outside join two of them.
 */
export function partsOf(grid: WalkableGrid): Int32Array {
  const parts = new Int32Array(grid.zoneOf.length).fill(-1);
  let part = 0;
  for (const start of grid.zoneOf.keys()) {
    if (grid.zoneOf[start] === -1 || parts[start] !== -1) continue;
    const reached = [start];
    parts[start] = part;
    for (const cell of reached) {
      for (const neighbour of neighboursOf(grid, cell)) {
        if (parts[neighbour] !== -1) continue;
        parts[neighbour] = part;
        reached.push(neighbour);
      }
    }
    part += 1;
  }
  return parts;
}

/** The smallest grid of whole cells that covers an outline. */
export function gridOver(outline: Ring, cellM: number): Grid {
  const [low, high] = boundsOf(outline);
  return {
    origin: low,
    cellM,
    columns: Math.max(1, Math.ceil((high[0] - low[0]) / cellM - 1e-6)),
    rows: Math.max(1, Math.ceil((high[1] - low[1]) / cellM - 1e-6)),
  };
}

/** The middle of a cell. */
export function centreOf(grid: Grid, cell: number): Point {
  const column = cell % grid.columns;
  const row = (cell - column) / grid.columns;
  return [grid.origin[0] + (column + 0.5) * grid.cellM, grid.origin[1] + (row + 0.5) * grid.cellM];
}

/** The cells whose centres lie inside a ring, row by row: between every other pair of edges that cross the row. */
export function cellsInside(grid: Grid, ring: Ring): readonly number[] {
  const cells: number[] = [];
  const edges = edgesOf(ring);
  for (let row = 0; row < grid.rows; row += 1) {
    const [, y] = centreOf(grid, row * grid.columns);
    const crossings = edges
      .filter(([a, b]) => a[1] > y !== b[1] > y)
      .map(([a, b]) => a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
      .toSorted((a, b) => a - b);
    for (let pair = 0; pair < crossings.length; pair += 2) {
      const columnOf = (x = 0): number => Math.ceil((x - grid.origin[0]) / grid.cellM - 0.5);
      const end = Math.min(grid.columns, columnOf(crossings[pair + 1]));
      for (let column = Math.max(0, columnOf(crossings[pair])); column < end; column += 1) {
        cells.push(row * grid.columns + column);
      }
    }
  }
  return cells;
}

/** The cells one step away from a cell. */
export function neighboursOf(grid: WalkableGrid, cell: number): readonly number[] {
  const open = grid.openSides[cell] ?? 0;
  const cells: number[] = [];
  if (open & step.east) cells.push(cell + 1);
  if (open & step.north) cells.push(cell + grid.columns);
  if (open & step.west) cells.push(cell - 1);
  if (open & step.south) cells.push(cell - grid.columns);
  return cells;
}

/** A part of fewer cells is no room but a gap between a slanted wall and the grid. */
const pocketCellsMax = 4;

function fillPockets(grid: WalkableGrid): void {
  const parts = partsOf(grid);
  const sizes = new Map<number, number>();
  for (const part of parts) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  for (const [cell, part] of parts.entries()) {
    if (part < 0 || (sizes.get(part) ?? 0) > pocketCellsMax) continue;
    grid.zoneOf[cell] = -1;
    grid.openSides[cell] = 0;
  }
}

function openNeighbours(grid: Grid, zoneOf: Int16Array, openSides: Uint8Array): void {
  const walkable = (cell: number): boolean => (zoneOf[cell] ?? -1) >= 0;
  for (let cell = 0; cell < zoneOf.length; cell += 1) {
    if (!walkable(cell)) continue;
    if ((cell + 1) % grid.columns !== 0 && walkable(cell + 1)) join(openSides, cell, cell + 1, step.east, step.west);
    const above = cell + grid.columns;
    if (above < zoneOf.length && walkable(above)) join(openSides, cell, above, step.north, step.south);
  }
}

function join(openSides: Uint8Array, cell: number, other: number, side: number, back: number): void {
  openSides[cell] = (openSides[cell] ?? 0) | side;
  openSides[other] = (openSides[other] ?? 0) | back;
}

/** Closes every step that would pass through a wall. Only cells near the wall are looked at. */
function closeAlong(grid: Grid, openSides: Uint8Array, wall: Segment): void {
  const [low, high] = boundsOf(wall);
  const columnFrom = Math.max(0, Math.floor((low[0] - grid.origin[0]) / grid.cellM) - 1);
  const columnTo = Math.min(grid.columns - 1, Math.floor((high[0] - grid.origin[0]) / grid.cellM) + 1);
  const rowFrom = Math.max(0, Math.floor((low[1] - grid.origin[1]) / grid.cellM) - 1);
  const rowTo = Math.min(grid.rows - 1, Math.floor((high[1] - grid.origin[1]) / grid.cellM) + 1);
  for (let row = rowFrom; row <= rowTo; row += 1) {
    for (let column = columnFrom; column <= columnTo; column += 1) {
      const cell = row * grid.columns + column;
      closeIfCrossed(grid, openSides, wall, cell, cell + 1, step.east, step.west);
      closeIfCrossed(grid, openSides, wall, cell, cell + grid.columns, step.north, step.south);
    }
  }
}

function closeIfCrossed(
  grid: Grid,
  openSides: Uint8Array,
  wall: Segment,
  cell: number,
  other: number,
  side: number,
  back: number,
): void {
  if (((openSides[cell] ?? 0) & side) === 0) return;
  if (!segmentsMeet(wall, [centreOf(grid, cell), centreOf(grid, other)])) return;
  openSides[cell] = (openSides[cell] ?? 0) & ~side;
  openSides[other] = (openSides[other] ?? 0) & ~back;
}
