/**
 * Reads the byte stream of an ESC/POS job the way a two-byte Chinese printer does, by Epson's command reference and
 * without a line of the code that wrote it. Bytes may come in any pieces.
 */
import type { RasterMark, Sheet, TextMark } from './sheet.ts';

/** What the printer has to do beside making marks. */
export type PrinterEvent =
  | { readonly kind: 'cut'; readonly sheet: Sheet }
  | { readonly kind: 'status'; readonly question: number }
  | { readonly kind: 'processed'; readonly question: number };

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;
const LF = 0x0a;
const defaultSpacing = 30;

interface Style {
  scaleX: number;
  scaleY: number;
  bold: boolean;
  isChinese: boolean;
  align: 0 | 1 | 2;
  spacing: number;
  left: number;
  width: number;
}

export class EscposReader {
  readonly #widthDots: number;
  readonly #tell: (event: PrinterEvent) => void;
  #pending = Buffer.alloc(0);
  #style: Style;
  #line: TextMark[] = [];
  #marks: (TextMark | RasterMark)[] = [];
  #unknown: string[] = [];
  #graphics: Pick<RasterMark, 'widthDots' | 'heightDots' | 'bits'> | null = null;
  #x = 0;
  #y = 0;

  constructor(widthDots: number, tell: (event: PrinterEvent) => void) {
    this.#widthDots = widthDots;
    this.#tell = tell;
    this.#style = this.#freshStyle();
  }

