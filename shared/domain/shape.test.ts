import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsOf, centroidOf, distanceToSegment, edgesOf, isInside, segmentsMeet, signedArea } from './shape.ts';
import type { Point, Ring } from './site.ts';

const angle: Ring = [
  [0, 0],
  [4, 0],
  [4, 1],
  [1, 1],
  [1, 3],
  [0, 3],
];

describe('shapes', () => {
  test('area, centre and bounds of an L', () => {
    expect(signedArea(angle)).toBe(6);
    expect(signedArea(angle.toReversed())).toBe(-6);
    // Two rectangles: 4 × 1 about (2, 0.5) and 1 × 2 about (0.5, 2).
    expect(centroidOf(angle)).toEqual([1.5, 1]);
    expect(boundsOf(angle)).toEqual([
      [0, 0],
      [4, 3],
    ]);
  });

  test('a point in the notch of an L is outside', () => {
    expect(isInside([0.5, 2.5], angle)).toBe(true);
    expect(isInside([2, 2], angle)).toBe(false);
  });

  test('segments meet when they cross, touch or overlap, not when they are apart or parallel', () => {
    const across: readonly [Point, Point] = [
      [0, 0],
      [2, 2],
    ];
    expect(
      segmentsMeet(across, [
        [0, 2],
        [2, 0],
      ]),
    ).toBe(true);
    expect(
      segmentsMeet(across, [
        [1, 1],
        [5, 1],
      ]),
    ).toBe(true);
    expect(
      segmentsMeet(across, [
        [1, 1],
        [3, 3],
      ]),
    ).toBe(true);
    expect(
      segmentsMeet(across, [
        [3, 3],
        [4, 4],
      ]),
    ).toBe(false);
    expect(
      segmentsMeet(across, [
        [0, 1],
        [1, 2],
      ]),
    ).toBe(false);
  });

  test('distance to a segment is to its nearest point, ends included', () => {
    expect(
      distanceToSegment(
        [1, 2],
        [
          [0, 0],
          [4, 0],
        ],
      ),
    ).toBe(2);
    expect(
      distanceToSegment(
        [7, 4],
        [
          [0, 0],
          [4, 0],
        ],
      ),
    ).toBe(5);
    expect(
      distanceToSegment(
        [3, 4],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    ).toBe(5);
  });

  test('every edge is as far from the centre of a regular polygon as its neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 20 }), (corners) => {
        const ring: Ring = Array.from({ length: corners }, (_, index): Point => {
          const turned = (2 * Math.PI * index) / corners;
          return [Math.cos(turned), Math.sin(turned)];
        });
        const [first, ...others] = edgesOf(ring).map((edge) => distanceToSegment([0, 0], edge));
        for (const other of others) expect(other).toBeCloseTo(first ?? 0, 9);
      }),
    );
  });
});
