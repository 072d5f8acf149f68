/**
 * Whether a device's readings come in the order in which it took them. Where it numbers its messages, the numbers tell:
 * readings of several metrics share one row of numbers, so a heartbeat that overtakes a crossing shows. A number that
 * falls while the device's time goes on is a restart of its counter and no disorder. Without numbers it is the times,
 * of each metric and channel by itself.
 */
import type { Profile } from '#shared/domain/profile.ts';
import type { Reading } from '#shared/domain/reading.ts';

export class MessageOrder {
  /** Numbers start at 0 again after this many; null for a device whose messages carry none that rise. */
  readonly #wrapsAt: number | null;
  readonly #newestOf = new Map<string, number>();
  #furthest: { readonly sequence: number; readonly sourceAt: number } | null = null;

  constructor({ sequence }: Profile) {
    this.#wrapsAt = sequence.kind === 'rises' ? 2 ** sequence.bits : null;
  }

  /** True where a later one came before it. */
  isLate({ metric, channel, sourceAt, sequence }: Reading): boolean {
    // Reads of tags come in any order by nature.
    if (metric === 'tag.seen') return false;
    if (this.#wrapsAt !== null && sequence !== null) return this.#isBehind(sequence, sourceAt, this.#wrapsAt);
    const key = `${metric} ${channel}`;
    const newest = this.#newestOf.get(key) ?? 0;
    if (sourceAt < newest) return true;
    this.#newestOf.set(key, sourceAt);
    return false;
  }

  #isBehind(sequence: number, sourceAt: number, wrapsAt: number): boolean {
    const furthest = this.#furthest ?? { sequence, sourceAt };
    const difference = sequence - furthest.sequence;
    const ahead = difference < 0 ? difference + wrapsAt : difference;
    // More than half way round is behind.
    if (ahead > wrapsAt / 2 && sourceAt <= furthest.sourceAt) return true;
    if (ahead > 0 || this.#furthest === null) this.#furthest = { sequence, sourceAt };
    return false;
  }
}
