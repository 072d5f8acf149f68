/** Writes drawn shapes as GeoJSON: metres become longitude and latitude, every feature one line of its file. */
import { centroidOf } from '#shared/domain/shape.ts';
import type { Point, Ring, Segment } from '#shared/domain/site.ts';
import type { Projection } from '../projection.ts';
import { featureId } from './feature-id.ts';

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: unknown }
  | { readonly type: 'LineString'; readonly coordinates: unknown }
  | { readonly type: 'Polygon'; readonly coordinates: unknown };

export interface FeatureWriter {
  point(at: Point): Geometry;
  lineString(at: Segment): Geometry;
  polygon(outline: Ring): Geometry;
  /** Centre of a shape, for labels. */
  centre(outline: Ring): Geometry;
  /** `name` makes the feature's id and is unique within its type. */
  feature(type: string, name: string, geometry: Geometry | null, properties: Record<string, unknown>): object;
  /** A file of features. */
  collection(features: readonly object[]): string;
}

export function featureWriter(projection: Projection): FeatureWriter {
  const position = (point: Point): readonly number[] => projection.toLonLat(point);
  const pointAt = (at: Point): Geometry => ({ type: 'Point', coordinates: position(at) });
  return {
    point: pointAt,
    centre: (outline) => pointAt(centroidOf(outline)),
    lineString: (at) => ({ type: 'LineString', coordinates: at.map(position) }),
    // GeoJSON closes a ring by repeating its first corner.
    polygon: (outline) => ({ type: 'Polygon', coordinates: [[...outline, ...outline.slice(0, 1)].map(position)] }),
    feature: (type, name, geometry, properties) => ({
      type: 'Feature',
      id: featureId(`${type}/${name}`),
      feature_type: type,
      geometry,
      properties,
    }),
    collection: (features) => {
      const lines = features.map((feature) => JSON.stringify(feature));
      return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
    },
  };
}
