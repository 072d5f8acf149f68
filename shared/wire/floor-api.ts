/** The floor as screens see it: plan, live state, history. Served under /api/v1 to role ops (and admin, facilities). */
import { z } from 'zod';
import {
  bayId,
  count,
  deskId,
  deviceId,
  epochMs,
  kioskId,
  levelId,
  lineId,
  localText,
  point,
  ring,
  segment,
  share,
  shopId,
  zoneId,
} from './fields.ts';

/** GET /api/v1/site: geometry in metres; changes only when the site file does. */
export const siteView = z
  .object({
    id: z.string(),
    name: localText,
    timeZone: z.string(),
    opensAt: z.string(),
    closesAt: z.string(),
    dayStartsAt: z.string(),
    levels: z.array(
      z.object({
        id: levelId,
        ordinal: z.int(),
        shortName: z.string(),
        name: localText,
        outline: ring,
        walls: z.array(segment),
        /** The heat grid: lower left corner, cell edge in metres, columns and rows. Row 0 is the southernmost. */
        grid: z.object({ origin: point, cellM: z.number(), columns: count, rows: count }),
      }),
    ),
    units: z.array(
      z.object({ id: shopId, levelId, category: z.string(), name: localText, outline: ring, labelAt: point }),
    ),
    zones: z.array(
      z.object({
        id: zoneId,
        levelId,
        name: localText,
        kind: z.enum(['shopping', 'parking']),
        outline: ring,
        labelAt: point,
        areaM2: z.number(),
        capacityPeople: count,
      }),
    ),
    lines: z.array(z.object({ id: lineId, levelId, name: localText, kind: z.string(), at: segment })),
    bays: z.array(z.object({ id: bayId, levelId, zoneId, outline: ring })),
    devices: z.array(z.object({ id: deviceId, levelId, name: localText, class: z.string(), position: point })),
    desks: z.array(z.object({ id: deskId, name: localText, levelId, position: point })),
    kiosks: z.array(z.object({ id: kioskId, name: localText, levelId, position: point })),
    /** People per 100 m² at the top of the fixed heat scale (cell value 254). */
    heatScaleMax: z.number(),
  })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof siteView>;

/** One zone now, or at a past minute. */
export const zoneState = z
  .object({
    zoneId,
    /** From lines, never below zero; null where no line of the zone has reported today. */
    people: count.nullable(),
    /** Change against 15 minutes earlier; null without a figure for then. */
    trend: z.int().nullable(),
    /** Share of the expected reports of the zone's lines that arrived in the last 15 minutes. */
    completeness: share,
    /** Tags seen in the zone in the last 60 s; null where no reader watches it. */
    tagsPresent: count.nullable(),
    /** The silent devices that make this zone partly blind, with the time of their last reading. */
    blind: z.array(z.object({ deviceId, since: epochMs.nullable() })),
  })
  .meta({ id: 'ZoneState' });
export type ZoneState = z.infer<typeof zoneState>;

export const bayState = z.object({ bayId, occupied: z.boolean().nullable(), since: epochMs.nullable() });
export type BayState = z.infer<typeof bayState>;

/** GET /api/v1/floor?at=: all zones and bays now, or as of a past minute (within 24 h). */
export const floorState = z
  .object({
    at: epochMs,
    live: z.boolean(),
    /** Of the whole site, over the last 15 minutes before `at`. */
    completeness: share,
    zones: z.array(zoneState),
    bays: z.array(bayState),
  })
  .meta({ id: 'FloorState' });
export type FloorState = z.infer<typeof floorState>;

/** GET /api/v1/levels/:levelId/heat?at= answers one key frame of shared/wire/heat-frame.ts as application/octet-stream. */

/** GET /api/v1/zones/:zoneId/history?from=&to=&stepMs=: at most 1,500 points, step a multiple of a minute. */
export const zoneHistory = z
  .object({
    zoneId,
    stepMs: count,
    points: z.array(
      z.object({
        at: epochMs,
        /** At the end of the step; null where nothing is known. */
        people: count.nullable(),
        entered: count,
        left: count,
        completeness: share,
        /** How often late data changed this step since it was first shown. */
        revision: count,
      }),
    ),
  })
  .meta({ id: 'ZoneHistory' });
export type ZoneHistory = z.infer<typeof zoneHistory>;

/** One business day of people coming in through the doors. */
export const footfallDay = z.object({
  day: z.string(),
  /** Up to now for today, up to the same clock time for the days compared. */
  soFar: count,
  /** The whole day; for today the same as soFar. */
  total: count,
  completeness: share,
  /** False where nothing is stored of that day: then the figures mean nothing. */
  known: z.boolean(),
  quarters: z.array(z.object({ at: epochMs, entered: count, completeness: share })),
});
export type FootfallDay = z.infer<typeof footfallDay>;

/** GET /api/v1/footfall: today, yesterday, and the same weekday a week ago. */
export const footfall = z
  .object({ at: epochMs, today: footfallDay, yesterday: footfallDay, lastWeek: footfallDay })
  .meta({ id: 'Footfall' });
export type Footfall = z.infer<typeof footfall>;

/** GET /api/v1/parking: bays by zone. */
export const parking = z
  .object({
    at: epochMs,
    zones: z.array(z.object({ zoneId, bays: count, occupied: count, unknown: count })),
  })
  .meta({ id: 'Parking' });
export type Parking = z.infer<typeof parking>;
