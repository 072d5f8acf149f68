/**
 * From the files of a site to shared/domain/site.ts. Pure: the caller has read the files.
 * Shapes come first, for every file; only a site whose every file has its shape is put together.
 */
import type { DeviceId, LevelId, ShopId, ZoneId } from '#shared/domain/ids.ts';
import { signedArea } from '#shared/domain/shape.ts';
import type { Level, Line, Point, Ring, Segment, Shop, Site, SiteDevice, Unit, Zone } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import { levelGrid } from '#shared/domain/walkable-grid.ts';
import type { ConfigProblem } from './config-problem.ts';
import { type Parsed, parseFile } from './parse-file.ts';
import { type LonLat, type Projection, projectionAbout } from './projection.ts';
import { type SiteFileName, type SiteFiles, siteFiles, unitCategories } from './site-schema.ts';
import { wallsOf } from './walls.ts';

export function parseSite(texts: ReadonlyMap<string, string>): Parsed<Site> {
  const files = parseFiles(texts);
  if (!files.ok) return files;
  const problems = danglingReferences(files.value);
  return problems.length === 0 ? { ok: true, value: assemble(files.value) } : { ok: false, problems };
}

function parseFiles(texts: ReadonlyMap<string, string>): Parsed<SiteFiles> {
  const values: Partial<Record<SiteFileName, unknown>> = {};
  const problems: ConfigProblem[] = [];
  for (const file of Object.keys(siteFiles) as SiteFileName[]) {
    const parsed = parseFile(file, texts.get(file), siteFiles[file]);
    if (parsed.ok) values[file] = parsed.value;
    else problems.push(...parsed.problems);
  }
  // Every schema of siteFiles has given its value here, which the compiler cannot follow through the loop.
  return problems.length === 0 ? { ok: true, value: values as SiteFiles } : { ok: false, problems };
}

/** References by UUID within the archive; references by name are check-site.ts's. */
function danglingReferences(files: SiteFiles): readonly ConfigProblem[] {
  const idsOf = (file: 'level.geojson' | 'unit.geojson' | 'anchor.geojson'): ReadonlySet<string> =>
    new Set(files[file].features.map(({ id }) => id));
  const [levels, units, anchors] = [idsOf('level.geojson'), idsOf('unit.geojson'), idsOf('anchor.geojson')];
  const problems: ConfigProblem[] = [];
  const expect = (known: ReadonlySet<string>, id: string, file: string, index: number, field: string): void => {
    if (known.has(id)) return;
    problems.push({ file, path: `features[${index}].properties.${field}`, message: `there is no feature ${id}` });
  };
  for (const file of ['unit.geojson', 'opening.geojson'] as const) {
    for (const [index, { properties }] of files[file].features.entries()) {
      expect(levels, properties.level_id, file, index, 'level_id');
    }
  }
  for (const [index, { properties }] of files['anchor.geojson'].features.entries()) {
    expect(units, properties.unit_id, 'anchor.geojson', index, 'unit_id');
  }
  for (const [index, { properties }] of files['occupant.geojson'].features.entries()) {
    expect(anchors, properties.anchor_id, 'occupant.geojson', index, 'anchor_id');
  }
  return problems;
}

function assemble(files: SiteFiles): Site {
  const { id, name, origin, calendar, gifts } = files['site.json'];
  const shapes = shapeReader(projectionAbout([origin.longitude, origin.latitude]));
  const shops = readShops(files);
  const units = readUnits(files, shops, shapes);
  const levels = readLevels(files, units, shapes);
  return {
    id,
    name,
    calendar,
    levels,
    units,
    zones: readZones(files, levels, units, shapes),
    lines: files['lines.geojson'].features.map(({ geometry, properties }): Line => {
      const { atrium_id, level, ...rest } = properties;
      return { id: atrium_id, levelId: level, ...rest, at: shapes.segment(geometry) };
    }),
    bays: files['bays.geojson'].features.map(({ geometry, properties }) => ({
      id: properties.atrium_id,
      levelId: properties.level,
      zoneId: properties.zone,
      outline: shapes.ring(geometry),
    })),
    devices: readDevices(files, shapes),
    desks: files['desks.geojson'].features.map(({ geometry, properties }) => ({
      id: properties.atrium_id,
      ...placeOf(properties),
      position: shapes.point(geometry),
    })),
    kiosks: files['kiosks.geojson'].features.map(({ geometry, properties }) => ({
      id: properties.atrium_id,
      ...placeOf(properties),
      position: shapes.point(geometry),
    })),
    shops: [...shops.values()],
    gifts,
  };
}

// ---- geometry ----------------------------------------------------------------------------------------------------

type PointGeometry = { readonly coordinates: LonLat };
type LineGeometry = { readonly coordinates: readonly [LonLat, LonLat] };
type PolygonGeometry = { readonly coordinates: readonly [readonly LonLat[]] };

interface ShapeReader {
  point(geometry: PointGeometry): Point;
  segment(geometry: LineGeometry): Segment;
  ring(geometry: PolygonGeometry): Ring;
}

