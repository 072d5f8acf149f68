/**
 * A mall small enough to reason about: a hall with a shop and a door, a wing behind a wall with one opening, a gallery
 * above, reached by an escalator, and a garage below with two bays, a ramp and a lift. Each line has a device.
 */
import type { BayId, DeviceId, LevelId, LineId, ProfileId, ShopId, SiteId, ZoneId } from '#shared/domain/ids.ts';
import type {
  Bay,
  ChannelTarget,
  Level,
  Line,
  LineSide,
  Ring,
  Segment,
  Site,
  SiteDevice,
  Unit,
  Zone,
} from '#shared/domain/site.ts';

const named = (name: string) => ({ 'zh-CN': name, en: name });

function box(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

function level(id: string, ordinal: number, walls: readonly Segment[] = []): Level {
  return { id: id as LevelId, ordinal, shortName: id, name: named(id), outline: box(0, 0, 40, 20), walls };
}

function zone(id: string, levelId: string, outline: Ring, kind: Zone['kind'] = 'shopping'): Zone {
  const [[west, south] = [0, 0], , [east, north] = [0, 0]] = outline;
  return {
    id: id as ZoneId,
    levelId: levelId as LevelId,
    name: named(id),
    kind,
    outline,
    labelAt: [(west + east) / 2, (south + north) / 2],
    areaM2: (east - west) * (north - south),
    capacityPeople: 200,
  };
}

function line(id: string, levelId: string, kind: Line['kind'], from: string, to: string, at: Segment): Line {
  const side = (name: string): LineSide => (name === 'outside' ? name : (name as ZoneId));
  return {
    id: id as LineId,
    levelId: levelId as LevelId,
    name: named(id),
    kind,
    from: side(from),
    to: side(to),
    at,
  };
}

function shop(id: string, levelId: string, outline: Ring, labelAt: readonly [number, number]): Unit {
  return { id: id as ShopId, levelId: levelId as LevelId, category: 'shop', name: named(id), outline, labelAt };
}

function bay(id: string, outline: Ring): Bay {
  return { id: id as BayId, levelId: 'p' as LevelId, zoneId: 'p-garage' as ZoneId, outline };
}

function device(
  id: string,
  profileId: string,
  channels: Record<string, ChannelTarget>,
  foreignId?: string,
): SiteDevice {
  return {
    id: id as DeviceId,
    profileId: profileId as ProfileId,
    name: named(id),
    levelId: '1f' as LevelId,
    position: [1, 1],
    channels,
    ...(foreignId !== undefined && { foreignId }),
  };
}

const onLine = (id: string, reversed = false): ChannelTarget => ({ line: id as LineId, reversed });
const onBay = (id: string): ChannelTarget => ({ bay: id as BayId });
const onZone = (id: string): ChannelTarget => ({ zone: id as ZoneId });

/** The wall between hall and wing, open from y = 8 to y = 12; and the front of the shop, open from x = 4 to x = 7. */
export const hallWalls: readonly Segment[] = [
  [
    [20, 0],
    [20, 8],
  ],
  [
    [20, 12],
    [20, 20],
  ],
  [
    [0, 14],
    [4, 14],
  ],
  [
    [7, 14],
    [12, 14],
  ],
  [
    [12, 14],
    [12, 20],
  ],
];

export const smallSite: Site = {
  id: 'small' as SiteId,
  name: named('small'),
  calendar: { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' },
  levels: [level('p', -1), level('1f', 0, hallWalls), level('2f', 1)],
  units: [shop('tea-house', '1f', box(0, 14, 12, 20), [6, 17]), shop('book-corner', '2f', box(0, 14, 12, 20), [6, 17])],
  zones: [
    zone('1f-hall', '1f', box(0, 0, 20, 20)),
    zone('1f-wing', '1f', box(20, 0, 40, 20)),
    zone('2f-gallery', '2f', box(0, 0, 40, 20)),
    zone('p-garage', 'p', box(0, 0, 40, 20), 'parking'),
  ],
  lines: [
    line('door', '1f', 'door', 'outside', '1f-hall', [
      [8, 0],
      [12, 0],
    ]),
    line('passage', '1f', 'passage', '1f-hall', '1f-wing', [
      [20, 8],
      [20, 12],
    ]),
    line('escalator', '1f', 'escalator', '1f-wing', '2f-gallery', [
      [30, 9],
      [30, 11],
    ]),
    line('ramp', 'p', 'ramp', 'outside', 'p-garage', [
      [0, 8],
      [0, 12],
    ]),
    line('lift', 'p', 'lift', 'p-garage', '1f-hall', [
      [10, 9],
      [10, 11],
    ]),
  ],
  bays: [bay('bay-1', box(30, 0, 33, 6)), bay('bay-2', box(34, 0, 37, 6))],
  devices: [
    device('counter-door', 'xovis-pc2se', { '1': onLine('door'), '2': onLine('passage', true) }, '00:26:8c:00:00:01'),
    device('counter-escalator', 'milesight-vs121', { 'line-1': onLine('escalator') }, '24e124000000e501'),
    device('counter-ramp', 'atrium-counter', { ramp: onLine('ramp'), lift: onLine('lift') }),
    device('camera-hall', 'milesight-vs121-p', { total: onZone('1f-hall') }, '6601d0000001'),
    device('reader-hall', 'impinj-r700', { '1': onZone('1f-hall'), '2': onZone('1f-wing') }, 'impinj-00-00-01'),
    device('bay-sensor', 'bosch-tps110', { bay: onBay('bay-1') }, '000d6f0000000001'),
    device('bay-eye', 'atrium-bay-eye', { '1': onBay('bay-2') }),
    device('chirpstack', 'chirpstack-v4', {}),
    device('scanner', 'atrium-scanner', {}),
  ],
  desks: [],
  kiosks: [],
  shops: [
    { id: 'tea-house' as ShopId, name: named('tea-house'), category: 'dining' },
    { id: 'book-corner' as ShopId, name: named('book-corner'), category: 'services' },
  ],
  gifts: [],
};
