/** What lies in the tray of the virtual printer: marks at places, in dots of 1/8 mm. */

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly character: string;
  /** 12 for Latin, 24 for Chinese, before magnification. */
  readonly cellDots: 12 | 24;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly bold: boolean;
}

export interface RasterMark {
  readonly kind: 'raster';
  readonly x: number;
  readonly y: number;
  readonly widthDots: number;
  readonly heightDots: number;
  /** One bit a dot, rows of whole bytes, highest bit left, 1 is black. */
  readonly bits: Uint8Array;
}

export interface Sheet {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly marks: readonly (TextMark | RasterMark)[];
  /** Commands that this printer does not know, in hexadecimal: a job should have none. */
  readonly unknown: readonly string[];
}

const cell = 12;

/** The sheet as lines of text, one a row of characters; a picture is a line of its own. */
export function textOf(sheet: Sheet): string {
  const rows = new Map<number, TextMark[]>();
  for (const mark of sheet.marks) {
    if (mark.kind === 'text') rows.set(mark.y, [...(rows.get(mark.y) ?? []), mark]);
  }
  const lines = [...rows].map(([y, marks]) => ({ y, text: lineOf(marks) }));
  for (const mark of rastersOf(sheet)) lines.push({ y: mark.y, text: `[${mark.widthDots}x${mark.heightDots}]` });
  return lines
    .sort((one, other) => one.y - other.y)
    .map(({ text }) => text)
    .join('\n');
}

export function rastersOf(sheet: Sheet): readonly RasterMark[] {
  return sheet.marks.filter((mark) => mark.kind === 'raster');
}

function lineOf(marks: readonly TextMark[]): string {
  let text = '';
  let end = 0;
  for (const mark of [...marks].sort((one, other) => one.x - other.x)) {
    text += ' '.repeat(Math.max(0, Math.round((mark.x - end) / cell))) + mark.character;
    end = mark.x + mark.cellDots * mark.scaleX;
  }
  return text.trim();
}
