/**
 * One mall as the programs see it: levels, zones, lines, bays and devices in metres.
 * Built by firmware-config from IMDF and our extension features; nothing here reads a file.
 */
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
} from './ids.ts';
import type { LocalText } from './text.ts';

/** Metres east (x) and north (y) of the site's origin, in the plane of the level. */
export type Point = readonly [x: number, y: number];
export type Segment = readonly [from: Point, to: Point];
/** A closed ring without the repeated last point, counter-clockwise. */
export type Ring = readonly Point[];

/** The hours by which the mall lives. Clock times are "HH:MM" in the site's time zone. */
export interface SiteCalendar {
  /** IANA name, for example Asia/Shanghai. */
  readonly timeZone: string;
  readonly opensAt: string;
  readonly closesAt: string;
  /** When one business day ends and the next begins; the mall is known to be empty then. */
  readonly dayStartsAt: string;
}

export interface Level {
  readonly id: LevelId;
  /** IMDF ordinal: 0 is the ground floor. */
  readonly ordinal: number;
  readonly shortName: string;
  readonly name: LocalText;
  readonly outline: Ring;
  /** Walls that stop people, and with them heat; doorways are left out of them. */
  readonly walls: readonly Segment[];
}

export type UnitCategory = 'shop' | 'walkway' | 'escalator' | 'elevator' | 'restroom' | 'service' | 'parking' | 'void';

export interface Unit {
  readonly id: ShopId;
  readonly levelId: LevelId;
  readonly category: UnitCategory;
  readonly name: LocalText;
  readonly outline: Ring;
  readonly labelAt: Point;
}

/** A part of one level with a capacity; the zones of a level cover its walkable area and do not overlap. */
export interface Zone {
  readonly id: ZoneId;
  readonly levelId: LevelId;
  readonly name: LocalText;
  readonly kind: 'shopping' | 'parking';
  readonly outline: Ring;
  readonly labelAt: Point;
  /** Walkable area in square metres. */
  readonly areaM2: number;
  readonly capacityPeople: number;
}

export type LineSide = ZoneId | 'outside';

/** A counting line. `forward` crossings go from `from` to `to`. */
export interface Line {
  readonly id: LineId;
  readonly levelId: LevelId;
  readonly name: LocalText;
  readonly kind: 'door' | 'passage' | 'escalator' | 'lift' | 'ramp';
  readonly from: LineSide;
  readonly to: LineSide;
  readonly at: Segment;
}

export interface Bay {
  readonly id: BayId;
  readonly levelId: LevelId;
  readonly zoneId: ZoneId;
  readonly outline: Ring;
}

/** What one channel of a device watches. `reversed` where the device was mounted the other way round. */
export type ChannelTarget =
  | { readonly line: LineId; readonly reversed?: boolean }
  | { readonly zone: ZoneId }
  | { readonly bay: BayId };

/** A device at its place. Channel names are the profile's (a geometry id, an antenna port, a bay number). */
export interface SiteDevice {
  readonly id: DeviceId;
  readonly profileId: ProfileId;
  readonly name: LocalText;
  readonly levelId: LevelId;
  readonly position: Point;
  readonly channels: Readonly<Record<string, ChannelTarget>>;
  /** The name the device itself uses in foreign topics or payloads: a serial number, a DevEUI, a host name. */
  readonly foreignId?: string;
  /** Printers and gateways: where the gateway reaches the device. */
  readonly address?: { readonly host: string; readonly port: number };
  /** Printers: the width of the roll. */
  readonly paperWidthMm?: 58 | 80;
}

export interface Desk {
  readonly id: DeskId;
  readonly name: LocalText;
  readonly levelId: LevelId;
  readonly position: Point;
  readonly printerId: DeviceId | null;
}

export interface SiteKiosk {
  readonly id: KioskId;
  readonly name: LocalText;
  readonly levelId: LevelId;
  readonly position: Point;
  readonly printerId: DeviceId | null;
}

export interface Shop {
  readonly id: ShopId;
  readonly name: LocalText;
  /** The rules engine's rate class. */
  readonly category: string;
}

export interface Gift {
  readonly sku: Sku;
  readonly name: LocalText;
  readonly description: LocalText;
  /** One of the pictures in shared/ui/pictures. */
  readonly picture: string;
  readonly points: number;
  readonly minimumTier: Tier;
  /** Units a member may redeem in one business day; null without a limit. */
  readonly dailyLimit: number | null;
  /** Units at the start, by desk; later changes are transfers in the ledger. */
  readonly stock: Readonly<Record<DeskId, number>>;
}

export type Tier = 'ordinary' | 'silver' | 'gold' | 'diamond';
export const tiers: readonly Tier[] = ['ordinary', 'silver', 'gold', 'diamond'];

export interface Site {
  readonly id: SiteId;
  readonly name: LocalText;
  readonly calendar: SiteCalendar;
  readonly levels: readonly Level[];
  readonly units: readonly Unit[];
  readonly zones: readonly Zone[];
  readonly lines: readonly Line[];
  readonly bays: readonly Bay[];
  readonly devices: readonly SiteDevice[];
  readonly desks: readonly Desk[];
  readonly kiosks: readonly SiteKiosk[];
  readonly shops: readonly Shop[];
  readonly gifts: readonly Gift[];
}