function shapeReader({ toMetres }: Projection): ShapeReader {
  return {
    point: ({ coordinates }) => toMetres(coordinates),
    segment: ({ coordinates: [from, to] }) => [toMetres(from), toMetres(to)],
    ring: ({ coordinates: [corners] }) => {
      // GeoJSON repeats the first corner at the end, and files drawn by hand turn either way.
      const ring = corners.slice(0, -1).map(toMetres);
      return signedArea(ring) < 0 ? ring.toReversed() : ring;
    },
  };
}

// ---- the floor ---------------------------------------------------------------------------------------------------

/** Shops by the UUID of their unit. */
function readShops(files: SiteFiles): ReadonlyMap<string, Shop> {
  const unitNames = new Map(files['unit.geojson'].features.map(({ id, properties }) => [id, properties.atrium_id]));
  const unitOf = new Map(files['anchor.geojson'].features.map(({ id, properties }) => [id, properties.unit_id]));
  return new Map(
    files['occupant.geojson'].features.map(({ properties }) => {
      const unitUuid = unitOf.get(properties.anchor_id) ?? '';
      const id = unitNames.get(unitUuid) ?? ('' as ShopId);
      return [unitUuid, { id, name: properties.name, category: properties.atrium_rate_class }];
    }),
  );
}

function readUnits(files: SiteFiles, shops: ReadonlyMap<string, Shop>, shapes: ShapeReader): readonly Unit[] {
  const levelOf = levelNames(files);
  return files['unit.geojson'].features.map(({ id, geometry, properties }) => {
    const vacant = { 'zh-CN': properties.atrium_id, en: properties.atrium_id };
    return {
      id: properties.atrium_id,
      levelId: levelOf(properties.level_id),
      category: unitCategories[properties.category],
      name: shops.get(id)?.name ?? properties.name ?? vacant,
      outline: shapes.ring(geometry),
      labelAt: shapes.point(properties.display_point),
    };
  });
}

function readLevels(files: SiteFiles, units: readonly Unit[], shapes: ShapeReader): readonly Level[] {
  const levelOf = levelNames(files);
  return files['level.geojson'].features
    .map(({ geometry, properties }) => {
      const id = properties.atrium_id;
      const outline = shapes.ring(geometry);
      const closed = units.filter(
        (unit) => unit.levelId === id && unit.category !== 'walkway' && unit.category !== 'parking',
      );
      const openings = files['opening.geojson'].features
        .filter((opening) => levelOf(opening.properties.level_id) === id)
        .map((opening) => shapes.segment(opening.geometry));
      return {
        id,
        ordinal: properties.ordinal,
        shortName: properties.short_name.en,
        name: properties.name,
        outline,
        walls: wallsOf([outline, ...closed.map((unit) => unit.outline)], openings),
      };
    })
    .toSorted((a, b) => a.ordinal - b.ordinal);
}

function levelNames(files: SiteFiles): (id: string) => LevelId {
  const names = new Map(files['level.geojson'].features.map(({ id, properties }) => [id, properties.atrium_id]));
  return (id) => names.get(id) ?? ('' as LevelId);
}

function readZones(
  files: SiteFiles,
  levels: readonly Level[],
  units: readonly Unit[],
  shapes: ShapeReader,
): readonly Zone[] {
  const zones = files['zones.geojson'].features.map(({ geometry, properties }) => ({
    id: properties.atrium_id,
    levelId: properties.level,
    name: properties.name,
    kind: properties.kind,
    outline: shapes.ring(geometry),
    labelAt: shapes.point(properties.display_point),
    areaM2: 0,
    capacityPeople: properties.capacity_people,
  }));
  const areas = new Map(levels.flatMap((level) => walkableAreas(level, zones, units)));
  return zones.map((zone) => ({ ...zone, areaM2: areas.get(zone.id) ?? 0 }));
}

/** Counted on the grid that heat is spread over, so that a density there and a zone's figures agree. */
function walkableAreas(
  level: Level,
  zones: readonly Zone[],
  units: readonly Unit[],
): readonly (readonly [ZoneId, number])[] {
  const here = zones.filter((zone) => zone.levelId === level.id);
  const grid = levelGrid(level, here, units);
  return here.map((zone, index) => [zone.id, grid.zoneOf.filter((owner) => owner === index).length * grid.cellM ** 2]);
}

// ---- devices and places ------------------------------------------------------------------------------------------

function readDevices(files: SiteFiles, shapes: ShapeReader): readonly SiteDevice[] {
  return files['devices.geojson'].features.map(({ geometry, properties }) => ({
    id: properties.atrium_id,
    profileId: properties.profile,
    name: properties.name,
    levelId: properties.level,
    position: shapes.point(geometry),
    channels: properties.channels,
    ...(properties.foreign_id === undefined ? {} : { foreignId: properties.foreign_id }),
    ...(properties.address === undefined ? {} : { address: properties.address }),
    ...(properties.paper_width_mm === undefined ? {} : { paperWidthMm: properties.paper_width_mm }),
  }));
}

function placeOf(place: { readonly name: LocalText; readonly level: LevelId; readonly printer: DeviceId | null }) {
  return { name: place.name, levelId: place.level, printerId: place.printer };
}
