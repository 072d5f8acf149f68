/** One day's footfall held against another. Pure. */
import type { FootfallDay } from '#shared/wire/floor-api.ts';

export type Comparison =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'same' }
  | { readonly kind: 'up' | 'down'; readonly percent: number };

/** Today against the same clock time of another day, in whole percent; unknown where that day was not recorded. */
export function compareFootfall(today: FootfallDay, other: FootfallDay): Comparison {
  if (!other.known || other.soFar === 0) return { kind: 'unknown' };
  const percent = Math.round(((today.soFar - other.soFar) / other.soFar) * 100);
  if (percent === 0) return { kind: 'same' };
  return { kind: percent > 0 ? 'up' : 'down', percent: Math.abs(percent) };
}
