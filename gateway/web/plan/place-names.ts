/** Which zones have room for their name below their figure. Pure. */
import type { Point } from '#shared/domain/site.ts';
import { labelWidthPx } from './plan-geometry.ts';

export interface NamedPlace {
  readonly id: string;
  /** In metres; the figure stands on this point, the name below it. */
  readonly at: Point;
  readonly name: string;
}

const figureWidthPx = 28;
const figureTopPx = -16;
const namePx = 12;
const nameTopPx = 1;
const nameBottomPx = 18;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The ids of those whose name meets neither a figure nor a name placed before it. `scale` in pixels a metre. */
export function placeNames(places: readonly NamedPlace[], scale: number): ReadonlySet<string> {
  const figures = places.map(({ id, at }) => ({
    id,
    box: boxAround(at, scale, figureWidthPx, figureTopPx, nameTopPx),
  }));
  const taken: Box[] = [];
  const named = new Set<string>();
  for (const { id, at, name } of places) {
    const box = boxAround(at, scale, labelWidthPx(name, namePx), nameTopPx, nameBottomPx);
    const free =
      figures.every((figure) => figure.id === id || !meet(figure.box, box)) &&
      taken.every((other) => !meet(other, box));
    if (!free) continue;
    taken.push(box);
    named.add(id);
  }
  return named;
}

function boxAround([x, y]: Point, scale: number, width: number, top: number, bottom: number): Box {
  const middle = x * scale;
  const line = -y * scale;
  return { left: middle - width / 2, right: middle + width / 2, top: line + top, bottom: line + bottom };
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
