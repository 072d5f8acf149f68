/** How fresh a picture is, as one of four words. Pure. */
import type { LiveState } from './live-state.ts';

export type Freshness = 'connecting' | 'live' | 'stale' | 'lost';

/** A beat comes every second; three that are missing are worth a word. */
const staleAfterMs = 3_000;

export function freshnessOf(link: LiveState['link'], ageMs: number | null): Freshness {
  if (link === 'lost') return 'lost';
  if (link === 'connecting' || ageMs === null) return 'connecting';
  return ageMs > staleAfterMs ? 'stale' : 'live';
}

/** How long to wait before the next attempt to connect, in ms: half a second, doubling up to ten. */
export function backoffMs(attempt: number): number {
  return Math.min(10_000, 500 * 2 ** attempt);
}
