/** A mall drawn by hand, small enough to count in one's head: one of each kind of counter, a reader, two bays. */
import type { BayId, DeviceId, LevelId, LineId, ProfileId, SiteId, ZoneId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { Line, LineSide, Ring, Site, SiteCalendar, SiteDevice, Zone } from '#shared/domain/site.ts';

/** The day starts at 04:00 in Shanghai, which is 20:00 UTC of the date before. */
export const shanghai: SiteCalendar = {
  timeZone: 'Asia/Shanghai',
  opensAt: '10:00',
  closesAt: '22:00',
  dayStartsAt: '04:00',
};
export const berlin: SiteCalendar = { ...shanghai, timeZone: 'Europe/Berlin' };

const both = (name: string) => ({ 'zh-CN': name, en: name });
const square: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];

function zone(id: string, levelId: string): Zone {
  return {
    id: id as ZoneId,
    levelId: levelId as LevelId,
    name: both(id),
    kind: 'shopping',
    outline: square,
    labelAt: [5, 5],
    areaM2: 100,
    capacityPeople: 50,
  };
}

function line(id: string, kind: Line['kind'], from: string, to: string): Line {
  return {
    id: id as LineId,
    levelId: '1f' as LevelId,
    name: both(id),
    kind,
    from: from as LineSide,
    to: to as LineSide,
    at: [
      [0, 5],
      [1, 5],
    ],
  };
}

function device(id: string, profileId: string, channels: Record<string, unknown>): SiteDevice {
  return {
    id: id as DeviceId,
    profileId: profileId as ProfileId,
    name: both(id),
    levelId: '1f' as LevelId,
    position: [1, 1],
    channels: channels as SiteDevice['channels'],
  };
}

function profile(id: string, more: Partial<Profile>): Profile {
  return {
    id: id as ProfileId,
    vendor: 'Atrium',
    model: id,
    class: 'counter',
    decoder: 'native',
    codec: null,
    topics: [],
    pushesHttp: false,
    metrics: {},
    counts: null,
    totalWrapsAt: null,
    cadenceMs: 60_000,
    silentAfterMs: 180_000,
    sequence: { kind: 'rises', bits: 53 },
    clock: true,
    battery: false,
    ...more,
  };
}

/**
 * outside -door-> hall -pass-> wing, hall -escalator-> gallery. The door counts events, the passage periods and is
 * mounted the other way round, the escalator totals of 16 bits.
 */
export function smallMall(calendar: SiteCalendar = shanghai): {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
} {
  const level = (id: string, ordinal: number) => ({
    id: id as LevelId,
    ordinal,
    shortName: id,
    name: both(id),
    outline: square,
    walls: [],
  });
  const bay = (id: string) => ({
    id: id as BayId,
    levelId: '1f' as LevelId,
    zoneId: 'wing' as ZoneId,
    outline: square,
  });
  const site: Site = {
    id: 'small' as SiteId,
    name: both('small'),
    calendar,
    levels: [level('1f', 0), level('2f', 1)],
    units: [],
    zones: [zone('hall', '1f'), zone('wing', '1f'), zone('gallery', '2f')],
    lines: [
      line('door', 'door', 'outside', 'hall'),
      line('pass', 'passage', 'hall', 'wing'),
      line('escalator', 'escalator', 'hall', 'gallery'),
    ],
    bays: [bay('bay-1'), bay('bay-2')],
    devices: [
      device('counter-door', 'events', { main: { line: 'door' } }),
      device('counter-pass', 'periods', { a: { line: 'pass', reversed: true } }),
      device('counter-escalator', 'totals', { a: { line: 'escalator' } }),
      device('reader', 'reader', { '1': { zone: 'hall' }, '2': { zone: 'wing' } }),
      device('eye', 'bays', { '1': { bay: 'bay-1' }, '2': { bay: 'bay-2' } }),
    ],
    desks: [],
    kiosks: [],
    shops: [],
    gifts: [],
  };
  const profiles = [
    profile('events', { counts: 'event' }),
    profile('periods', { counts: 'period' }),
    profile('totals', { counts: 'total', totalWrapsAt: 65_536 }),
    profile('reader', { class: 'reader', metrics: { 'tag.seen': { min: -90, max: 0 } } }),
    profile('bays', { class: 'bay_sensor', cadenceMs: null, silentAfterMs: null }),
  ];
  return { site, profiles: new Map(profiles.map((each) => [each.id, each])) };
}

/** A reading of the small mall; times are those of a device whose clock is right and whose line is quick. */
export function reading(
  deviceId: string,
  channel: string,
  metric: Reading['metric'],
  value: number,
  at: number,
  more: Partial<Reading> = {},
): Reading {
  return {
    deviceId: deviceId as DeviceId,
    metric,
    channel,
    tag: '',
    value,
    sourceAt: at,
    at,
    receivedAt: at,
    intervalMs: 0,
    sequence: null,
    coverage: 1,
    ...more,
  };
}

export const entering = (at: number, more?: Partial<Reading>): Reading =>
  reading('counter-door', 'main', 'line.cross.forward', 1, at, more);
export const leaving = (at: number, more?: Partial<Reading>): Reading =>
  reading('counter-door', 'main', 'line.cross.backward', 1, at, more);
