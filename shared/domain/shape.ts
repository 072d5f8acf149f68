/** Plane geometry of the floor, in metres: areas, containment, distances, crossings. */
import type { Point, Ring, Segment } from './site.ts';

/** Edges of a ring, each from a corner to the next, the last back to the first. */
export function edgesOf(ring: Ring): readonly Segment[] {
  return ring.map((corner, index) => [corner, ring[(index + 1) % ring.length] ?? corner]);
}

/** Area in square metres; positive for a counter-clockwise ring. */
export function signedArea(ring: Ring): number {
  return edgesOf(ring).reduce((sum, [a, b]) => sum + cross(a, b), 0) / 2;
}

/** Centre of gravity; inside the ring where the ring is convex. */
export function centroidOf(ring: Ring): Point {
  const area = signedArea(ring);
  let x = 0;
  let y = 0;
  for (const [a, b] of edgesOf(ring)) {
    x += (a[0] + b[0]) * cross(a, b);
    y += (a[1] + b[1]) * cross(a, b);
  }
  return [x / (6 * area), y / (6 * area)];
}

/** Whether a point lies inside a ring; a point on the edge may fall on either side. */
export function isInside([x, y]: Point, ring: Ring): boolean {
  const crossed = edgesOf(ring).filter(
    ([a, b]) => a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]),
  );
  return crossed.length % 2 === 1;
}

/** Whether two segments meet, touching included. */
export function segmentsMeet([a, b]: Segment, [c, d]: Segment): boolean {
  const abc = turn(a, b, c);
  const abd = turn(a, b, d);
  const cda = turn(c, d, a);
  const cdb = turn(c, d, b);
  if (abc === 0 && abd === 0 && cda === 0 && cdb === 0) return boxesMeet(a, b, c, d);
  return abc * abd <= 0 && cda * cdb <= 0;
}

/** Distance in metres from a point to the nearest point of a segment. */
export function distanceToSegment(point: Point, [a, b]: Segment): number {
  const along: Point = [b[0] - a[0], b[1] - a[1]];
  const lengthSquared = along[0] ** 2 + along[1] ** 2;
  const share = ((point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1]) / (lengthSquared || 1);
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(point[0] - a[0] - nearest * along[0], point[1] - a[1] - nearest * along[1]);
}

/** Lower left and upper right corner of the box around some points. */
export function boundsOf(points: readonly Point[]): Segment {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [
    [Math.min(...xs), Math.min(...ys)],
    [Math.max(...xs), Math.max(...ys)],
  ];
}

function cross(a: Point, b: Point): number {
  return a[0] * b[1] - b[0] * a[1];
}

/** Above 0 where c lies left of the way from a to b, below 0 right of it, 0 on it within a micrometre. */
function turn(a: Point, b: Point, c: Point): number {
  const value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  return Math.abs(value) < 1e-6 ? 0 : value;
}

function boxesMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  return [0, 1].every((axis) => {
    const [p, q, r, s] = [a[axis] ?? 0, b[axis] ?? 0, c[axis] ?? 0, d[axis] ?? 0];
    return Math.max(Math.min(p, q), Math.min(r, s)) <= Math.min(Math.max(p, q), Math.max(r, s)) + 1e-6;
  });
}
