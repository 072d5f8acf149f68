import { expect, test } from 'vitest';
import { blockedCell, type HeatPicture } from '#shared/wire/heat-frame.ts';
import { rasterise } from './heat-raster.ts';

// Each cell value becomes its own red, and is opaque unless it is 0 or blocked.
const ramp = new Uint8ClampedArray(
  Array.from({ length: 256 }, (_, value) => [value, 0, 0, value === 0 || value === 255 ? 0 : 255]).flat(),
);

const picture = (cells: number[]): HeatPicture => ({
  levelIndex: 0,
  number: 1,
  at: 0,
  columns: 2,
  rows: 2,
  cells: Uint8Array.from(cells),
});

const reds = (pixels: Uint8ClampedArray) => [0, 4, 8, 12].map((index) => pixels[index]);

test('the southern row is drawn at the bottom', () => {
  expect(reds(rasterise(null, picture([1, 2, 3, 4]), 1, ramp))).toEqual([3, 4, 1, 2]);
});

test('half way between two pictures lies half way between their cells', () => {
  expect(reds(rasterise(picture([0, 0, 0, 0]), picture([100, 200, 50, 0]), 0.5, ramp))).toEqual([25, 0, 50, 100]);
});

test('walls stay transparent while heat moves', () => {
  const pixels = rasterise(picture([blockedCell, 10, 10, 10]), picture([blockedCell, 20, 20, 20]), 0.5, ramp);
  expect(pixels[2 * 4 + 3]).toBe(0);
});

test('a picture of another size is not mixed', () => {
  const other = { ...picture([9]), columns: 1, rows: 1 };
  expect(reds(rasterise(other, picture([1, 2, 3, 4]), 0.5, ramp))).toEqual([3, 4, 1, 2]);
});
