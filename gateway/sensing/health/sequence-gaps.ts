/** The numbers that a device skipped in the last hour and has not sent since. */
import { hourMs } from '#shared/domain/calendar.ts';

interface Gap {
  readonly from: number;
  readonly length: number;
  readonly seenAt: number;
  /** Those that came late after all. */
  readonly filled: Set<number>;
}

const gapsMax = 64;

export class SequenceGaps {
  /** Numbers start at 0 again after this many. */
  readonly #wrapsAt: number;
  #gaps: Gap[] = [];

  constructor(bits: number) {
    this.#wrapsAt = 2 ** bits;
  }

  open(from: number, to: number, seenAt: number): void {
    const length = this.#distance(from, to) + 1;
    this.#gaps = [...this.#gaps.slice(1 - gapsMax), { from, length, seenAt, filled: new Set() }];
  }

  /** A message with this number arrived; it may be one that was missing. */
  arrived(sequence: number): void {
    for (const gap of this.#gaps) {
      if (this.#distance(gap.from, sequence) < gap.length) gap.filled.add(sequence);
    }
  }

  missing(at: number): number {
    if (this.#gaps.length === 0) return 0;
    this.#gaps = this.#gaps.filter((gap) => gap.seenAt > at - hourMs && gap.filled.size < gap.length);
    return this.#gaps.reduce((sum, gap) => sum + gap.length - gap.filled.size, 0);
  }

  #distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + this.#wrapsAt;
  }
}
