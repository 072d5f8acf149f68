/**
 * The colours of heat: viridis, sampled at eleven even steps and mixed in between. Perceptually even and safe for the
 * colour-blind. It always runs away from the ground: on a dark plan few people are dark and many are bright, on a light
 * plan the other way round, so that the eye goes where the people are in both themes.
 * Source: Smith and van der Walt, viridis (matplotlib 2.0, CC0).
 */
const viridis = [
  0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725,
];

/** Below this share of the scale heat fades out, so that it has no edge on the empty floor. */
const fadeBelow = 0.12;
const opacityMax = 0.82;

/** RGBA, each 0 to 255, of every cell value 0..255 (heat-frame.ts), four bytes a value. 0 and 255 are transparent. */
export function heatRamp(theme: 'light' | 'dark'): Uint8ClampedArray {
  const ramp = new Uint8ClampedArray(256 * 4);
  for (let cell = 1; cell <= 254; cell += 1) {
    const share = cell / 254;
    const [red, green, blue] = viridisAt(theme === 'dark' ? 0.24 + 0.76 * share : 0.94 * (1 - share));
    const alpha = opacityMax * Math.min(1, share / fadeBelow);
    ramp.set([red, green, blue, Math.round(alpha * 255)], cell * 4);
  }
  return ramp;
}

/** The colour at a share of the scale as CSS, opaque: for legends. */
export function heatColour(theme: 'light' | 'dark', share: number): string {
  const ramp = heatRamp(theme);
  const at = Math.max(1, Math.round(share * 254)) * 4;
  return `rgb(${ramp[at]} ${ramp[at + 1]} ${ramp[at + 2]})`;
}

function viridisAt(position: number): readonly [number, number, number] {
  const scaled = Math.min(1, Math.max(0, position)) * (viridis.length - 1);
  const index = Math.min(viridis.length - 2, Math.floor(scaled));
  const mix = scaled - index;
  const from = viridis[index] ?? 0;
  const to = viridis[index + 1] ?? 0;
  const channel = (shift: number) => Math.round(((from >> shift) & 255) * (1 - mix) + ((to >> shift) & 255) * mix);
  return [channel(16), channel(8), channel(0)];
}
