/**
 * A shopping floor: a ring of four streets around two blocks of shops, each block cut by a lane and an arcade, and in
 * the middle the atrium, reached through four portals. On the ground floor four entrances lead into the streets; on
 * the floors above, the atrium is open to below on both sides of a bridge.
 */
import type { LevelId, ShopId } from '#shared/domain/ids.ts';
import type { Ring, Segment, UnitCategory } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import {
  buildingOutline,
  capitalised,
  chineseOf,
  type DrawnFloor,
  type DrawnOpening,
  type DrawnUnit,
  halves,
  type Mirror,
  mirrorRing,
  mirrorSegment,
  quarters,
  rectangle,
  type ShoppingFloorStyle,
  text,
  wordsOf,
} from './plan.ts';
import { drawDoors, drawPassages, drawZones, entrances, isAnchorQuarter } from './shopping-zones.ts';

export function drawShoppingFloor(style: ShoppingFloorStyle): DrawnFloor {
  const ground = style.ordinal === 0;
  const shops = drawShops(style, ground);
  const levelId = style.levelId as LevelId;
  return {
    levelId,
    ordinal: style.ordinal,
    shortName: style.levelId.toUpperCase(),
    name: style.name,
    outline: buildingOutline,
    units: [...shops.units, ...drawStreets(levelId, ground), ...drawCores(levelId), ...drawAtrium(levelId, ground)],
    openings: [...shops.openings, ...drawServiceDoors(levelId), ...(ground ? drawEntranceOpenings(levelId) : [])],
    zones: drawZones(style),
    lines: [...drawPassages(style), ...(ground ? drawDoors(levelId) : [])],
  };
}

interface Slot {
  readonly outline: Ring;
  readonly doorway: Segment;
}

function drawShops(style: ShoppingFloorStyle, ground: boolean): { units: DrawnUnit[]; openings: DrawnOpening[] } {
  const slots = [
    ...quarters.flatMap((mirror) => quarterSlots(mirror, ground)),
    ...halves.map((mirror) => mirrorSlot(slot(rectangle(29, 37, 38, 59), [38, 46], [38, 50]), mirror)),
    slot(
      [
        [137, 78],
        [180, 78],
        [180, 84],
        [168, 96],
        [137, 96],
      ],
      [142, 78],
      [150, 78],
    ),
  ];
  if (slots.length !== style.shops.length) {
    throw new Error(`${style.levelId}: ${slots.length} places for ${style.shops.length} shop names`);
  }
  const units: DrawnUnit[] = [];
  const openings: DrawnOpening[] = [];
  for (const [index, place] of slots.entries()) {
    const shop = style.shops[index];
    if (shop === undefined) continue;
    const [rateClass, chinese, english] = shop;
    const id = `${style.levelId}-${(style.ordinal + 1) * 100 + index + 1}`;
    const common = { id: id as ShopId, levelId: style.levelId as LevelId };
    units.push({ ...common, category: 'shop', name: text(chinese, english), outline: place.outline, rateClass });
    openings.push({ ...common, id: `${id}-doorway`, category: 'pedestrian', at: place.doorway });
  }
  return { units, openings };
}

/** The shops of the south-western quarter, from the outer corner inwards, mirrored. */
function quarterSlots(mirror: Mirror, ground: boolean): readonly Slot[] {
  const entranceWest = ground ? 86 : 90;
  const entranceSouth = ground ? 43 : 48;
  const corner = slot(
    [
      [12, 0],
      [24, 0],
      [24, 18],
      [0, 18],
      [0, 12],
    ],
    [16, 18],
    [20, 18],
  );
  const firstInRow = slot(rectangle(24, 0, 43, 18), [31, 18], [36, 18]);
  const others = [
    slot(rectangle(43, 0, 62, 18), [50, 18], [55, 18]),
    slot(rectangle(62, 0, 74, 18), [66, 18], [70, 18]),
    slot(rectangle(74, 0, entranceWest, 18), [78, 18], [82, 18]),
    slot(rectangle(0, 18, 14, entranceSouth), [14, 31], [14, 36]),
    slot(rectangle(21, 25, 38, 37), [28, 25], [32, 25]),
    slot(rectangle(44, 25, 62, 37), [51, 25], [55, 25]),
    slot(rectangle(44, 37, 62, 45), [51, 45], [55, 45]),
    slot(
      [
        [62, 25],
        [84, 25],
        [84, 30],
        [68, 45],
        [62, 45],
      ],
      [78.4, 35.25],
      [73.6, 39.75],
    ),
  ];
  const outer = isAnchorQuarter(mirror) ? [] : [corner, firstInRow];
  return [...outer, ...others].map((place) => mirrorSlot(place, mirror));
}

function slot(outline: Ring, from: readonly [number, number], to: readonly [number, number]): Slot {
  return { outline, doorway: [from, to] };
}