  push(bytes: Uint8Array): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    for (;;) {
      const used = this.#step(this.#pending);
      if (used === 0) return;
      this.#pending = this.#pending.subarray(used);
    }
  }

  /** How many bytes the next command or character took; 0 while it is not complete. */
  #step(bytes: Buffer): number {
    const first = bytes[0];
    if (first === undefined) return 0;
    if (first === DLE) return this.#realTime(bytes);
    if (first === ESC) return this.#escape(bytes);
    if (first === FS) return this.#chinese(bytes);
    if (first === GS) return this.#group(bytes);
    if (first === LF) return this.#feedLine();
    if (first < 0x20) return this.#refuse(bytes, 1);
    return this.#character(bytes);
  }

  #realTime(bytes: Buffer): number {
    if (bytes.length < 3) return 0;
    if (bytes[1] !== 0x04) return this.#refuse(bytes, 2);
    this.#tell({ kind: 'status', question: bytes[2] ?? 0 });
    return 3;
  }

  #escape(bytes: Buffer): number {
    const letter = String.fromCharCode(bytes[1] ?? 0);
    const value = bytes[2];
    if (bytes.length < 2) return 0;
    if (letter === '@') {
      this.#style = this.#freshStyle();
      return 2;
    }
    if (letter === '2') {
      this.#style.spacing = defaultSpacing;
      return 2;
    }
    if (value === undefined) return 0;
    switch (letter) {
      case 'a':
        this.#style.align = (value & 3) as Style['align'];
        return 3;
      case 'E':
        this.#style.bold = (value & 1) === 1;
        return 3;
      case '3':
        this.#style.spacing = value;
        return 3;
      case 'M':
      case ' ':
      case '-':
      case '{':
      case 't':
      case 'R':
        return 3;
      case '$':
      case '\\': {
        const high = bytes[3];
        if (high === undefined) return 0;
        const dots = bytes.readInt16LE(2);
        this.#x = letter === '$' ? dots & 0xffff : this.#x + dots;
        return 4;
      }
      default:
        return this.#refuse(bytes, 2);
    }
  }

  #chinese(bytes: Buffer): number {
    if (bytes.length < 2) return 0;
    const letter = String.fromCharCode(bytes[1] ?? 0);
    if (letter === '&' || letter === '.') {
      this.#style.isChinese = letter === '&';
      return 2;
    }
    if (letter === '-' || letter === 'C') return bytes.length < 3 ? 0 : 3;
    if (letter === 'S') return bytes.length < 4 ? 0 : 4;
    if (letter === '(')
      return bytes.length < 5 || bytes.length < 5 + bytes.readUInt16LE(3) ? 0 : 5 + bytes.readUInt16LE(3);
    return this.#refuse(bytes, 2);
  }

  #group(bytes: Buffer): number {
    if (bytes.length < 3) return 0;
    const letter = String.fromCharCode(bytes[1] ?? 0);
    const value = bytes[2] ?? 0;
    switch (letter) {
      case '!':
        this.#style.scaleX = (value >> 4) + 1;
        this.#style.scaleY = (value & 7) + 1;
        return 3;
      case 'a':
      case 'B':
        return 3;
      case 'L':
      case 'W':
        if (bytes.length < 4) return 0;
        this.#style[letter === 'L' ? 'left' : 'width'] = bytes.readUInt16LE(2);
        return 4;
      case 'r':
        this.#tell({ kind: 'processed', question: value });
        return 3;
      case 'V':
        if (value >= 0x41 && bytes.length < 4) return 0;
        this.#cut();
        return value >= 0x41 ? 4 : 3;
      case 'v':
        return this.#rasterImage(bytes);
      case '8':
        return bytes.length < 7 ? 0 : this.#graphicsData(bytes, 7, bytes.readUInt32LE(3));
      case '(':
        return bytes.length < 5 ? 0 : this.#graphicsData(bytes, 5, bytes.readUInt16LE(3));
      default:
        return this.#refuse(bytes, 2);
    }
  }

  /** GS v 0 m xL xH yL yH d…: x in bytes, y in dots. */
  #rasterImage(bytes: Buffer): number {
    if (bytes.length < 8) return 0;
    const widthBytes = bytes.readUInt16LE(4);
    const heightDots = bytes.readUInt16LE(6);
    const total = 8 + widthBytes * heightDots;
    if (bytes.length < total) return 0;
    this.#place({ widthDots: widthBytes * 8, heightDots, bits: Uint8Array.from(bytes.subarray(8, total)) });
    return total;
  }

  /** GS 8 L and GS ( L: function 112 stores a picture, function 50 prints it. Other functions of GS ( change nothing. */
  #graphicsData(bytes: Buffer, header: number, length: number): number {
    if (bytes.length < header + length) return 0;
    const data = bytes.subarray(header, header + length);
    if (data[1] === 112) {
      const bits = Uint8Array.from(data.subarray(10));
      this.#graphics = { widthDots: data.readUInt16LE(6), heightDots: data.readUInt16LE(8), bits };
    }
    if ((data[1] === 50 || data[1] === 2) && this.#graphics !== null) {
      this.#place(this.#graphics);
      this.#graphics = null;
    }
    return header + length;
  }

  #place(picture: Pick<RasterMark, 'widthDots' | 'heightDots' | 'bits'>): void {
    const x = this.#style.left + this.#alignment(picture.widthDots);
    this.#marks.push({ kind: 'raster', x, y: this.#y, ...picture });
    this.#y += picture.heightDots;
    this.#x = 0;
  }

  #character(bytes: Buffer): number {
    const first = bytes[0] ?? 0;
    if (first < 0x80) {
      this.#mark(String.fromCharCode(first), 12);
      return 1;
    }
    if (!this.#style.isChinese) {
      this.#mark('\ufffd', 12);
      return 1;
    }
    if (bytes.length < 2) return 0;
    // Two bytes, whatever they are: a four-byte character of GB18030 comes out as two wrong ones, as on paper.
    this.#mark(new TextDecoder('gb18030').decode(bytes.subarray(0, 2)).slice(0, 1), 24);
    return 2;
  }

  #mark(character: string, cellDots: 12 | 24): void {
    const { scaleX, scaleY, bold } = this.#style;
    this.#line.push({ kind: 'text', x: this.#x, y: this.#y, character, cellDots, scaleX, scaleY, bold });
    this.#x += cellDots * scaleX;
  }

  #feedLine(): number {
    const height = Math.max(24, ...this.#line.map(({ scaleY }) => 24 * scaleY));
    const shift = this.#style.left + this.#alignment(this.#x);
    // Characters of one line stand on one base.
    for (const mark of this.#line) {
      this.#marks.push({ ...mark, x: mark.x + shift, y: this.#y + height - 24 * mark.scaleY });
    }
    this.#line = [];
    this.#x = 0;
    this.#y += Math.max(height, this.#style.spacing);
    return 1;
  }

  #alignment(dots: number): number {
    const room = Math.max(0, this.#style.width - dots);
    return [0, Math.floor(room / 2), room][this.#style.align] ?? 0;
  }

  #cut(): void {
    if (this.#line.length > 0) this.#feedLine();
    const sheet = { widthDots: this.#widthDots, heightDots: this.#y, marks: this.#marks, unknown: this.#unknown };
    this.#marks = [];
    this.#unknown = [];
    this.#y = 0;
    this.#tell({ kind: 'cut', sheet });
  }

  #refuse(bytes: Buffer, length: number): number {
    if (bytes.length < length) return 0;
    this.#unknown.push(bytes.subarray(0, length).toString('hex'));
    return length;
  }

  #freshStyle(): Style {
    return {
      scaleX: 1,
      scaleY: 1,
      bold: false,
      isChinese: true,
      align: 0,
      spacing: defaultSpacing,
      left: 0,
      width: this.#widthDots,
    };
  }
}
