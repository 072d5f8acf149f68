/** The site as the windows need it: numbered subjects, what each device's channels watch, and when a window closes. */
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { BayId, DeviceId, LevelId, LineId, ProfileId, ZoneId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { ChannelTarget, LineSide, Site, SiteDevice } from '#shared/domain/site.ts';

/** One channel of a counter on a line. Several on one line stand side by side: their counts add up. */
export interface LineWatch {
  readonly index: number;
  readonly line: number;
  readonly device: number;
  readonly counts: 'period' | 'event' | 'total';
  readonly reversed: boolean;
  /** A message vouches that its device was awake for so many whole minutes before it. */
  readonly vouchMinutes: number;
}

export type PlanTarget =
  | { readonly kind: 'line'; readonly watch: LineWatch }
  | { readonly kind: 'zone'; readonly zone: number }
  | { readonly kind: 'bay'; readonly bay: number };

export interface PlanDevice {
  readonly index: number;
  readonly id: DeviceId;
  readonly profile: Profile;
  readonly targets: ReadonlyMap<string, PlanTarget>;
  /** The lines that it counts, each once. */
  readonly lines: readonly number[];
}

export interface PlanLine {
  readonly index: number;
  readonly id: LineId;
  /** The zone on each side; null is the outside. */
  readonly from: number | null;
  readonly to: number | null;
  readonly watches: readonly LineWatch[];
  /** A window is closed when so many whole minutes have passed since it ended: then its reports are due. */
  readonly closesAfterMinutes: number;
}

export interface PlanZone {
  readonly index: number;
  readonly id: ZoneId;
  readonly levelId: LevelId;
  /** `forwardEnters` where a forward crossing comes into the zone. */
  readonly borders: readonly { readonly line: number; readonly forwardEnters: boolean }[];
  /** The border lines that a counter watches: only these have reports to expect. */
  readonly watchedLines: readonly number[];
  /** The counters on its borders, each once. */
  readonly devices: readonly number[];
  readonly closesAfterMinutes: number;
  /** True where an RFID reader watches the zone. */
  readonly hasReader: boolean;
  readonly bays: readonly number[];
}

export interface FloorPlan {
  readonly devices: readonly PlanDevice[];
  readonly deviceById: ReadonlyMap<DeviceId, PlanDevice>;
  readonly lines: readonly PlanLine[];
  readonly zones: readonly PlanZone[];
  readonly bays: readonly BayId[];
  readonly watches: readonly LineWatch[];
  /** Every line and zone has closed when so many whole minutes have passed since the end of the window. */
  readonly closesAfterMinutes: number;
}

/** For models that state neither cadence nor silence. */
const vouchDefaultMs = hourMs;

/** Numbers the subjects of a site. Devices whose profile is missing are a fault of the site file and left out here. */
export function planFloor(site: Site, profiles: ReadonlyMap<ProfileId, Profile>): FloorPlan {
  const numbers = {
    line: numbersOf(site.lines),
    zone: numbersOf(site.zones),
    bay: numbersOf(site.bays),
  };
  const watches: LineWatch[] = [];
  const devices: PlanDevice[] = [];
  for (const device of site.devices) {
    const profile = profiles.get(device.profileId);
    if (profile !== undefined) devices.push(planDevice(device, profile, devices.length, numbers, watches));
  }
  const lines = site.lines.map((line, index): PlanLine => {
    const own = watches.filter((watch) => watch.line === index);
    const side = (name: LineSide): number | null => (name === 'outside' ? null : (numbers.zone.get(name) ?? null));
    return {
      index,
      id: line.id,
      from: side(line.from),
      to: side(line.to),
      watches: own,
      // One minute more than a healthy device takes, for the way and for intervals that do not end with the minute.
      closesAfterMinutes: 1 + largest(own.map((watch) => watch.vouchMinutes)),
    };
  });
  const zones = site.zones.map((zone, index) => planZone(site, zone, index, lines, devices));
  return {
    devices,
    deviceById: new Map(devices.map((device) => [device.id, device])),
    lines,
    zones,
    bays: site.bays.map((bay) => bay.id),
    watches,
    closesAfterMinutes: largest(lines.map((line) => line.closesAfterMinutes)),
  };
}

type Numbers = Readonly<Record<'line' | 'zone' | 'bay', ReadonlyMap<string, number>>>;

function planDevice(
  device: SiteDevice,
  profile: Profile,
  index: number,
  numbers: Numbers,
  watches: LineWatch[],
): PlanDevice {
  const targets = new Map<string, PlanTarget>();
  for (const [channel, target] of Object.entries(device.channels)) {
    const planned = planTarget(target, profile, index, numbers, watches.length);
    if (planned === null) continue;
    targets.set(channel, planned);
    if (planned.kind === 'line') watches.push(planned.watch);
  }
  const counted = [...targets.values()].flatMap((target) => (target.kind === 'line' ? [target.watch.line] : []));
  return { index, id: device.id, profile, targets, lines: [...new Set(counted)] };
}

function planTarget(
  target: ChannelTarget,
  profile: Profile,
  device: number,
  numbers: Numbers,
  index: number,
): PlanTarget | null {
  if ('zone' in target) {
    const zone = numbers.zone.get(target.zone);
    return zone === undefined ? null : { kind: 'zone', zone };
  }
  if ('bay' in target) {
    const bay = numbers.bay.get(target.bay);
    return bay === undefined ? null : { kind: 'bay', bay };
  }
  const line = numbers.line.get(target.line);
  if (line === undefined || profile.counts === null) return null;
  const vouchMs = profile.cadenceMs ?? profile.silentAfterMs ?? vouchDefaultMs;
  const watch: LineWatch = {
    index,
    line,
    device,
    counts: profile.counts,
    reversed: target.reversed ?? false,
    vouchMinutes: Math.ceil(vouchMs / minuteMs),
  };
  return { kind: 'line', watch };
}

function planZone(
  site: Site,
  zone: Site['zones'][number],
  index: number,
  lines: readonly PlanLine[],
  devices: readonly PlanDevice[],
): PlanZone {
  const borders = lines
    .filter((line) => line.from === index || line.to === index)
    .map((line) => ({ line: line.index, forwardEnters: line.to === index }));
  const watched = lines.filter((line) => (line.from === index || line.to === index) && line.watches.length > 0);
  const isReader = (device: PlanDevice): boolean =>
    device.profile.metrics['tag.seen'] !== undefined &&
    [...device.targets.values()].some((target) => target.kind === 'zone' && target.zone === index);
  return {
    index,
    id: zone.id,
    levelId: zone.levelId,
    borders,
    watchedLines: watched.map((line) => line.index),
    devices: [...new Set(watched.flatMap((line) => line.watches.map((watch) => watch.device)))],
    closesAfterMinutes: largest(watched.map((line) => line.closesAfterMinutes)),
    hasReader: devices.some(isReader),
    bays: site.bays.flatMap((bay, number) => (bay.zoneId === zone.id ? [number] : [])),
  };
}

function numbersOf(subjects: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(subjects.map((subject, index) => [subject.id, index]));
}

function largest(values: readonly number[]): number {
  return Math.max(1, ...values);
}
