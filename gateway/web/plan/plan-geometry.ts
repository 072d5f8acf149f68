/**
 * From metres to the screen. Plan units are metres with y turned down: (x, y) of the site is (x, -y) of the drawing.
 * Pure.
 */
import type { Point, Ring, Segment } from '#shared/domain/site.ts';

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Screen = plan * scale + (x, y); scale in CSS pixels a metre. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** An SVG path of a ring, closed. */
export function ringPath(ring: Ring): string {
  return `M${ring.map(([x, y]) => `${x} ${-y}`).join('L')}Z`;
}

/** One SVG path of many segments. */
export function segmentsPath(segments: readonly Segment[]): string {
  return segments.map(([[x1, y1], [x2, y2]]) => `M${x1} ${-y1}L${x2} ${-y2}`).join('');
}

/** The box around a ring, in plan units. */
export function boundsOf(ring: Ring): Bounds {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => -y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The view that shows the whole box, centred, with a margin in pixels. */
export function fitView(bounds: Bounds, widthPx: number, heightPx: number, marginPx: number): View {
  const scale = Math.max(
    0.01,
    Math.min((widthPx - 2 * marginPx) / bounds.width, (heightPx - 2 * marginPx) / bounds.height),
  );
  return {
    scale,
    x: widthPx / 2 - (bounds.left + bounds.width / 2) * scale,
    y: heightPx / 2 - (bounds.top + bounds.height / 2) * scale,
  };
}

/** A view seen through a zoom: zoom k and shift in pixels on top of it. */
export function zoomView(view: View, zoom: { readonly k: number; readonly x: number; readonly y: number }): View {
  return { scale: view.scale * zoom.k, x: view.x * zoom.k + zoom.x, y: view.y * zoom.k + zoom.y };
}

/** A label in one line, or in two broken at a space, as it fits into a box at a scale; null where it does not fit. */
export function fitLabel(text: string, fontPx: number, bounds: Bounds, scale: number): readonly string[] | null {
  const fits = (lines: readonly string[]) =>
    lines.every((line) => labelWidthPx(line, fontPx) <= bounds.width * scale - 4) &&
    lines.length * fontPx * 1.3 <= bounds.height * scale;
  const breaks = [...text.matchAll(/ /g)].map(({ index }) => [text.slice(0, index), text.slice(index + 1)]);
  const inTwo = breaks.toSorted((one, other) => longest(one) - longest(other))[0];
  return [[text], inTwo ?? [text]].find(fits) ?? null;
}

function longest(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}

/** About how wide a label is drawn, in pixels. Chinese is as wide as it is high, Latin about half. */
export function labelWidthPx(text: string, fontPx: number): number {
  let ems = 0;
  for (const letter of text) ems += (letter.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.56;
  return ems * fontPx;
}

/** The middle of a segment. */
export function middleOf([[x1, y1], [x2, y2]]: Segment): Point {
  return [(x1 + x2) / 2, (y1 + y2) / 2];
}
