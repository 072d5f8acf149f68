/** The zones of a shopping floor, and the lines between them: people change zone only across a line. */
import type { LevelId } from '#shared/domain/ids.ts';
import type { Line, Point, Ring, Segment } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import {
  capitalised,
  chineseOf,
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
  type ShoppingFloorStyle,
  text,
  wordsOf,
  zone,
} from './plan.ts';
import type { ShopName } from './shop-names.ts';

export function drawZones({ levelId, anchorZone, shops }: ShoppingFloorStyle): readonly DrawnZone[] {
  const shopping = (id: string, name: LocalText, outline: Ring, labelAt: Point, capacity: number): DrawnZone =>
    zone(`${levelId}-${id}`, levelId, 'shopping', name, outline, labelAt, capacity);
  return [
    shopping('atrium', text('中庭', 'Atrium'), rectangle(62, 25, 118, 71), [90, 34], 900),
    ...ends.map((mirror) => {
      const { end } = wordsOf(mirror);
      const name = text(`${chineseOf(mirror).end}厅`, `${capitalised(end)} Hall`);
      return shopping(end, name, mirrorRing(rectangle(62, 0, 118, 25), mirror), mirrorPoint([90, 21], mirror), 500);
    }),
    ...halves.flatMap((mirror) => {
      const { side } = wordsOf(mirror);
      const chinese = chineseOf(mirror).side;
      const wing = text(`${chinese}翼`, `${capitalised(side)} Wing`);
      const lane = text(`${chinese}里`, `${capitalised(side)} Lane`);
      const laneOutline = mirrorRing(rectangle(29, 37, 62, 59), mirror);
      return [
        shopping(side, wing, mirrorRing(sideZone, mirror), mirrorPoint([17, 48], mirror), 450),
        shopping(`${side}-lane`, lane, laneOutline, mirrorPoint([46, 48], mirror), 250),
      ];
    }),
    ...quarters.map((mirror) => {
      const { side, end } = wordsOf(mirror);
      const chinese = chineseOf(mirror);
      const name = text(`${chinese.side}${chinese.end}街区`, `${capitalised(end)}-${capitalised(side)} Quarter`);
      const outline = isAnchorQuarter(mirror) ? northEastZone : mirrorRing(quarterZone, mirror);
      return shopping(`${end}-${side}`, name, outline, mirrorPoint([40, 21.5], mirror), 700);
    }),
    shopping(anchorZone, anchorName(shops), anchorOutline, [146, 83], 350),
  ];
}

/** In the north-east the corner and its neighbour make room for the anchor. */
export function isAnchorQuarter({ eastern, northern }: Mirror): boolean {
  return eastern && northern;
}

function anchorName(shops: readonly ShopName[]): LocalText {
  const [, chinese, english] = shops.at(-1) ?? ['', '', ''];
  return text(chinese, english);
}

const quarterZone: Ring = [
  [12, 0],
  [62, 0],
  [62, 37],
  [21, 37],
  [21, 25],
  [14, 25],
  [14, 18],
  [0, 18],
  [0, 12],
];
const sideZone: Ring = [
  [0, 18],
  [14, 18],
  [14, 25],
  [21, 25],
  [21, 37],
  [29, 37],
  [29, 59],
  [21, 59],
  [21, 71],
  [14, 71],
  [14, 78],
  [0, 78],
];
const northEastZone: Ring = [
  [118, 59],
  [159, 59],
  [159, 71],
  [166, 71],
  [166, 78],
  [137, 78],
  [137, 96],
  [118, 96],
];
const anchorOutline: Ring = [
  [137, 78],
  [180, 78],
  [180, 84],
  [168, 96],
  [137, 96],
];

/** The lines between the zones of one floor: people change zone only here. */
export function drawPassages({ levelId, anchorZone, shops }: ShoppingFloorStyle): readonly Line[] {
  const passage = (id: string, name: LocalText, between: readonly [string, string], at: Segment): Line =>
    line(`${levelId}-${id}`, levelId, 'passage', name, [`${levelId}-${between[0]}`, `${levelId}-${between[1]}`], at);
  const anchor = anchorName(shops);
  const portals = (['south', 'north'] as const).map((end) =>
    passage(
      `atrium-${end}`,
      text(`中庭${end === 'south' ? '南' : '北'}口`, `Atrium, ${end} portal`),
      [end, 'atrium'],
      end === 'south'
        ? [
            [84, 25],
            [96, 25],
          ]
        : [
            [84, 71],
            [96, 71],
          ],
    ),
  );
  const arcades = halves.map((mirror) => {
    const { side } = wordsOf(mirror);
    const name = text(`中庭${chineseOf(mirror).side}口`, `Atrium, ${side} portal`);
    return passage(
      `atrium-${side}`,
      name,
      [`${side}-lane`, 'atrium'],
      mirrorSegment(
        [
          [62, 45],
          [62, 51],
        ],
        mirror,
      ),
    );
  });
  const streets = quarters.flatMap((mirror) => {
    const { side, end } = wordsOf(mirror);
    const chinese = chineseOf(mirror);
    const quarter = `${end}-${side}`;
    return [
      passage(
        `${end}-street-${side}`,
        text(`${chinese.end}街${chinese.side}段`, `${capitalised(end)} Street, ${side}`),
        [quarter, end],
        mirrorSegment(
          [
            [62, 18],
            [62, 25],
          ],
          mirror,
        ),
      ),
      passage(
        `${side}-street-${end}`,
        text(`${chinese.side}街${chinese.end}段`, `${capitalised(side)} Street, ${end}`),
        [quarter, side],
        mirrorSegment(
          [
            [14, 25],
            [21, 25],
          ],
          mirror,
        ),
      ),
      passage(
        `${side}-lane-${end}`,
        text(`${chinese.side}里${chinese.end}口`, `${capitalised(side)} Lane, ${end}`),
        [quarter, `${side}-lane`],
        mirrorSegment(
          [
            [38, 37],
            [44, 37],
          ],
          mirror,
        ),
      ),
    ];
  });
  const anchorDoor = passage(
    `${anchorZone}-door`,
    text(`${anchor['zh-CN']}入口`, `${anchor.en}, entrance`),
    ['north-east', anchorZone],
    [
      [142, 78],
      [150, 78],
    ],
  );
  return [...portals, ...arcades, ...streets, anchorDoor];
}

/** Where the ground floor is entered from outside. */
export const entrances: readonly (readonly [side: string, chinese: string, at: Segment])[] = [
  [
    'south',
    '南',
    [
      [86, 0],
      [94, 0],
    ],
  ],
  [
    'north',
    '北',
    [
      [86, 96],
      [94, 96],
    ],
  ],
  [
    'west',
    '西',
    [
      [0, 44],
      [0, 52],
    ],
  ],
  [
    'east',
    '东',
    [
      [180, 44],
      [180, 52],
    ],
  ],
];

export function drawDoors(levelId: LevelId): readonly Line[] {
  return entrances.map(([side, chinese, at]) =>
    line(
      `${levelId}-${side}-door`,
      levelId,
      'door',
      text(`${chinese}门`, `${capitalised(side)} door`),
      ['outside', `${levelId}-${side}`],
      at,
    ),
  );
}
