import { describe, expect, test } from 'vitest';
import type { Ring, Segment } from './site.ts';
import { centreOf, gridOver, neighboursOf, partsOf, step, walkableGrid } from './walkable-grid.ts';

const square = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
const outline = square(0, 0, 4, 2);

describe('walkable grid', () => {
  test('covers an outline with whole cells, row 0 south', () => {
    const grid = gridOver(square(-1, 2, 3.5, 4), 1);
    expect(grid).toEqual({ origin: [-1, 2], cellM: 1, columns: 5, rows: 2 });
    expect(centreOf(grid, 0)).toEqual([-0.5, 2.5]);
    expect(centreOf(grid, 6)).toEqual([0.5, 3.5]);
  });

  test('a cell belongs to the zone that holds its centre; a closed space to nobody', () => {
    const zones = [square(0, 0, 2, 2), square(2, 0, 4, 2)];
    const grid = walkableGrid({ outline, walls: [], zones, closed: [square(3, 1, 4, 2)] });
    expect([...grid.zoneOf]).toEqual([0, 0, 1, 1, 0, 0, 1, -1]);
    expect(neighboursOf(grid, 6)).toEqual([5, 2]);
  });

  test('nobody steps through a wall, from either side, and everybody through its doorway', () => {
    const walls: Segment[] = [
      [
        [2, 1],
        [2, 2],
      ],
    ];
    const grid = walkableGrid({ outline, walls, zones: [outline], closed: [] });
    expect((grid.openSides[5] ?? 0) & step.east).toBe(0);
    expect((grid.openSides[6] ?? 0) & step.west).toBe(0);
    expect(neighboursOf(grid, 1)).toContain(2);
    expect(new Set(partsOf(grid))).toEqual(new Set([0]));
  });

  test('rooms without a doorway are parts of their own', () => {
    const wide = square(0, 0, 10, 2);
    const grid = walkableGrid({
      outline: wide,
      walls: [
        [
          [5, 0],
          [5, 2],
        ],
      ],
      zones: [wide],
      closed: [],
    });
    expect([...partsOf(grid)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  test('a gap of a few cells between a wall and the edge of the grid is no room', () => {
    const wide = square(0, 0, 10, 2);
    const grid = walkableGrid({
      outline: wide,
      walls: [
        [
          [9, 0],
          [9, 2],
        ],
      ],
      zones: [wide],
      closed: [],
    });
    expect(grid.zoneOf[9]).toBe(-1);
    expect(grid.zoneOf[8]).toBe(0);
  });
});
