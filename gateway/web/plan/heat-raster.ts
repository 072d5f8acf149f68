/** Heat cells to pixels. Pure: bytes in, bytes out. */
import { blockedCell, type HeatPicture } from '#shared/wire/heat-frame.ts';

/**
 * RGBA bytes of a picture, top row first (cells come south first), one pixel a cell.
 * `before` and `mix` (0 to 1) move from one picture to the next; where the two differ in size, only `after` counts.
 */
export function rasterise(
  before: HeatPicture | null,
  after: HeatPicture,
  mix: number,
  ramp: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows, cells } = after;
  const from = before !== null && before.cells.length === cells.length && mix < 1 ? before.cells : cells;
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const source = row * columns + column;
      const end = cells[source] ?? 0;
      if (end === 0 && from[source] === 0) continue;
      const start = from[source] === blockedCell ? 0 : (from[source] ?? 0);
      const value = end === blockedCell ? end : Math.round(start + (end - start) * mix);
      const target = ((rows - 1 - row) * columns + column) * 4;
      for (let channel = 0; channel < 4; channel += 1) pixels[target + channel] = ramp[value * 4 + channel] ?? 0;
    }
  }
  return pixels;
}
