import { describe, expect, test } from 'vitest';
import { contrastRatio, readColours } from './contrast.ts';
import css from './tokens.css?raw';

const colours = readColours(css);
const grounds = ['sunken', 'paper', 'raised'];
const states = ['celadon', 'amber', 'cinnabar', 'jade'];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const ratio = (one: string, other: string) =>
    contrastRatio(colours.get(one)?.[theme] ?? '', colours.get(other)?.[theme] ?? '');

  test.each(grounds)('ink on %s reads at twelve to one', (ground) => {
    expect(ratio('ink', ground)).toBeGreaterThanOrEqual(12);
  });

  test.each(grounds.flatMap((ground) => ['quiet', ...states].map((word) => [word, ground] as const)))(
    '%s on %s reads at four and a half to one',
    (word, ground) => {
      expect(ratio(word, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(states)('%s reads on its tint, and its counterpart on it', (state) => {
    expect(ratio(state, `${state}-tint`)).toBeGreaterThanOrEqual(4.5);
    expect(ratio('ink', `${state}-tint`)).toBeGreaterThanOrEqual(7);
    expect(ratio('quiet', `${state}-tint`)).toBeGreaterThanOrEqual(4.5);
    expect(ratio(`on-${state}`, state)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['plan-floor', 'plan-shop', 'plan-room', 'plan-outside'])('words and walls show on %s', (ground) => {
    expect(ratio('ink', ground)).toBeGreaterThanOrEqual(12);
    expect(ratio('plan-wall', ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(grounds)('the edge of a control shows on %s', (ground) => {
    expect(ratio('edge', ground)).toBeGreaterThanOrEqual(3);
  });
});

test('the formula gives the values of the standard', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
});