function mirrorSlot({ outline, doorway }: Slot, mirror: Mirror): Slot {
  return { outline: mirrorRing(outline, mirror), doorway: mirrorSegment(doorway, mirror) };
}

function unit(levelId: LevelId, id: string, category: UnitCategory, name: LocalText, outline: Ring): DrawnUnit {
  return { id: `${levelId}-${id}` as ShopId, levelId, category, name, outline };
}

function drawStreets(levelId: LevelId, ground: boolean): readonly DrawnUnit[] {
  const atrium: Ring = [
    [84, 25],
    [96, 25],
    [96, 30],
    [112, 45],
    [118, 45],
    [118, 51],
    [112, 51],
    [96, 66],
    [96, 71],
    [84, 71],
    [84, 66],
    [68, 51],
    [62, 51],
    [62, 45],
    [68, 45],
    [84, 30],
  ];
  const street = (id: string, chinese: string, english: string, outline: Ring): DrawnUnit =>
    unit(levelId, id, 'walkway', text(chinese, english), outline);
  return [
    street('south-street', '南街', 'South Street', rectangle(14, 18, 166, 25)),
    street('north-street', '北街', 'North Street', rectangle(14, 71, 166, 78)),
    street('west-street', '西街', 'West Street', rectangle(14, 25, 21, 71)),
    street('east-street', '东街', 'East Street', rectangle(159, 25, 166, 71)),
    street('west-lane-walk', '西里', 'West Lane', rectangle(38, 25, 44, 71)),
    street('east-lane-walk', '东里', 'East Lane', rectangle(136, 25, 142, 71)),
    street('west-arcade', '西廊', 'West Arcade', rectangle(44, 45, 62, 51)),
    street('east-arcade', '东廊', 'East Arcade', rectangle(118, 45, 136, 51)),
    street('atrium-floor', '中庭', 'Atrium', atrium),
    ...(ground
      ? [
          street('south-entrance', '南入口', 'South Entrance', rectangle(86, 0, 94, 18)),
          street('north-entrance', '北入口', 'North Entrance', rectangle(86, 78, 94, 96)),
          street('west-entrance', '西入口', 'West Entrance', rectangle(0, 43, 14, 53)),
          street('east-entrance', '东入口', 'East Entrance', rectangle(166, 43, 180, 53)),
        ]
      : []),
  ];
}

/** Lift, restrooms and plant room behind each of the two short streets. */
function drawCores(levelId: LevelId): readonly DrawnUnit[] {
  return halves.flatMap((mirror) => {
    const { side } = wordsOf(mirror);
    const east = chineseOf(mirror).side;
    const core = (id: string, category: UnitCategory, name: LocalText, outline: Ring): DrawnUnit =>
      unit(levelId, `${side}-${id}`, category, name, mirrorRing(outline, mirror));
    return [
      core('restrooms', 'restroom', text('洗手间', 'Restrooms'), rectangle(21, 37, 29, 44)),
      core('lift', 'elevator', text(`${east}侧电梯`, `${capitalised(side)} lift`), rectangle(21, 44, 27, 52)),
      core('shaft', 'service', text('管井', 'Service shaft'), rectangle(27, 44, 29, 52)),
      core('back-of-house', 'service', text('后勤区', 'Back of house'), rectangle(21, 52, 29, 59)),
    ];
  });
}

function drawServiceDoors(levelId: LevelId): readonly DrawnOpening[] {
  return halves.map((mirror) => ({
    id: `${levelId}-${wordsOf(mirror).side}-restrooms-doorway`,
    levelId,
    category: 'pedestrian',
    at: mirrorSegment(
      [
        [21, 39],
        [21, 42],
      ],
      mirror,
    ),
  }));
}

/** Escalators, and above the ground floor the two voids beside the bridge. */
function drawAtrium(levelId: LevelId, ground: boolean): readonly DrawnUnit[] {
  const opening: Ring = [
    [84, 39],
    [86, 39],
    [86, 57],
    [84, 57],
    [77, 50],
    [77, 46],
  ];
  return halves.flatMap((mirror) => {
    const { side } = wordsOf(mirror);
    const piece = (id: string, category: UnitCategory, name: LocalText, outline: Ring): DrawnUnit =>
      unit(levelId, `${side}-${id}`, category, name, mirrorRing(outline, mirror));
    return [
      ...(ground ? [] : [piece('void', 'void', text('中空', 'Open to below'), opening)]),
      piece('escalator-up', 'escalator', text('上行扶梯', 'Escalator up'), rectangle(77, 46, 86, 48)),
      piece('escalator-down', 'escalator', text('下行扶梯', 'Escalator down'), rectangle(77, 48, 86, 50)),
    ];
  });
}

function drawEntranceOpenings(levelId: LevelId): readonly DrawnOpening[] {
  return entrances.map(([side, , at]) => ({
    id: `${levelId}-${side}-entrance-doorway`,
    levelId,
    category: 'pedestrian.principal',
    at,
  }));
}
