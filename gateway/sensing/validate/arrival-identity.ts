/**
 * PURE: a source time for readings that carry none. The identity of a reading needs a time that is the same when the
 * reading comes twice and another one when it is another reading. With a sequence number that is the arrival of
 * that number; without one it is the arrival, moved on by a millisecond where two arrive in the same.
 */
import type { DraftReading, Standing } from '#gateway/ports/sensing.ts';

/** A number that comes again within this time is the same message sent twice; later it is a counter that came round. */
const repeatAgeMaxMs = 10 * 60_000;
const sequencesKept = 256;

export class ArrivalIdentity {
  readonly #arrivals = new Map<number, number>();
  readonly #lastAt = new Map<string, number>();

  constructor(stood: Standing | null) {
    const furthest = stood?.furthest ?? null;
    if (furthest !== null) this.#arrivals.set(furthest.sequence, furthest.sourceAt);
  }

  sourceAtOf(draft: DraftReading, receivedAt: number): number {
    return draft.sequence === null ? this.#next(draft, receivedAt) : this.#first(draft.sequence, receivedAt);
  }

  #first(sequence: number, receivedAt: number): number {
    const known = this.#arrivals.get(sequence);
    if (known !== undefined && receivedAt - known <= repeatAgeMaxMs) return known;
    this.#arrivals.delete(sequence);
    this.#arrivals.set(sequence, receivedAt);
    if (this.#arrivals.size > sequencesKept) {
      const [oldest] = this.#arrivals.keys();
      if (oldest !== undefined) this.#arrivals.delete(oldest);
    }
    return receivedAt;
  }

  #next(draft: DraftReading, receivedAt: number): number {
    const key = `${draft.metric} ${draft.channel}`;
    const sourceAt = Math.max(receivedAt, (this.#lastAt.get(key) ?? 0) + 1);
    this.#lastAt.set(key, sourceAt);
    return sourceAt;
  }
}
