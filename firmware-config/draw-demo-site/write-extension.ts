/** Atrium's extension of the archive: what a map program does not know, as GeoJSON that it can still show. */
import type { Point, SiteDevice } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import type { FeatureWriter } from './feature-writer.ts';
import type { DrawnSite } from './plan.ts';

export interface DrawnPlaces {
  readonly desks: readonly DrawnPlace[];
  readonly kiosks: readonly DrawnPlace[];
}

export interface DrawnPlace {
  readonly id: string;
  readonly name: LocalText;
  readonly level: string;
  readonly at: Point;
  readonly printer: string | null;
}

export function writeExtension(
  site: DrawnSite,
  devices: readonly SiteDevice[],
  places: DrawnPlaces,
  write: FeatureWriter,
): readonly (readonly [string, string])[] {
  return [
    ['zones.geojson', write.collection(zones(site, write))],
    ['lines.geojson', write.collection(lines(site, write))],
    ['bays.geojson', write.collection(bays(site, write))],
    ['devices.geojson', write.collection(devices.map((device) => deviceFeature(device, write)))],
    ['desks.geojson', write.collection(places.desks.map((desk) => placeFeature('atrium-desk', desk, write)))],
    ['kiosks.geojson', write.collection(places.kiosks.map((kiosk) => placeFeature('atrium-kiosk', kiosk, write)))],
  ];
}

function zones(site: DrawnSite, write: FeatureWriter): readonly object[] {
  return site.zones.map((zone) =>
    write.feature('atrium-zone', zone.id, write.polygon(zone.outline), {
      atrium_id: zone.id,
      level: zone.levelId,
      name: zone.name,
      kind: zone.kind,
      capacity_people: zone.capacityPeople,
      display_point: write.point(zone.labelAt),
    }),
  );
}

function lines(site: DrawnSite, write: FeatureWriter): readonly object[] {
  return site.lines.map((line) =>
    write.feature('atrium-line', line.id, write.lineString(line.at), {
      atrium_id: line.id,
      level: line.levelId,
      name: line.name,
      kind: line.kind,
      from: line.from,
      to: line.to,
    }),
  );
}

function bays(site: DrawnSite, write: FeatureWriter): readonly object[] {
  return site.bays.map((bay) =>
    write.feature('atrium-bay', bay.id, write.polygon(bay.outline), {
      atrium_id: bay.id,
      level: bay.levelId,
      zone: bay.zoneId,
    }),
  );
}

function deviceFeature(device: SiteDevice, write: FeatureWriter): object {
  return write.feature('atrium-device', device.id, write.point(device.position), {
    atrium_id: device.id,
    level: device.levelId,
    profile: device.profileId,
    name: device.name,
    foreign_id: device.foreignId,
    address: device.address,
    paper_width_mm: device.paperWidthMm,
    channels: device.channels,
  });
}

function placeFeature(type: string, place: DrawnPlace, write: FeatureWriter): object {
  return write.feature(type, place.id, write.point(place.at), {
    atrium_id: place.id,
    level: place.level,
    name: place.name,
    printer: place.printer,
  });
}
