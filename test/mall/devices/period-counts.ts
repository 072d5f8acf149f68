/** The counters of a line counter: forward and backward by channel, for one report interval after the other. */
import type { Sensed } from './firmware.ts';

export interface LineCounts {
  forward: number;
  backward: number;
}

export class PeriodCounts {
  readonly #now: Map<string, LineCounts>;
  readonly #told: Map<string, LineCounts>;
  readonly #totals: Map<string, LineCounts>;

  constructor(channels: readonly string[]) {
    const empty = () => new Map(channels.map((channel) => [channel, { forward: 0, backward: 0 }]));
    this.#now = empty();
    this.#told = empty();
    this.#totals = empty();
  }

  count(sensed: readonly Sensed[]): void {
    for (const event of sensed) {
      if (event.kind !== 'crossing') continue;
      const now = this.#now.get(event.channel);
      if (now !== undefined) now[event.direction] += 1;
    }
  }

  /** Ends the interval. A stuck counter tells its last busy interval over and over. */
  take(channel: string, stuck: boolean): { readonly period: LineCounts; readonly total: LineCounts } {
    const now = this.#now.get(channel) ?? { forward: 0, backward: 0 };
    const told = this.#told.get(channel) ?? { forward: 0, backward: 0 };
    const period = stuck ? busy(told) : now;
    this.#now.set(channel, { forward: 0, backward: 0 });
    if (period.forward + period.backward > 0) this.#told.set(channel, period);
    const before = this.#totals.get(channel) ?? { forward: 0, backward: 0 };
    const total = { forward: before.forward + period.forward, backward: before.backward + period.backward };
    this.#totals.set(channel, total);
    return { period, total };
  }
}

function busy(counts: LineCounts): LineCounts {
  return counts.forward + counts.backward > 0 ? counts : { forward: 7, backward: 5 };
}
