/**
 * The IMDF archive of the demo mall (OGC 20-094, version 1.0.0). `atrium_id` is the one property beside the standard's:
 * the short name by which people and programs call a level, a unit or an opening.
 */
import type { UnitCategory } from '#shared/domain/site.ts';
import { featureId } from './feature-id.ts';
import type { FeatureWriter } from './feature-writer.ts';
import { buildingOutline, type DrawnSite, type DrawnUnit, text } from './plan.ts';
import { writeJson } from './write-json.ts';

/** IMDF's word for each of ours. */
const unitCategories: Readonly<Record<UnitCategory, string>> = {
  shop: 'room',
  walkway: 'walkway',
  escalator: 'escalator',
  elevator: 'elevator',
  restroom: 'restroom',
  service: 'nonpublic',
  parking: 'parking',
  void: 'opentobelow',
};

const occupantCategories: Readonly<Record<string, string>> = {
  fashion: 'clothing',
  dining: 'restaurant',
  beauty: 'cosmetics',
  kids: 'toys',
  electronics: 'electronics',
  supermarket: 'grocery',
  services: 'personalservice',
};

const hours = 'Mo-Su 10:00-22:00';
const addressId = featureId('address/demo');
const buildingId = featureId('building/demo');
const siteName = text('满庭广场', 'Manting Plaza');

export function writeImdf(site: DrawnSite, write: FeatureWriter): readonly (readonly [string, string])[] {
  const units = site.floors.flatMap((floor) => floor.units);
  const shops = units.filter((unit) => unit.category === 'shop');
  return [
    ['manifest.json', writeJson(manifest)],
    ['address.geojson', write.collection([address(write)])],
    ['venue.geojson', write.collection([venue(write)])],
    ['building.geojson', write.collection([building(write)])],
    ['footprint.geojson', write.collection([footprint(write)])],
    ['level.geojson', write.collection(levels(site, write))],
    ['unit.geojson', write.collection(units.map((unit) => unitFeature(unit, write)))],
    ['opening.geojson', write.collection(openings(site, write))],
    ['anchor.geojson', write.collection(shops.map((shop) => anchor(shop, write)))],
    ['occupant.geojson', write.collection(shops.map((shop) => occupant(shop, write)))],
    ['amenity.geojson', write.collection(units.flatMap((unit) => amenity(unit, write)))],
  ];
}

const manifest = {
  version: '1.0.0',
  created: '2026-11-22T00:00:00Z',
  generated_by: 'Atrium draw-demo-site',
  language: 'zh-CN',
  extensions: ['imdf:extension:atrium:site#1.0.0'],
};

function address(write: FeatureWriter): object {
  return write.feature('address', 'demo', null, {
    address: '满庭路 1 号',
    unit: null,
    locality: '上海',
    province: 'CN-SH',
    country: 'CN',
    postal_code: null,
    postal_code_ext: null,
  });
}

function venue(write: FeatureWriter): object {
  return write.feature('venue', 'demo', write.polygon(buildingOutline), {
    category: 'shoppingcenter',
    restriction: null,
    name: siteName,
    alt_name: null,
    hours,
    phone: null,
    website: null,
    display_point: write.centre(buildingOutline),
    address_id: addressId,
  });
}

function building(write: FeatureWriter): object {
  return write.feature('building', 'demo', null, {
    category: 'unspecified',
    restriction: null,
    name: siteName,
    alt_name: null,
    display_point: write.centre(buildingOutline),
    address_id: addressId,
  });
}

function footprint(write: FeatureWriter): object {
  return write.feature('footprint', 'demo', write.polygon(buildingOutline), {
    category: 'ground',
    name: null,
    building_ids: [buildingId],
  });
}

function levels(site: DrawnSite, write: FeatureWriter): readonly object[] {
  return site.floors.map((floor) =>
    write.feature('level', floor.levelId, write.polygon(floor.outline), {
      atrium_id: floor.levelId,
      category: floor.ordinal < 0 ? 'parking' : 'unspecified',
      restriction: null,
      outdoor: false,
      ordinal: floor.ordinal,
      name: floor.name,
      short_name: { 'zh-CN': floor.shortName, en: floor.shortName },
      display_point: write.centre(floor.outline),
      address_id: null,
      building_ids: [buildingId],
    }),
  );
}

function unitFeature(unit: DrawnUnit, write: FeatureWriter): object {
  return write.feature('unit', unit.id, write.polygon(unit.outline), {
    atrium_id: unit.id,
    category: unitCategories[unit.category],
    restriction: unit.category === 'service' ? 'employeesonly' : null,
    accessibility: null,
    // A room has a number, not a name: the name is its occupant's.
    name: unit.category === 'shop' ? null : unit.name,
    alt_name: null,
    level_id: featureId(`level/${unit.levelId}`),
    display_point: write.centre(unit.outline),
  });
}

function openings(site: DrawnSite, write: FeatureWriter): readonly object[] {
  return site.floors.flatMap((floor) =>
    floor.openings.map((opening) =>
      write.feature('opening', opening.id, write.lineString(opening.at), {
        atrium_id: opening.id,
        category: opening.category,
        accessibility: null,
        access_control: null,
        door: null,
        name: null,
        alt_name: null,
        display_point: null,
        level_id: featureId(`level/${opening.levelId}`),
      }),
    ),
  );
}

function anchor(shop: DrawnUnit, write: FeatureWriter): object {
  return write.feature('anchor', shop.id, write.centre(shop.outline), {
    address_id: addressId,
    unit_id: featureId(`unit/${shop.id}`),
  });
}

function occupant(shop: DrawnUnit, write: FeatureWriter): object {
  const rateClass = shop.rateClass ?? '';
  return write.feature('occupant', shop.id, null, {
    anchor_id: featureId(`anchor/${shop.id}`),
    category: occupantCategories[rateClass] ?? 'unspecified',
    atrium_rate_class: rateClass,
    name: shop.name,
    hours,
    phone: null,
    website: null,
    validity: null,
    correlation_id: null,
  });
}

function amenity(unit: DrawnUnit, write: FeatureWriter): readonly object[] {
  if (unit.category !== 'restroom' && unit.category !== 'elevator' && unit.category !== 'escalator') return [];
  const properties = {
    category: unit.category,
    accessibility: unit.category === 'escalator' ? null : ['wheelchair'],
    name: unit.name,
    alt_name: null,
    hours,
    phone: null,
    website: null,
    unit_ids: [featureId(`unit/${unit.id}`)],
    address_id: addressId,
    correlation_id: null,
  };
  return [write.feature('amenity', unit.id, write.centre(unit.outline), properties)];
}
