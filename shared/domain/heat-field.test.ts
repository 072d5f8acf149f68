import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockedCell, createHeatField, heatScaleMax, hottestCell } from './heat-field.ts';
import type { LevelId, LineId, SiteId, ZoneId } from './ids.ts';
import type { Line, LineSide, Ring, Site, Zone } from './site.ts';

const level = '1f' as LevelId;
const [hall, shop] = ['hall' as ZoneId, 'shop' as ZoneId];
const [door, passage] = ['door' as LineId, 'passage' as LineId];
const name = { 'zh-CN': '某处', en: 'Somewhere' };

const square = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

/** A hall of 20 m × 20 m and a shop of the same size east of it, joined by a passage 4 m wide in the south. */
const site: Site = {
  id: 'small' as SiteId,
  name,
  calendar: { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' },
  levels: [
    {
      id: level,
      ordinal: 0,
      shortName: '1F',
      name,
      outline: square(0, 0, 40, 21),
      walls: [
        [
          [20, 4],
          [20, 20],
        ],
      ],
    },
  ],
  units: [],
  zones: [zone(hall, square(0, 0, 20, 20)), zone(shop, square(20, 0, 40, 20))],
  lines: [
    line(door, 'outside', hall, [
      [0, 8],
      [0, 12],
    ]),
    line(passage, hall, shop, [
      [20, 0],
      [20, 4],
    ]),
  ],
  bays: [],
  devices: [],
  desks: [],
  kiosks: [],
  shops: [],
  gifts: [],
};

function zone(id: ZoneId, outline: Ring): Zone {
  return { id, levelId: level, name, kind: 'shopping', outline, labelAt: [0, 0], areaM2: 400, capacityPeople: 100 };
}

function line(id: LineId, from: LineSide, to: LineSide, at: Line['at']): Line {
  return { id, levelId: level, name, kind: 'passage', from, to, at };
}

const field = createHeatField(site, level);
const none = new Map<LineId, number>();
const cellAt = (x: number, y: number): number => Math.floor(y) * field.grid.columns + Math.floor(x);
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('heat field', () => {
  test('its grid covers the level, a metre a cell', () => {
    expect(field.grid).toEqual({ origin: [0, 0], cellM: 1, columns: 40, rows: 21 });
  });

  test('keeps everybody, whatever the crowd and its movement', () => {
    const crowd = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(crowd, crowd, crowd, crowd, (inHall, inShop, atDoor, atPassage) => {
        const people = new Map([
          [hall, inHall],
          [shop, inShop],
        ]);
        const activity = new Map([
          [door, atDoor],
          [passage, atPassage],
        ]);
        const cells = field.people(people, activity);
        expect(sum(cells)).toBeCloseTo(inHall + inShop, 6);
        expect(Math.min(...cells)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('does not pass a wall: beside it on the far side is nobody, beyond the passage are a few', () => {
    const cells = field.people(new Map([[hall, 1_000]]), new Map([[passage, 1_000]]));
    expect(cells[cellAt(19, 17)]).toBeGreaterThan(0.1);
    expect(cells[cellAt(20, 17)]).toBe(0);
    expect(cells[cellAt(20, 1)]).toBeGreaterThan(0.1);
  });

  test('lets only a few stand across the boundary of their zone', () => {
    const cells = field.people(new Map([[hall, 1_000]]), none);
    const across = sum([...cells].filter((_, cell) => cell % field.grid.columns >= 20));
    expect(across).toBeGreaterThan(0);
    expect(across).toBeLessThan(30);
  });

  test('draws people to the lines just crossed', () => {
    const people = new Map([[hall, 100]]);
    const calm = field.render(people, none)[cellAt(1, 10)] ?? 0;
    const busy = field.render(people, new Map([[door, 50]]))[cellAt(1, 10)] ?? 0;
    const elsewhere = field.render(people, new Map([[passage, 50]]))[cellAt(1, 10)] ?? 0;
    expect(busy).toBeGreaterThan(calm);
    expect(elsewhere).toBeLessThan(calm);
  });

  test('one person who has just come in is seen at the door', () => {
    const picture = field.render(new Map([[hall, 1]]), new Map([[door, 1]]));
    expect(picture[cellAt(1, 10)]).toBeGreaterThan(0);
  });

  test('its scale is people per 100 m², linear up to a fixed top', () => {
    const cells = field.people(new Map([[hall, 80]]), none);
    const picture = field.render(new Map([[hall, 80]]), none);
    const cell = cellAt(10, 10);
    expect(picture[cell]).toBe(Math.round((((cells[cell] ?? 0) * 100) / heatScaleMax) * hottestCell));
    expect(field.render(new Map([[hall, 1e9]]), none)[cell]).toBe(hottestCell);
  });

  test('an empty level is cold, and where nobody can stand is blocked', () => {
    const picture = field.render(new Map(), none);
    expect(new Set(picture)).toEqual(new Set([0, blockedCell]));
    expect(picture[cellAt(5, 20)]).toBe(blockedCell);
    expect(picture.filter((cell) => cell === blockedCell)).toHaveLength(40);
  });

  test('is the same every time', () => {
    const people = new Map([
      [hall, 37],
      [shop, 11],
    ]);
    const activity = new Map([
      [door, 3],
      [passage, 2],
    ]);
    expect(createHeatField(site, level).render(people, activity)).toEqual(field.render(people, activity));
  });

  test('knows only the levels of its site', () => {
    expect(() => createHeatField(site, '9f' as LevelId)).toThrow('9f');
  });
});
