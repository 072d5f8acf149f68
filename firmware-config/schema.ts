/** The words that all configuration files share, and the shape of a GeoJSON file. */

import { z } from 'zod';
import { namePattern, uuidPattern } from '#shared/domain/ids.ts';

/** A name of ours, read into its branded type. */
export function name<Id extends string>(): z.ZodType<Id, string> {
  return z.string().regex(namePattern, 'expected 1 to 64 of a-z, 0-9, "-" and "_"') as unknown as z.ZodType<Id, string>;
}

export const uuid = z.string().regex(uuidPattern, 'expected a lower-case UUID');
export const localText = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

/** Longitude, latitude in degrees, WGS 84. */
export const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export const pointGeometry = z.object({ type: z.literal('Point'), coordinates: position });
export const lineGeometry = z.object({ type: z.literal('LineString'), coordinates: z.tuple([position, position]) });
export const polygonGeometry = z.object({
  type: z.literal('Polygon'),
  coordinates: z.tuple([z.array(position).min(4)], 'expected one ring: holes are units of their own'),
});

/** A file of features of one type. Geometry and properties are the caller's. */
export function featureFile<Geometry extends z.ZodType, Properties extends z.ZodType>(
  featureType: string,
  geometry: Geometry,
  properties: Properties,
) {
  return z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: uuid,
        feature_type: z.literal(featureType),
        geometry,
        properties,
      }),
    ),
  });
}
