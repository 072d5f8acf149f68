/**
 * The parking level: four halls of 75 bays, divided by plant rooms with a gap for each drive lane, two lifts, and a
 * ramp in and out on the east side. One hall is drawn, the other three are its mirror images.
 */
import type { BayId, LevelId, ShopId, ZoneId } from '#shared/domain/ids.ts';
import type { Bay, Line, Ring, UnitCategory } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import {
  buildingOutline,
  capitalised,
  chineseOf,
  type DrawnFloor,
  type DrawnUnit,
  type DrawnZone,
  ends,
  halves,
  line,
  type Mirror,
  mirrorPoint,
  mirrorRing,
  mirrorSegment,
  quarters,
  rectangle,
  text,
  wordsOf,
  zone,
} from './plan.ts';

const levelId = 'p' as LevelId;

export function drawParkingFloor(): DrawnFloor & { readonly bays: readonly Bay[] } {
  return {
    levelId,
    ordinal: -1,
    shortName: 'P',
    name: text('停车层', 'Parking'),
    outline: buildingOutline,
    units: [...drawHalls(), ...drawPlantRooms(), ...drawLifts()],
    openings: [
      {
        id: 'p-ramp-in-gate',
        levelId,
        category: 'automobile',
        at: [
          [180, 36],
          [180, 44],
        ],
      },
      {
        id: 'p-ramp-out-gate',
        levelId,
        category: 'automobile',
        at: [
          [180, 52],
          [180, 60],
        ],
      },
    ],
    zones: quarters.map(drawZone),
    lines: drawLines(),
    bays: quarters.flatMap((mirror, quarter) =>
      bayOutlines.map((outline, index) => ({
        id: `p-${String(quarter * bayOutlines.length + index + 1).padStart(3, '0')}` as BayId,
        levelId,
        zoneId: `p-${quarterOf(mirror)}` as ZoneId,
        outline: mirrorRing(outline, mirror),
      })),
    ),
  };
}

const hallOutline: Ring = [
  [12, 0],
  [90, 0],
  [90, 48],
  [0, 48],
  [0, 12],
];

function quarterOf(mirror: Mirror): string {
  const { side, end } = wordsOf(mirror);
  return `${end}-${side}`;
}

function hallName(mirror: Mirror): LocalText {
  const { side, end } = chineseOf(mirror);
  const letter = 'ABCD'.charAt(quarters.indexOf(mirror));
  return text(`${letter} 区（${side}${end}）`, `Hall ${letter} (${quarterOf(mirror)})`);
}

function drawZone(mirror: Mirror): DrawnZone {
  return zone(
    `p-${quarterOf(mirror)}`,
    levelId,
    'parking',
    hallName(mirror),
    mirrorRing(hallOutline, mirror),
    mirrorPoint([50, 26], mirror),
    300,
  );
}

function unit(id: string, category: UnitCategory, name: LocalText, outline: Ring): DrawnUnit {
  return { id: `p-${id}` as ShopId, levelId, category, name, outline };
}

function drawHalls(): readonly DrawnUnit[] {
  return quarters.map((mirror) =>
    unit(`${quarterOf(mirror)}-hall`, 'parking', hallName(mirror), mirrorRing(hallOutline, mirror)),
  );
}

function drawPlantRooms(): readonly DrawnUnit[] {
  const plant = text('设备间', 'Plant room');
  return [
    ...ends.map((mirror) =>
      unit(`${wordsOf(mirror).end}-plant`, 'service', plant, mirrorRing(rectangle(88, 0, 92, 36), mirror)),
    ),
    ...halves.flatMap((mirror) => [
      unit(`${wordsOf(mirror).side}-wall-plant`, 'service', plant, mirrorRing(rectangle(0, 46, 21, 50), mirror)),
      unit(`${wordsOf(mirror).side}-plant`, 'service', plant, mirrorRing(rectangle(27, 46, 58, 50), mirror)),
    ]),
    unit('centre-plant', 'service', plant, [
      [68, 46],
      [88, 46],
      [88, 44],
      [92, 44],
      [92, 46],
      [112, 46],
      [112, 50],
      [92, 50],
      [92, 52],
      [88, 52],
      [88, 50],
      [68, 50],
    ]),
  ];
}

function drawLifts(): readonly DrawnUnit[] {
  return halves.flatMap((mirror) => {
    const { side } = wordsOf(mirror);
    const chinese = chineseOf(mirror).side;
    const name = text(`${chinese}侧电梯`, `${capitalised(side)} lift`);
    const lobby = text(`${chinese}侧电梯厅`, `${capitalised(side)} lift lobby`);
    return [
      unit(`${side}-lift`, 'elevator', name, mirrorRing(rectangle(21, 44, 27, 52), mirror)),
      unit(`${side}-lobby`, 'walkway', lobby, mirrorRing(rectangle(17, 37, 31, 44), mirror)),
    ];
  });
}

function drawLines(): readonly Line[] {
  const passage = (id: string, name: LocalText, between: readonly [string, string], at: Line['at']): Line =>
    line(`p-${id}`, levelId, 'passage', name, [`p-${between[0]}`, `p-${between[1]}`], at);
  return [
    passage(
      'south-lane',
      text('南车道', 'South drive lane'),
      ['south-east', 'south-west'],
      [
        [90, 36],
        [90, 44],
      ],
    ),
    passage(
      'north-lane',
      text('北车道', 'North drive lane'),
      ['north-west', 'north-east'],
      [
        [90, 52],
        [90, 60],
      ],
    ),
    ...halves.map((mirror) => {
      const { side } = wordsOf(mirror);
      const name = text(`${chineseOf(mirror).side}车道`, `${capitalised(side)} drive lane`);
      return passage(
        `${side}-lane`,
        name,
        [`south-${side}`, `north-${side}`],
        mirrorSegment(
          [
            [58, 48],
            [68, 48],
          ],
          mirror,
        ),
      );
    }),
    line(
      'p-ramp-in',
      'p',
      'ramp',
      text('入口坡道', 'Ramp in'),
      ['outside', 'p-south-east'],
      [
        [180, 36],
        [180, 44],
      ],
    ),
    line(
      'p-ramp-out',
      'p',
      'ramp',
      text('出口坡道', 'Ramp out'),
      ['p-north-east', 'outside'],
      [
        [180, 52],
        [180, 60],
      ],
    ),
  ];
}

/** Rows of bays 2.7 m wide and 5 m deep, a pillar after every third; south of each row its distance from the wall. */
const bayRows = [
  { south: 2, bays: 19 },
  { south: 13, bays: 19 },
  { south: 18, bays: 19 },
  { south: 29, bays: 18 },
] as const;

const bayOutlines: readonly Ring[] = bayRows.flatMap(({ south, bays }) =>
  Array.from({ length: bays }, (_, index) => {
    const west = Math.round((22 + index * 2.7 + Math.floor(index / 3) * 0.9) * 10) / 10;
    return rectangle(west, south, Math.round((west + 2.7) * 10) / 10, south + 5);
  }),
);
