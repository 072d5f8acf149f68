/** A printed sheet as a picture, one dot a pixel, so that a person can look at what a test printed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { decompress } from 'wawoff2';
import type { RasterMark, Sheet, TextMark } from './sheet.ts';

const marginDots = 24;
const require = createRequire(import.meta.url);

/** PNG bytes. The first call loads the fonts: about a second. */
export async function renderSheet(sheet: Sheet): Promise<Uint8Array> {
  fonts ??= loadFonts();
  const font = { fontBuffers: await fonts, defaultFontFamily: 'Noto Sans SC' };
  return new Resvg(svgOf(sheet), { font }).render().asPng();
}

let fonts: Promise<Uint8Array[]> | null = null;

async function loadFonts(): Promise<Uint8Array[]> {
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const names = ['chinese-simplified-400', 'latin-400'];
  const paths = names.map((name) =>
    require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${name}-normal.woff2`),
  );
  const decompressed: Uint8Array[] = [];
  // One at a time: the decompressor has one heap.
  for (const path of paths) decompressed.push(await decompress(readFileSync(path)));
  return decompressed;
}

function svgOf({ widthDots, heightDots, marks }: Sheet): string {
  const width = widthDots + 2 * marginDots;
  const height = heightDots + 2 * marginDots;
  const body = marks.map((mark) => (mark.kind === 'text' ? glyph(mark) : picture(mark))).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="#fdfcf8"/>` +
    `<g transform="translate(${marginDots} ${marginDots})" font-family="Noto Sans SC" fill="#1d1d1f">${body}</g></svg>`
  );
}

/** Every character stands in the middle of its cell, as a printer's own font does; wide Latin letters are narrowed. */
function glyph({ x, y, character, cellDots, scaleX, scaleY, bold }: TextMark): string {
  const place = `translate(${x} ${y}) scale(${scaleX} ${scaleY})`;
  // The bundled subset has no box drawing.
  if (character === '─') return `<path transform="${place}" d="M0 12h24v1H0z"/>`;
  const narrow = cellDots === 12 && /[MWmw@%QOG]/.test(character) ? 0.72 : 1;
  const size = cellDots === 24 ? 23 : 19;
  const stroke = bold ? ' stroke="#1d1d1f" stroke-width="0.8"' : '';
  return (
    `<text transform="${place} translate(${cellDots / 2} 20) scale(${narrow} 1)" font-size="${size}" ` +
    `text-anchor="middle"${stroke}>${escaped(character)}</text>`
  );
}

function picture({ x, y, widthDots, heightDots, bits }: RasterMark): string {
  const widthBytes = Math.ceil(widthDots / 8);
  let path = '';
  for (let row = 0; row < heightDots; row += 1) {
    let start = -1;
    for (let column = 0; column <= widthDots; column += 1) {
      const isBlack = column < widthDots && isBlackAt(bits, widthBytes, column, row);
      if (isBlack && start < 0) start = column;
      if (isBlack || start < 0) continue;
      path += `M${start} ${row}h${column - start}v1h${start - column}z`;
      start = -1;
    }
  }
  return `<path transform="translate(${x} ${y})" shape-rendering="crispEdges" d="${path}"/>`;
}

/** The dot at a place of a raster. */
export function isBlackAt(bits: Uint8Array, widthBytes: number, column: number, row: number): boolean {
  return (((bits[row * widthBytes + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1) === 1;
}

function escaped(character: string): string {
  return character.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
