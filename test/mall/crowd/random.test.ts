import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

const draw = (seed: number, name: string, count = 5) => {
  const random = createRandom(seed, name);
  return Array.from({ length: count }, () => random.next());
};

test('a stream is its seed and its name, and nothing else', () => {
  expect(draw(1, 'crowd')).toEqual(draw(1, 'crowd'));
  expect(draw(1, 'crowd')).not.toEqual(draw(2, 'crowd'));
  expect(draw(1, 'device a')).not.toEqual(draw(1, 'device b'));
});

test('numbers fill the unit interval evenly, from the first one on', () => {
  const first = Array.from({ length: 4_000 }, (_, seed) => draw(seed, 'x', 1)[0] ?? 0);
  for (const numbers of [first, draw(3, 'x', 4_000)]) {
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((x) => Math.floor(10 * x) === tenth).length);
    // 400 expected in each, with a standard deviation of 19.
    for (const count of tenths) expect(Math.abs(count - 400)).toBeLessThan(95);
  }
});

test('waits and weights are as they say', () => {
  const random = createRandom(5, 'x');
  const waits = Array.from({ length: 20_000 }, () => random.wait(30));
  expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(30, -0.5);
  const picked = Array.from({ length: 10_000 }, () => random.pickBy([1, 3], (weight) => weight, 3));
  expect(picked.filter((weight) => weight === 3).length / picked.length).toBeCloseTo(0.75, 1);
});
