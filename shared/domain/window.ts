/**
 * A window: what one line, zone or bay did in one minute. Windows are a cache made of readings and imported history;
 * they are numbered by epoch minutes (epoch ms / 60,000, UTC), on which the bounds of every business day lie.
 */
import { minuteMs } from './calendar.ts';
import type { BayId, LineId, ZoneId } from './ids.ts';

/** The epoch minute in which a moment lies. */
export function minuteOf(at: number): number {
  return Math.floor(at / minuteMs);
}

export interface LineWindow {
  readonly lineId: LineId;
  readonly minute: number;
  /** Crossings from the line's `from` to its `to`. */
  readonly forward: number;
  readonly backward: number;
  /** How much of the minute was watched, 0 to 60,000 ms: the window's completeness. */
  readonly coveredMs: number;
  /** True where the figures were brought in from elsewhere: they replace what devices said of this minute. */
  readonly imported: boolean;
}

export interface ZoneWindow {
  readonly zoneId: ZoneId;
  readonly minute: number;
  /** At the end of the minute; never below zero. */
  readonly people: number;
  readonly entered: number;
  readonly left: number;
  /** People who left without having been seen to enter: added so that `people` did not fall below zero. */
  readonly corrected: number;
  readonly coveredMs: number;
}

/** Written for the minutes in which a bay changed; it holds until the next one. */
export interface BayWindow {
  readonly bayId: BayId;
  readonly minute: number;
  /** At the end of the minute. */
  readonly occupied: boolean;
  /** The message that said so first, in epoch ms. */
  readonly since: number;
}
