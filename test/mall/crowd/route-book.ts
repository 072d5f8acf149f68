/**
 * Ways through the whole mall: from a stop to a stop over counting lines, on foot or by car.
 * Zones are the rooms, lines the only doors between them: who changes zone crosses exactly one line, once.
 */
import type { ZoneId } from '#shared/domain/ids.ts';
import type { Line, LineSide, Point, Site } from '#shared/domain/site.ts';
import { MinHeap } from './min-heap.ts';
import { createZoneWalk, type ZoneWalk } from './zone-walk.ts';

export type Direction = 'forward' | 'backward';

/** A place where somebody can be: a cell of a zone. */
export interface Stop {
  readonly zoneId: ZoneId;
  readonly cell: number;
}

/** A crossing of a line, seen from the walker: where it is stepped over, and where the walker is afterwards. */
export interface Passage {
  readonly line: Line;
  readonly direction: Direction;
  /** Null where the passage begins outside. */
  readonly from: Stop | null;
  /** Null where it ends outside. */
  readonly to: Stop | null;
}

/** A walk inside one zone, and the passage at its end; the last leg of a route to a stop has none. */
export interface Leg {
  readonly from: Stop;
  readonly to: Stop;
  readonly lengthM: number;
  readonly passage: Passage | null;
}

export type TravelMode = 'escalator' | 'lift' | 'car';

export interface RouteBook {
  readonly walks: ReadonlyMap<ZoneId, ZoneWalk>;
  /** The stop of a zone nearest to a point. */
  stopAt(zoneId: ZoneId, point: Point): Stop;
  /** Ways in from outside, on foot (doors) or by car (ramps). */
  entrances(mode: TravelMode): readonly Passage[];
  /** Legs from stop to stop, or null where no way leads. */
  route(from: Stop, to: Stop, mode: TravelMode): readonly Leg[] | null;
  /** Legs from a stop to the nearest way out; the last passage ends outside. */
  wayOut(from: Stop, mode: TravelMode): readonly Leg[] | null;
  /** The polyline of a leg, in metres on the level of its zone. */
  points(leg: Leg): readonly Point[];
}

/** How many metres of walking a passage is worth, beyond its length on the plan: waiting, riding, preferring. */
const passageCostM: Record<TravelMode, Record<Line['kind'], number>> = {
  escalator: { door: 0, passage: 0, escalator: 15, lift: 120, ramp: Number.POSITIVE_INFINITY },
  lift: { door: 0, passage: 0, escalator: 150, lift: 20, ramp: Number.POSITIVE_INFINITY },
  car: {
    door: Number.POSITIVE_INFINITY,
    passage: 0,
    escalator: Number.POSITIVE_INFINITY,
    lift: Number.POSITIVE_INFINITY,
    ramp: 0,
  },
};

export function createRouteBook(site: Site): RouteBook {
  const walks = new Map<ZoneId, ZoneWalk>();
  for (const zone of site.zones) {
    const level = site.levels.find((candidate) => candidate.id === zone.levelId);
    if (level !== undefined) walks.set(zone.id, createZoneWalk(zone, level));
  }
  const walkOf = (zoneId: ZoneId) => {
    const walk = walks.get(zoneId);
    if (walk === undefined) throw new Error(`no zone ${zoneId}`);
    return walk;
  };
  const stopAt = (zoneId: ZoneId, point: Point): Stop => ({ zoneId, cell: walkOf(zoneId).cellAt(point) });
  const passages = site.lines.flatMap((line) => passagesOf(line, site, stopAt));
  const landings = new Set(passages.flatMap(({ from, to }) => [from, to]));
  // A way is as long there as back. Measured from the landing, hundreds of bays need no distance field of their own.
  function distance(from: Stop, to: Stop): number {
    if (from === to) return 0;
    const [goal, other] = landings.has(from) && !landings.has(to) ? [from, to] : [to, from];
    return walkOf(goal.zoneId).fieldTo(goal.cell)[other.cell] ?? Number.POSITIVE_INFINITY;
  }
  const inner = passages.flatMap(({ from, to, ...passage }) =>
    from === null || to === null ? [] : [{ ...passage, from, to }],
  );
  const exits = passages.flatMap(({ from, to, ...passage }) =>
    from === null || to !== null ? [] : [{ ...passage, from, to }],
  );
  const leaving = Map.groupBy(inner.keys(), (index) => inner[index]?.from.zoneId);
  const landing = Map.groupBy(inner.keys(), (index) => inner[index]?.to.zoneId);
  const trees = new WeakMap<Stop, Map<TravelMode, Tree>>();

  function treeFrom(from: Stop, mode: TravelMode): Tree {
    const known = trees.get(from) ?? new Map<TravelMode, Tree>();
    const tree = known.get(mode) ?? growTree(from, inner, leaving, passageCostM[mode], distance);
    trees.set(from, known.set(mode, tree));
    return tree;
  }

  function lengthTo(tree: Tree, from: Stop, to: Stop): { lengthM: number; last: number } {
    let best = { lengthM: from.zoneId === to.zoneId ? distance(from, to) : Number.POSITIVE_INFINITY, last: -1 };
    for (const index of landing.get(to.zoneId) ?? []) {
      const passage = inner[index];
      if (passage === undefined) continue;
      const lengthM = (tree.lengthM[index] ?? Number.POSITIVE_INFINITY) + distance(passage.to, to);
      if (lengthM < best.lengthM) best = { lengthM, last: index };
    }
    return best;
  }

  function legsTo(tree: Tree, start: Stop, to: Stop, last: number): Leg[] {
    const crossed: InnerPassage[] = [];
    for (let index = last; index >= 0; index = tree.previous[index] ?? -1) {
      const passage = inner[index];
      if (passage !== undefined) crossed.unshift(passage);
    }
    const legs: Leg[] = [];
    let at = start;
    for (const passage of crossed) {
      legs.push({ from: at, to: passage.from, lengthM: distance(at, passage.from), passage });
      at = passage.to;
    }
    legs.push({ from: at, to, lengthM: distance(at, to), passage: null });
    return legs;
  }

  return {
    walks,
    stopAt,
    entrances: (mode) =>
      passages.filter(({ from, line }) => from === null && Number.isFinite(passageCostM[mode][line.kind])),
    route(from, to, mode) {
      const tree = treeFrom(from, mode);
      return remember(tree, to, () => {
        const { lengthM, last } = lengthTo(tree, from, to);
        return Number.isFinite(lengthM) ? legsTo(tree, from, to, last) : null;
      });
    },
    wayOut(from, mode) {
      const tree = treeFrom(from, mode);
      return remember(tree, 'outside', () => {
        let best: { lengthM: number; last: number; exit: Passage; door: Stop } | null = null;
        for (const exit of exits) {
          if (!Number.isFinite(passageCostM[mode][exit.line.kind])) continue;
          const { lengthM, last } = lengthTo(tree, from, exit.from);
          if (lengthM < (best?.lengthM ?? Number.POSITIVE_INFINITY)) best = { lengthM, last, exit, door: exit.from };
        }
        if (best === null) return null;
        const { exit } = best;
        const legs = legsTo(tree, from, best.door, best.last);
        return legs.map((leg, index) => (index === legs.length - 1 ? { ...leg, passage: exit } : leg));
      });
    },
    points: (leg) => walkOf(leg.from.zoneId).wayTo(leg.from.cell, leg.to.cell),
  };
}

