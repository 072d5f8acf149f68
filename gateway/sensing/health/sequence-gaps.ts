/**
 * How many numbers of a device are missing in the last hour. Which they are is not worked out a second time: the
 * validate stage tells when a gap opens and what of it is still missing.
 */
import type { GapFilling, SequenceGap } from '#gateway/ports/sensing.ts';
import { hourMs } from '#shared/domain/calendar.ts';

interface Gap {
  readonly missing: number;
  readonly seenAt: number;
}

const gapsMax = 64;
/** A number that comes within so long was overtaken on its way, not lost. */
const overtakenMs = 30_000;

export class SequenceGaps {
  /** By the two numbers that name a gap, oldest first. */
  readonly #gaps = new Map<string, Gap>();

  opened(gap: SequenceGap, seenAt: number): void {
    this.#gaps.set(nameOf(gap), { missing: sizeOf(gap.missing), seenAt });
    const [oldest] = this.#gaps.keys();
    if (this.#gaps.size > gapsMax && oldest !== undefined) this.#gaps.delete(oldest);
  }

  /** Numbers came late; a gap from before the start is not counted and not missed here. */
  filled(filling: GapFilling): void {
    const name = nameOf(filling);
    const gap = this.#gaps.get(name);
    if (gap === undefined) return;
    if (filling.missing.length === 0) this.#gaps.delete(name);
    else this.#gaps.set(name, { ...gap, missing: sizeOf(filling.missing) });
  }

  missing(at: number): number {
    let missing = 0;
    for (const [name, gap] of this.#gaps) {
      if (gap.seenAt <= at - hourMs) this.#gaps.delete(name);
      else if (gap.seenAt <= at - overtakenMs) missing += gap.missing;
    }
    return missing;
  }
}

function nameOf({ fromSequence, fromAt }: GapFilling): string {
  return `${fromSequence} ${fromAt}`;
}

function sizeOf(ranges: GapFilling['missing']): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
