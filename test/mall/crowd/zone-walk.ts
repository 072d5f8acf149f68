/**
 * Where one can walk inside one zone: square cells of its outline, joined where no wall stands between their centres.
 * A way is read from a distance field, so it never leaves the zone and never passes a wall.
 */
import type { Level, Point, Ring, Segment, Zone } from '#shared/domain/site.ts';
import { MinHeap } from './min-heap.ts';

export const cellM = 1;

/** Only the largest connected part counts: a cell behind a shop front without a door is no place for a person. */
export interface ZoneWalk {
  readonly zone: Zone;
  readonly cells: number;
  /** The cell nearest to a point, of those near it rather one that sees the point than one behind a wall. */
  cellAt(point: Point): number;
  pointOf(cell: number): Point;
  /** Metres on foot from each cell to the goal. Kept: goals are few (lines, shops, bays) and asked for often. */
  fieldTo(goal: number): Float32Array;
  /** Centres of the cells on the shortest way, both ends included. */
  wayTo(from: number, goal: number): readonly Point[];
}

/** Steps to the eight neighbours: columns, rows, metres. Opposite directions are four apart. */
const steps = [
  [1, 0, 1],
  [1, 1, Math.SQRT2],
  [0, 1, 1],
  [-1, 1, Math.SQRT2],
  [-1, 0, 1],
  [-1, -1, Math.SQRT2],
  [0, -1, 1],
  [1, -1, Math.SQRT2],
] as const;

export function createZoneWalk(zone: Zone, level: Level): ZoneWalk {
  const { points, neighbours } = largestPart(cutCells(zone.outline, level.walls));
  const fields = new Map<number, Float32Array>();

  function fieldTo(goal: number): Float32Array {
    const known = fields.get(goal);
    if (known !== undefined) return known;
    const field = spread(neighbours, points.length, goal);
    fields.set(goal, field);
    return field;
  }

  return {
    zone,
    cells: points.length,
    cellAt: (point) => nearestCell(points, point, level.walls),
    pointOf: (cell) => pointAt(points, cell),
    fieldTo,
    wayTo(from, goal) {
      const field = fieldTo(goal);
      const way = [pointAt(points, from)];
      for (let cell = from; cell !== goal; ) {
        cell = downhill(neighbours, field, cell);
        way.push(pointAt(points, cell));
      }
      return way;
    },
  };
}

interface Cells {
  readonly points: readonly Point[];
  /** Eight a cell, in the order of `steps`; -1 where there is none. */
  readonly neighbours: Int32Array;
}

function cutCells(outline: Ring, walls: readonly Segment[]): Cells {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const west = Math.min(...xs);
  const south = Math.min(...ys);
  const columns = Math.ceil((Math.max(...xs) - west) / cellM);
  const rows = Math.ceil((Math.max(...ys) - south) / cellM);

  const cellOf = new Int32Array(columns * rows).fill(-1);
  const points: Point[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const centre: Point = [west + (column + 0.5) * cellM, south + (row + 0.5) * cellM];
      if (!isInside(centre, outline)) continue;
      cellOf[row * columns + column] = points.length;
      points.push(centre);
    }
  }

  const nearWalls = wallsByCell(walls, [west, south], columns, rows);
  const neighbours = new Int32Array(points.length * steps.length).fill(-1);
  for (const [place, cell] of cellOf.entries()) {
    if (cell < 0) continue;
    for (const [direction, [east, north]] of steps.entries()) {
      const column = (place % columns) + east;
      const row = Math.floor(place / columns) + north;
      if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
      const other = cellOf[row * columns + column] ?? -1;
      if (other < 0) continue;
      const step: Segment = [pointAt(points, cell), pointAt(points, other)];
      if (nearWalls[place]?.some((wall) => cross(step, wall))) continue;
      neighbours[cell * steps.length + direction] = other;
    }
  }
  return { points, neighbours };
}

/** The walls that a step out of a cell can meet. */
function wallsByCell(walls: readonly Segment[], [west, south]: Point, columns: number, rows: number): Segment[][] {
  const lists: Segment[][] = Array.from({ length: columns * rows }, () => []);
  for (const wall of walls) {
    const [[x1, y1], [x2, y2]] = wall;
    const left = Math.max(0, Math.floor((Math.min(x1, x2) - west) / cellM) - 1);
    const right = Math.min(columns - 1, Math.floor((Math.max(x1, x2) - west) / cellM) + 1);
    const low = Math.max(0, Math.floor((Math.min(y1, y2) - south) / cellM) - 1);
    const high = Math.min(rows - 1, Math.floor((Math.max(y1, y2) - south) / cellM) + 1);
    for (let row = low; row <= high; row++) {
      for (let column = left; column <= right; column++) lists[row * columns + column]?.push(wall);
    }
  }
  return lists;
}

