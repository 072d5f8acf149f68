/** The pieces a floor is drawn from, in metres, before they become IMDF features. */
import type { LevelId, LineId, ShopId, ZoneId } from '#shared/domain/ids.ts';
import type { Bay, Line, LineSide, Point, Ring, Segment, UnitCategory, Zone } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import type { ShopName } from './shop-names.ts';

export const siteWidthM = 180;
export const siteDepthM = 96;

export interface DrawnUnit {
  readonly id: ShopId;
  readonly levelId: LevelId;
  readonly category: UnitCategory;
  readonly name: LocalText;
  readonly outline: Ring;
  /** Only for shops: the rate class by which the rules engine grants points. */
  readonly rateClass?: string;
}

export interface DrawnOpening {
  readonly id: string;
  readonly levelId: LevelId;
  readonly category: 'pedestrian' | 'pedestrian.principal' | 'automobile';
  readonly at: Segment;
}

/** The walkable area is not drawn but counted when the site is read. */
export type DrawnZone = Omit<Zone, 'areaM2'>;

export interface DrawnFloor {
  readonly levelId: LevelId;
  readonly ordinal: number;
  readonly shortName: string;
  readonly name: LocalText;
  readonly outline: Ring;
  readonly units: readonly DrawnUnit[];
  readonly openings: readonly DrawnOpening[];
  readonly zones: readonly DrawnZone[];
  readonly lines: readonly Line[];
}

/** A floor as a whole: what distinguishes one shopping floor from the next. */
export interface ShoppingFloorStyle {
  readonly levelId: string;
  readonly ordinal: number;
  readonly name: LocalText;
  /** One name a shop, in the order in which the plan numbers them; the last is the anchor's. */
  readonly shops: readonly ShopName[];
  /** The large tenant in the north-east and the zone it makes. */
  readonly anchorZone: string;
}

/** All floors, and what belongs to the mall rather than to one floor. */
export interface DrawnSite {
  readonly floors: readonly DrawnFloor[];
  readonly zones: readonly DrawnZone[];
  readonly lines: readonly Line[];
  readonly bays: readonly Bay[];
}

/** The building as seen from above: a rectangle with its corners cut off. */
export const buildingOutline: Ring = [
  [12, 0],
  [168, 0],
  [180, 12],
  [180, 84],
  [168, 96],
  [12, 96],
  [0, 84],
  [0, 12],
];

export function text(chinese: string, english: string): LocalText {
  return { 'zh-CN': chinese, en: english };
}

export function rectangle(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

/** The plan is drawn once, for the south-western quarter or the western half, and mirrored. */
export interface Mirror {
  readonly eastern: boolean;
  readonly northern: boolean;
}

export const quarters: readonly Mirror[] = [
  { eastern: false, northern: false },
  { eastern: true, northern: false },
  { eastern: false, northern: true },
  { eastern: true, northern: true },
];
export const halves: readonly Mirror[] = quarters.filter((mirror) => !mirror.northern);
export const ends: readonly Mirror[] = quarters.filter((mirror) => !mirror.eastern);

export function mirrorPoint([x, y]: Point, { eastern, northern }: Mirror): Point {
  return [eastern ? siteWidthM - x : x, northern ? siteDepthM - y : y];
}

/** Stays counter-clockwise. */
export function mirrorRing(ring: Ring, mirror: Mirror): Ring {
  const mirrored = ring.map((point) => mirrorPoint(point, mirror));
  return mirror.eastern === mirror.northern ? mirrored : mirrored.toReversed();
}

export function mirrorSegment([a, b]: Segment, mirror: Mirror): Segment {
  return [mirrorPoint(a, mirror), mirrorPoint(b, mirror)];
}

/** "west" or "east", "south" or "north": what the pieces of a mirrored half or quarter are called. */
export function wordsOf(mirror: Mirror): { readonly side: string; readonly end: string } {
  return { side: mirror.eastern ? 'east' : 'west', end: mirror.northern ? 'north' : 'south' };
}

export function chineseOf(mirror: Mirror): { readonly side: string; readonly end: string } {
  return { side: mirror.eastern ? '东' : '西', end: mirror.northern ? '北' : '南' };
}

export function line(
  id: string,
  levelId: string,
  kind: Line['kind'],
  name: LocalText,
  [from, to]: readonly [string, string],
  at: Segment,
): Line {
  return {
    id: id as LineId,
    levelId: levelId as LevelId,
    kind,
    name,
    from: from as LineSide,
    to: to as LineSide,
    at,
  };
}

export function zone(
  id: string,
  levelId: string,
  kind: Zone['kind'],
  name: LocalText,
  outline: Ring,
  labelAt: Point,
  capacityPeople: number,
): DrawnZone {
  return { id: id as ZoneId, levelId: levelId as LevelId, kind, name, outline, labelAt, capacityPeople };
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