/** Where a line's other zone lies on another level, its landing is the place above or below. */
function passagesOf(line: Line, site: Site, stopAt: (zoneId: ZoneId, point: Point) => Stop): Passage[] {
  const [[x1, y1], [x2, y2]] = line.at;
  const middle: Point = [(x1 + x2) / 2, (y1 + y2) / 2];
  const from = line.from === 'outside' ? null : stopAt(line.from, middle);
  const to = line.to === 'outside' ? null : stopAt(line.to, middle);
  const forward: Passage = { line, direction: 'forward', from, to };
  return isOneWay(line, site) ? [forward] : [forward, { line, direction: 'backward', from: to, to: from }];
}

/** Escalators and ramps that come in pairs, one for each way, are used as their lines are drawn. */
function isOneWay(line: Line, { lines, zones }: Site): boolean {
  if (line.kind !== 'escalator' && line.kind !== 'ramp') return false;
  const levelOf = (side: LineSide) => zones.find(({ id }) => id === side)?.levelId ?? 'outside';
  return lines.some(
    (other) =>
      other.kind === line.kind && levelOf(other.from) === levelOf(line.to) && levelOf(other.to) === levelOf(line.from),
  );
}

interface InnerPassage extends Passage {
  readonly from: Stop;
  readonly to: Stop;
}

/** For each passage, the length of the shortest way up to and through it, and the passage before. */
interface Tree {
  readonly lengthM: Float64Array;
  readonly previous: Int32Array;
  /** Routes that were asked for, by their end. */
  readonly routes: Map<Stop | 'outside', readonly Leg[] | null>;
}

function remember({ routes }: Tree, end: Stop | 'outside', find: () => readonly Leg[] | null): readonly Leg[] | null {
  const known = routes.get(end);
  if (known !== undefined) return known;
  const legs = find();
  routes.set(end, legs);
  return legs;
}

/** Dijkstra over passages. */
function growTree(
  from: Stop,
  passages: readonly InnerPassage[],
  leaving: ReadonlyMap<ZoneId | undefined, readonly number[]>,
  costM: Readonly<Record<Line['kind'], number>>,
  distance: (from: Stop, to: Stop) => number,
): Tree {
  const lengthM = new Float64Array(passages.length).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(passages.length).fill(-1);
  const open = new MinHeap<number>();

  function relax(at: Stop, soFarM: number, source: number): void {
    for (const index of leaving.get(at.zoneId) ?? []) {
      const passage = passages[index];
      if (passage === undefined) continue;
      const total = soFarM + distance(at, passage.from) + costM[passage.line.kind];
      if (total >= (lengthM[index] ?? 0)) continue;
      lengthM[index] = total;
      previous[index] = source;
      open.push(total, index);
    }
  }

  relax(from, 0, -1);
  while (open.size > 0) {
    const total = open.nextKey;
    const index = open.pop() ?? -1;
    const passage = passages[index];
    // An entry that a shorter way has overtaken since.
    if (passage === undefined || total > (lengthM[index] ?? 0)) continue;
    relax(passage.to, total, index);
  }
  return { lengthM, previous, routes: new Map() };
}
