import { expect, test } from 'vitest';
import type { Ring } from '#shared/domain/site.ts';
import { boundsOf, fitLabel, fitView, ringPath, segmentsPath, zoomView } from './plan-geometry.ts';

const floor: Ring = [
  [10, 0],
  [110, 0],
  [110, 50],
  [10, 50],
];

test('north is up on the drawing', () => {
  expect(ringPath(floor)).toBe('M10 0L110 0L110 -50L10 -50Z'.replaceAll(' 0', ' 0'));
  expect(
    segmentsPath([
      [
        [0, 1],
        [2, 3],
      ],
    ]),
  ).toBe('M0 -1L2 -3');
});

test('a fitted floor is centred and inside its margin', () => {
  const view = fitView(boundsOf(floor), 440, 440, 20);
  expect(view.scale).toBe(4);
  const onScreen = (x: number, y: number) => [x * view.scale + view.x, y * view.scale + view.y];
  expect(onScreen(10, -25)).toEqual([20, 220]);
  expect(onScreen(110, -25)).toEqual([420, 220]);
});

test('zooming keeps the point under the finger', () => {
  const view = { scale: 2, x: 10, y: 20 };
  // d3-zoom around screen point (100, 100) by two: k = 2, x = y = -100.
  const zoomed = zoomView(view, { k: 2, x: -100, y: -100 });
  const plan = (100 - view.x) / view.scale;
  expect(plan * zoomed.scale + zoomed.x).toBe(100);
});

test('a Chinese label needs more room than its Latin neighbour of the same length', () => {
  const box = { left: 0, top: 0, width: 12, height: 6 };
  expect(fitLabel('coffee', 12, box, 4)).toEqual(['coffee']);
  expect(fitLabel('咖啡与面包店', 12, box, 4)).toBeNull();
});

test('a Latin label breaks at its most even space, where two lines have room', () => {
  const box = { left: 0, top: 0, width: 20, height: 10 };
  expect(fitLabel('One Cup Tea House', 12, box, 4)).toEqual(['One Cup', 'Tea House']);
  expect(fitLabel('One Cup Tea House', 12, { ...box, height: 5 }, 4)).toBeNull();
});