function largestPart({ points, neighbours }: Cells): Cells {
  const partOf = new Int32Array(points.length).fill(-1);
  let largest: number[] = [];
  for (let start = 0; start < points.length; start++) {
    if (partOf[start] !== -1) continue;
    const part = [start];
    partOf[start] = start;
    for (const cell of part) {
      for (let direction = 0; direction < steps.length; direction++) {
        const next = neighbours[cell * steps.length + direction] ?? -1;
        if (next < 0 || partOf[next] !== -1) continue;
        partOf[next] = start;
        part.push(next);
      }
    }
    if (part.length > largest.length) largest = part;
  }

  const renamed = new Map(largest.map((cell, index) => [cell, index]));
  const kept = new Int32Array(largest.length * steps.length).fill(-1);
  for (const [index, cell] of largest.entries()) {
    for (let direction = 0; direction < steps.length; direction++) {
      kept[index * steps.length + direction] = renamed.get(neighbours[cell * steps.length + direction] ?? -1) ?? -1;
    }
  }
  return { points: largest.map((cell) => pointAt(points, cell)), neighbours: kept };
}

/** Dijkstra from the goal outwards. */
function spread(neighbours: Int32Array, cells: number, goal: number): Float32Array {
  const field = new Float32Array(cells).fill(Number.POSITIVE_INFINITY);
  const open = new MinHeap<number>();
  field[goal] = 0;
  open.push(0, goal);
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const here = field[cell] ?? 0;
    for (const [direction, [, , metres]] of steps.entries()) {
      const next = neighbours[cell * steps.length + direction] ?? -1;
      if (next < 0 || (field[next] ?? 0) <= Math.fround(here + metres * cellM)) continue;
      field[next] = here + metres * cellM;
      open.push(here + metres * cellM, next);
    }
  }
  return field;
}

function downhill(neighbours: Int32Array, field: Float32Array, cell: number): number {
  let best = cell;
  let bestTotal = Number.POSITIVE_INFINITY;
  for (const [direction, [, , metres]] of steps.entries()) {
    const next = neighbours[cell * steps.length + direction] ?? -1;
    const total = (field[next] ?? Number.POSITIVE_INFINITY) + metres * cellM;
    if (total < bestTotal) {
      best = next;
      bestTotal = total;
    }
  }
  return best;
}

function nearestCell(points: readonly Point[], [x, y]: Point, walls: readonly Segment[]): number {
  const distances = points.map(([cellX, cellY]) => Math.hypot(cellX - x, cellY - y));
  const nearest = distances.reduce(
    (best, _, cell) => ((distances[cell] ?? 0) < (distances[best] ?? 0) ? cell : best),
    0,
  );
  const around = [...distances.keys()].filter((cell) => (distances[cell] ?? 0) < 3 * cellM);
  around.sort((left, right) => (distances[left] ?? 0) - (distances[right] ?? 0));
  return around.find((cell) => !walls.some((wall) => cross([pointAt(points, cell), [x, y]], wall))) ?? nearest;
}

function pointAt(points: readonly Point[], cell: number): Point {
  const point = points[cell];
  if (point === undefined) throw new Error(`no cell ${cell}`);
  return point;
}

/** Even-odd rule. */
export function isInside([x, y]: Point, ring: Ring): boolean {
  let inside = false;
  let previous = ring.at(-1);
  for (const corner of ring) {
    if (previous !== undefined && corner[1] > y !== previous[1] > y) {
      const atX = corner[0] + ((y - corner[1]) / (previous[1] - corner[1])) * (previous[0] - corner[0]);
      if (x < atX) inside = !inside;
    }
    previous = corner;
  }
  return inside;
}

/** Whether two segments meet; touching counts. */
export function cross([a, b]: Segment, [c, d]: Segment): boolean {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0 && boxesMeet(a, b, c, d);
}

function side([ax, ay]: Point, [bx, by]: Point, [px, py]: Point): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
}

/** Decides for segments on one straight line, for which the sides say nothing. */
function boxesMeet([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point, [dx, dy]: Point): boolean {
  return (
    Math.max(Math.min(ax, bx), Math.min(cx, dx)) <= Math.min(Math.max(ax, bx), Math.max(cx, dx)) &&
    Math.max(Math.min(ay, by), Math.min(cy, dy)) <= Math.min(Math.max(ay, by), Math.max(cy, dy))
  );
}
