import { describe, expect, test } from 'vitest';
import type { Ring } from '#shared/domain/site.ts';
import { wallsOf } from './walls.ts';

const square = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

describe('walls', () => {
  test('two rooms share the wall between them', () => {
    const walls = wallsOf([square(0, 0, 4, 3), square(4, 0, 8, 3)], []);
    expect(walls).toHaveLength(5);
    expect(walls).toContainEqual([
      [4, 0],
      [4, 3],
    ]);
    expect(walls).toContainEqual([
      [0, 0],
      [8, 0],
    ]);
  });

  test('a doorway is cut out, wherever in the wall it lies and whichever way it is drawn', () => {
    const walls = wallsOf(
      [square(0, 0, 4, 3), square(4, 0, 8, 3)],
      [
        [
          [5, 0],
          [3, 0],
        ],
        [
          [4, 1],
          [4, 2],
        ],
      ],
    );
    expect(walls).toContainEqual([
      [0, 0],
      [3, 0],
    ]);
    expect(walls).toContainEqual([
      [5, 0],
      [8, 0],
    ]);
    expect(walls).toContainEqual([
      [4, 0],
      [4, 1],
    ]);
    expect(walls).toContainEqual([
      [4, 2],
      [4, 3],
    ]);
    expect(walls).not.toContainEqual([
      [4, 0],
      [4, 3],
    ]);
  });

  test('a doorway as wide as its wall leaves none', () => {
    expect(
      wallsOf(
        [square(0, 0, 4, 3)],
        [
          [
            [0, 0],
            [4, 0],
          ],
        ],
      ),
    ).toHaveLength(3);
  });

  test('a slanted wall keeps its ends to the millimetre', () => {
    const walls = wallsOf(
      [
        [
          [0, 0],
          [3, 0],
          [0, 4],
        ],
      ],
      [
        [
          [1.5, 2],
          [0.75, 3],
        ],
      ],
    );
    expect(walls).toContainEqual([
      [1.5, 2],
      [3, 0],
    ]);
  });

  test('an opening beside a wall leaves it whole', () => {
    expect(
      wallsOf(
        [square(0, 0, 4, 3)],
        [
          [
            [1, 0.2],
            [2, 0.2],
          ],
        ],
      ),
    ).toHaveLength(4);
  });
});
