/**
 * The bytes of one heat picture or of the change between two: little-endian, made by the gateway, drawn by screens.
 *
 * | offset | type | meaning |
 * | 0 | u8 | version, 1 |
 * | 1 | u8 | 0 key frame, 1 delta |
 * | 2 | u16 | index of the level in SiteView.levels |
 * | 4 | u32 | number of this picture; a delta applies to the picture with the number before |
 * | 8 | f64 | epoch ms that the picture shows |
 * | 16 | u16 u16 | columns, rows |
 * | 20 | … | key: columns × rows cells, row 0 south; delta: repeated (varint cells skipped, u8 new value) |
 *
 * A cell is people per 100 m² as a share of heatScaleMax: 0 nobody, 254 heatScaleMax or more; 255 cannot be walked on.
 */
export const blockedCell = 255;
export const hottestCell = 254;

export interface HeatPicture {
  readonly levelIndex: number;
  readonly number: number;
  readonly at: number;
  readonly columns: number;
  readonly rows: number;
  readonly cells: Uint8Array;
}

const headerBytes = 20;

export function encodeKeyFrame(picture: HeatPicture): Uint8Array {
  const frame = new Uint8Array(headerBytes + picture.cells.length);
  writeHeader(frame, picture, 0);
  frame.set(picture.cells, headerBytes);
  return frame;
}

/** The change from one picture to the next of the same level and size. */
export function encodeDelta(before: HeatPicture, after: HeatPicture): Uint8Array {
  const changes: number[] = [];
  let skipped = 0;
  after.cells.forEach((value, index) => {
    if (value === before.cells[index]) {
      skipped += 1;
      return;
    }
    pushVarint(changes, skipped);
    changes.push(value);
    skipped = 0;
  });
  const frame = new Uint8Array(headerBytes + changes.length);
  writeHeader(frame, after, 1);
  frame.set(changes, headerBytes);
  return frame;
}

/** The picture after a frame, or null where the frame does not follow the picture before: ask for a key frame. */
export function applyFrame(before: HeatPicture | null, frame: Uint8Array): HeatPicture | null {
  if (frame.length < headerBytes) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint8(0) !== 1) return null;
  const picture = {
    levelIndex: view.getUint16(2, true),
    number: view.getUint32(4, true),
    at: view.getFloat64(8, true),
    columns: view.getUint16(16, true),
    rows: view.getUint16(18, true),
  };
  if (view.getUint8(1) === 0) {
    if (frame.length !== headerBytes + picture.columns * picture.rows) return null;
    return { ...picture, cells: frame.slice(headerBytes) };
  }
  if (before === null || before.levelIndex !== picture.levelIndex || before.number + 1 !== picture.number) return null;
  const cells = before.cells.slice();
  return applyChanges(cells, frame) ? { ...picture, cells } : null;
}

function applyChanges(cells: Uint8Array, frame: Uint8Array): boolean {
  let cell = 0;
  let offset = headerBytes;
  while (offset < frame.length) {
    let skipped = 0;
    let shift = 0;
    let byte = 0;
    do {
      byte = frame[offset++] ?? 0;
      skipped |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    cell += skipped;
    const value = frame[offset++];
    if (value === undefined || cell >= cells.length) return false;
    cells[cell++] = value;
  }
  return true;
}

function writeHeader(frame: Uint8Array, picture: HeatPicture, kind: 0 | 1): void {
  const view = new DataView(frame.buffer);
  view.setUint8(0, 1);
  view.setUint8(1, kind);
  view.setUint16(2, picture.levelIndex, true);
  view.setUint32(4, picture.number, true);
  view.setFloat64(8, picture.at, true);
  view.setUint16(16, picture.columns, true);
  view.setUint16(18, picture.rows, true);
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
}
