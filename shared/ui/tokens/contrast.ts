/** Contrast of two colours after WCAG 2.2, and the colours of tokens.css by theme. */

/** Ratio of 1 to 21 of two "#rrggbb" colours; order does not matter. WCAG 2.2, definition of contrast ratio. */
export function contrastRatio(one: string, other: string): number {
  const [light, dark] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** 0 black to 1 white, from a "#rrggbb" colour. WCAG 2.2, definition of relative luminance. */
export function relativeLuminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  );
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** The light-dark() pairs of a style sheet: name without dashes -> colour of each theme. */
export function readColours(css: string): ReadonlyMap<string, { readonly light: string; readonly dark: string }> {
  const pairs = css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]));
}
