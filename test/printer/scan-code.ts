/** Reads a QR code off the paper, as the scanner at a desk would. */
import jsqr from 'jsqr';
import { isBlackAt } from './render-sheet.ts';
import type { RasterMark } from './sheet.ts';

// The package is CommonJS whose export is the function itself; its types say that it is a module with a default.
const decode = jsqr as unknown as typeof jsqr.default;
/** Four modules of white around the code, which on paper is the paper. */
const quietDots = 24;

/** The text of the code, or null where the picture is none that can be read. */
export function scanCode({ bits, widthDots, heightDots }: RasterMark): string | null {
  const width = widthDots + 2 * quietDots;
  const height = heightDots + 2 * quietDots;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let row = 0; row < heightDots; row += 1) {
    for (let column = 0; column < widthDots; column += 1) {
      const at = ((row + quietDots) * width + column + quietDots) * 4;
      if (isBlackAt(bits, Math.ceil(widthDots / 8), column, row)) pixels.fill(0, at, at + 3);
    }
  }
  return decode(pixels, width, height)?.data ?? null;
}
