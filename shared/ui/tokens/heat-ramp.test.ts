import { describe, expect, test } from 'vitest';
import { relativeLuminance } from './contrast.ts';
import { heatRamp } from './heat-ramp.ts';

const hex = (ramp: Uint8ClampedArray, cell: number) =>
  `#${[0, 1, 2].map((channel) => (ramp[cell * 4 + channel] ?? 0).toString(16).padStart(2, '0')).join('')}`;

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const ramp = heatRamp(theme);

  test('nobody and nowhere are transparent', () => {
    expect([ramp[3], ramp[255 * 4 + 3]]).toEqual([0, 0]);
  });

  test('more people are always further from the ground', () => {
    const sign = theme === 'dark' ? 1 : -1;
    for (let cell = 11; cell <= 254; cell += 10) {
      const step = relativeLuminance(hex(ramp, cell)) - relativeLuminance(hex(ramp, cell - 10));
      expect(sign * step).toBeGreaterThan(0);
    }
  });

  test('heat fades in and never hides the plan', () => {
    for (let cell = 2; cell <= 254; cell += 1) {
      expect(ramp[cell * 4 + 3] ?? 0).toBeGreaterThanOrEqual(ramp[(cell - 1) * 4 + 3] ?? 0);
      expect(ramp[cell * 4 + 3] ?? 255).toBeLessThan(230);
    }
  });
});
