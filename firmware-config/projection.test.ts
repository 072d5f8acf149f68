import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectionAbout } from './projection.ts';

describe('projection', () => {
  const projection = projectionAbout([121.5, 30.9]);

  test('a degree of latitude is 111.195 km, one of longitude shrinks with the cosine of the latitude', () => {
    const [x, y] = projection.toMetres([122.5, 31.9]);
    expect(y / 1_000).toBeCloseTo(111.195, 3);
    expect(x / y).toBeCloseTo(Math.cos((30.9 * Math.PI) / 180), 6);
  });

  test('there and back is the same millimetre within a kilometre', () => {
    const millimetres = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(millimetres, millimetres, (east, north) => {
        const point = [east / 1_000, north / 1_000] as const;
        expect(projection.toMetres(projection.toLonLat(point))).toEqual(point);
      }),
    );
  });
});
