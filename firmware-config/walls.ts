/**
 * The walls of a level, which IMDF does not state: the edges of its closed units and of the level itself, without
 * the openings. Two shops that share a wall give it once; a doorway is cut out of every edge it lies on.
 */

import { edgesOf } from '#shared/domain/shape.ts';
import type { Point, Ring, Segment } from '#shared/domain/site.ts';

/** An opening counts as part of a wall up to this distance from it. */
const toleranceM = 0.05;

type Interval = readonly [from: number, to: number];

/** All edges on one straight line, as intervals along it. */
interface Carrier {
  readonly direction: Point;
  /** Distance of the line from the origin, along its normal. */
  readonly offset: number;
  readonly intervals: Interval[];
}

/** Walls in a stable order. */
export function wallsOf(rings: readonly Ring[], openings: readonly Segment[]): readonly Segment[] {
  const carriers = new Map<string, Carrier>();
  for (const edge of rings.flatMap(edgesOf)) {
    const line = lineThrough(edge);
    const key = `${line.direction[0].toFixed(3)} ${line.direction[1].toFixed(3)} ${line.offset.toFixed(2)}`;
    const carrier = carriers.get(key) ?? { ...line, intervals: [] };
    carrier.intervals.push(intervalOf(edge, carrier.direction));
    carriers.set(key, carrier);
  }
  return [...carriers.values()].flatMap((carrier) => solidParts(carrier, openings));
}

function solidParts(carrier: Carrier, openings: readonly Segment[]): readonly Segment[] {
  const gaps = openings
    .filter((opening) =>
      opening.every((end) => Math.abs(offsetOf(end, carrier.direction) - carrier.offset) < toleranceM),
    )
    .map((opening) => intervalOf(opening, carrier.direction));
  const solid = gaps.reduce<readonly Interval[]>(
    (parts, gap) => parts.flatMap((part) => without(part, gap)),
    [...merged(carrier.intervals)],
  );
  return solid
    .filter(([from, to]) => to - from > toleranceM)
    .map(([from, to]) => [pointAt(carrier, from), pointAt(carrier, to)]);
}

function lineThrough([from, to]: Segment): Omit<Carrier, 'intervals'> {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const ahead: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  // One direction for both ways of drawing an edge: eastward, and northward where there is no east in it.
  const backwards = ahead[0] < -1e-9 || (Math.abs(ahead[0]) <= 1e-9 && ahead[1] < 0);
  const direction: Point = backwards ? [-ahead[0] + 0, -ahead[1] + 0] : [ahead[0] + 0, ahead[1] + 0];
  return { direction, offset: offsetOf(from, direction) + 0 };
}

function offsetOf([x, y]: Point, [dx, dy]: Point): number {
  return dx * y - dy * x;
}

function intervalOf([a, b]: Segment, [dx, dy]: Point): Interval {
  const [p, q] = [a[0] * dx + a[1] * dy, b[0] * dx + b[1] * dy];
  return p < q ? [p, q] : [q, p];
}

function merged(intervals: readonly Interval[]): readonly Interval[] {
  const parts: Interval[] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = parts.at(-1);
    if (last !== undefined && from <= last[1] + 1e-6) parts[parts.length - 1] = [last[0], Math.max(last[1], to)];
    else parts.push([from, to]);
  }
  return parts;
}

function without([from, to]: Interval, gap: Interval): readonly Interval[] {
  if (gap[1] <= from || gap[0] >= to) return [[from, to]];
  const parts: Interval[] = [];
  if (gap[0] > from) parts.push([from, gap[0]]);
  if (gap[1] < to) parts.push([gap[1], to]);
  return parts;
}

function pointAt({ direction: [dx, dy], offset }: Carrier, along: number): Point {
  const toMillimetre = (value: number): number => Math.round(value * 1e3) / 1e3 + 0;
  return [toMillimetre(along * dx - offset * dy), toMillimetre(along * dy + offset * dx)];
}
