/**
 * A sheet in receiptline's markup to the bytes of an ESC/POS printer. Only commands that printers of all makes know:
 * receiptline's `generic` set, GS v 0 for pictures, GB18030 in its two-byte part. Its preamble turns automatic status
 * off (GS a 0): the driver asks instead, and the GS r 1 that receiptline ends with is what it waits for.
 */
import iconv from 'iconv-lite';
import QRCode from 'qrcode';
import { commands, transform } from 'receiptline';

export interface Paper {
  readonly widthMm: 58 | 80;
}

/** Characters of the narrow font in a line: 12 dots each, on 384 or 576 printable dots. */
export function charactersPerLine({ widthMm }: Paper): 32 | 48 {
  return widthMm === 58 ? 32 : 48;
}

/** Printed for a character that the printer's font does not have: the mark of Chinese typesetting for a missing type. */
export const missingCharacter = '〓';
/** Dots of one module of a QR code: 0.75 mm at 8 dots a millimetre. */
const moduleDots = 6;

/** The whole job, from reset to cut and the question that the printer answers when it is done. */
export function encodeSheet(markup: string, paper: Paper): Uint8Array {
  const job = transform(printable(markup), {
    command: { ...commands.generic, qrcode: ({ data }: { data: string }) => rasterQrCode(data) },
    encoding: 'gb18030',
    cpl: charactersPerLine(paper),
    spacing: true,
    cutting: true,
    gradient: false,
  });
  return Buffer.from(job, 'latin1');
}

/** Text as it may stand in the markup: every character with a meaning there is escaped. */
export function escapeText(text: string): string {
  return text.replaceAll(/[\\|{}~_"`^]/g, '\\$&').replaceAll(/\p{Cc}/gu, ' ');
}

/** Inside a property of the markup blanks are trimmed, but to Base45 a blank is a digit. */
export function escapeProperty(text: string): string {
  return text.replaceAll(/[\\|{}~_"`^;: ]/g, (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/**
 * GB18030 has U+00A5 in its four-byte part, and firmware of two bytes prints such a character as two wrong ones: the
 * full-width yuan sign stands in for it, a stated mark for all others (rare surnames, emoji).
 */
function printable(text: string): string {
  return Array.from(text.normalize().replaceAll('\u00a5', '\uffe5'), (character) =>
    iconv.encode(character, 'gb18030').length > 2 ? missingCharacter : character,
  ).join('');
}

/** GS v 0: a picture of one bit a dot, highest bit left. The library's own QR code knows no alphanumeric mode. */
function rasterQrCode(data: string): string {
  const { modules } = QRCode.create(data, { errorCorrectionLevel: 'M' });
  const widthBytes = Math.ceil((modules.size * moduleDots) / 8);
  const heightDots = modules.size * moduleDots;
  const dots = Buffer.alloc(widthBytes * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < heightDots; x += 1) {
      if (!modules.get(Math.floor(y / moduleDots), Math.floor(x / moduleDots))) continue;
      const at = y * widthBytes + (x >> 3);
      dots.writeUInt8(dots.readUInt8(at) | (0x80 >> (x & 7)), at);
    }
  }
  const header = Buffer.from([
    0x1d,
    0x76,
    0x30,
    0,
    widthBytes & 255,
    widthBytes >> 8,
    heightDots & 255,
    heightDots >> 8,
  ]);
  return Buffer.concat([header, dots]).toString('latin1');
}
