/** The shapes of a site's files: what Atrium reads of the IMDF archive, and all of its extension. */

import { z } from 'zod';
import type {
  BayId,
  DeskId,
  DeviceId,
  KioskId,
  LevelId,
  LineId,
  ProfileId,
  ShopId,
  SiteId,
  Sku,
  ZoneId,
} from '#shared/domain/ids.ts';
import { featureFile, lineGeometry, localText, name, pointGeometry, polygonGeometry, uuid } from './schema.ts';

const count = z.int().min(0);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, HH:MM');
const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone, for example Asia/Shanghai');

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== null;
  } catch {
    return false;
  }
}

const gift = z.strictObject({
  sku: name<Sku>(),
  name: localText,
  description: localText,
  picture: name<string>(),
  points: z.int().min(1),
  minimumTier: z.enum(['ordinary', 'silver', 'gold', 'diamond']),
  dailyLimit: z.int().min(1).nullable(),
  stock: z.record(name<DeskId>(), count),
});

const siteFile = z.strictObject({
  id: name<SiteId>(),
  name: localText,
  /** The point that geometry in metres counts from. */
  origin: z.strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-85).max(85) }),
  calendar: z.strictObject({ timeZone, opensAt: clock, closesAt: clock, dayStartsAt: clock }),
  gifts: z.array(gift),
});

// ---- IMDF: properties that Atrium has no use for are let through ------------------------------------------------

const level = z.object({
  atrium_id: name<LevelId>(),
  ordinal: z.int(),
  name: localText,
  short_name: localText,
});

/** IMDF's categories that Atrium knows; the value is ours. */
export const unitCategories = {
  room: 'shop',
  walkway: 'walkway',
  escalator: 'escalator',
  elevator: 'elevator',
  restroom: 'restroom',
  nonpublic: 'service',
  parking: 'parking',
  opentobelow: 'void',
} as const;

const unit = z.object({
  atrium_id: name<ShopId>(),
  category: z.enum(Object.keys(unitCategories) as [keyof typeof unitCategories]),
  name: localText.nullable(),
  level_id: uuid,
  display_point: pointGeometry,
});

const opening = z.object({ level_id: uuid });
const anchor = z.object({ unit_id: uuid });
const occupant = z.object({ anchor_id: uuid, name: localText, atrium_rate_class: name<string>() });

// ---- Atrium's extension: strict, since a misspelt field here would be a wish that nobody hears --------------------

const zone = z.strictObject({
  atrium_id: name<ZoneId>(),
  level: name<LevelId>(),
  name: localText,
  kind: z.enum(['shopping', 'parking']),
  capacity_people: z.int().min(1),
  display_point: pointGeometry,
});

/** A zone, or the world beyond the doors. */
const lineSide = name<ZoneId | 'outside'>();
const line = z.strictObject({
  atrium_id: name<LineId>(),
  level: name<LevelId>(),
  name: localText,
  kind: z.enum(['door', 'passage', 'escalator', 'lift', 'ramp']),
  from: lineSide,
  to: lineSide,
});

const bay = z.strictObject({ atrium_id: name<BayId>(), level: name<LevelId>(), zone: name<ZoneId>() });

const target = z.union(
  [
    z.strictObject({ line: name<LineId>(), reversed: z.boolean().exactOptional() }),
    z.strictObject({ zone: name<ZoneId>() }),
    z.strictObject({ bay: name<BayId>() }),
  ],
  'expected one of {"line": …}, {"zone": …}, {"bay": …}',
);

const device = z.strictObject({
  atrium_id: name<DeviceId>(),
  level: name<LevelId>(),
  profile: name<ProfileId>(),
  name: localText,
  foreign_id: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[^+#/\s]+$/, 'expected no "+", "#", "/" and no space')
    .optional(),
  address: z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) }).optional(),
  paper_width_mm: z.union([z.literal(58), z.literal(80)]).optional(),
  channels: z.record(z.string().min(1).max(64), target),
});

/** A desk or a kiosk. */
function place<Id extends DeskId | KioskId>() {
  return z.strictObject({
    atrium_id: name<Id>(),
    level: name<LevelId>(),
    name: localText,
    printer: name<DeviceId>().nullable(),
  });
}

/** Every file that a site must have, by name. */
export const siteFiles = {
  'site.json': siteFile,
  'manifest.json': z.object({ version: z.literal('1.0.0') }),
  'level.geojson': featureFile('level', polygonGeometry, level),
  'unit.geojson': featureFile('unit', polygonGeometry, unit),
  'opening.geojson': featureFile('opening', lineGeometry, opening),
  'anchor.geojson': featureFile('anchor', pointGeometry, anchor),
  'occupant.geojson': featureFile('occupant', z.null(), occupant),
  'zones.geojson': featureFile('atrium-zone', polygonGeometry, zone),
  'lines.geojson': featureFile('atrium-line', lineGeometry, line),
  'bays.geojson': featureFile('atrium-bay', polygonGeometry, bay),
  'devices.geojson': featureFile('atrium-device', pointGeometry, device),
  'desks.geojson': featureFile('atrium-desk', pointGeometry, place<DeskId>()),
  'kiosks.geojson': featureFile('atrium-kiosk', pointGeometry, place<KioskId>()),
} as const;

export type SiteFileName = keyof typeof siteFiles;
export type SiteFiles = { readonly [Name in SiteFileName]: z.infer<(typeof siteFiles)[Name]> };
