/**
 * Between longitude and latitude, in which IMDF keeps geometry, and metres about the site's origin, in which programs
 * think. An equirectangular projection: over the extent of a mall (1 km) it is true to within a millimetre or two.
 */
import type { Point } from '#shared/domain/site.ts';

/** Longitude and latitude in degrees, WGS 84. */
export type LonLat = readonly [longitude: number, latitude: number];

export interface Projection {
  /** Rounded to the millimetre, so that a point shared by two shapes stays one point. */
  toMetres(position: LonLat): Point;
  /** Rounded to 1e-9 degrees, about a tenth of a millimetre. */
  toLonLat(point: Point): LonLat;
}

const metresPerDegree = (Math.PI / 180) * 6_371_008.8;

/** The projection whose metres count from `origin`, x east and y north. */
export function projectionAbout(origin: LonLat): Projection {
  const [longitude, latitude] = origin;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return {
    toMetres: ([lon, lat]) => [
      roundTo((lon - longitude) * metresPerDegree * shrink, 1e3),
      roundTo((lat - latitude) * metresPerDegree, 1e3),
    ],
    toLonLat: ([x, y]) => [
      roundTo(longitude + x / (metresPerDegree * shrink), 1e9),
      roundTo(latitude + y / metresPerDegree, 1e9),
    ],
  };
}

function roundTo(value: number, steps: number): number {
  // The sum turns -0, which JSON and comparisons treat in their own ways, into 0.
  return Math.round(value * steps) / steps + 0;
}
