import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as field from '../domain/heat-field.ts';
import { applyFrame, blockedCell, encodeDelta, encodeKeyFrame, type HeatPicture, hottestCell } from './heat-frame.ts';

const columns = 40;
const rows = 20;
const cells = fc.uint8Array({ minLength: columns * rows, maxLength: columns * rows });

function picture(number: number, values: Uint8Array): HeatPicture {
  return { levelIndex: 2, number, at: 1_795_000_000_123, columns, rows, cells: values };
}

describe('heat frame', () => {
  test('means by a cell what the heat field means', () => {
    expect(blockedCell).toBe(field.blockedCell);
    expect(hottestCell).toBe(field.hottestCell);
  });

  test('a key frame and the delta after it give the pictures that were sent', () => {
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        const first = applyFrame(null, encodeKeyFrame(picture(7, before)));
        expect(first).toEqual(picture(7, before));
        expect(applyFrame(first, encodeDelta(picture(7, before), picture(8, after)))).toEqual(picture(8, after));
      }),
    );
  });

  test('a few changed cells cost a few bytes, however far apart they are', () => {
    const before = new Uint8Array(columns * rows);
    const after = before.slice();
    after[3] = 9;
    after[columns * rows - 1] = 200;
    expect(encodeDelta(picture(1, before), picture(2, after))).toHaveLength(20 + 2 + 3);
  });

  test('a delta that does not follow the picture before is refused, and so is what was cut short', () => {
    const before = picture(1, new Uint8Array(columns * rows));
    const delta = encodeDelta(
      picture(2, before.cells),
      picture(
        3,
        before.cells.map(() => 5),
      ),
    );
    expect(applyFrame(before, delta)).toBeNull();
    expect(applyFrame(null, delta)).toBeNull();
    expect(applyFrame(picture(2, before.cells), delta.slice(0, -1))).toBeNull();
    expect(applyFrame(null, encodeKeyFrame(before).slice(0, -1))).toBeNull();
    expect(applyFrame(null, new Uint8Array(5))).toBeNull();
  });
});
