/**
 * PURE: the numbers that a device gives its messages, followed so that a gap is seen when it opens and when late messages
 * fill it. The sequence decides, not the value: a number that falls while the device's time goes on is a reset,
 * a number that falls with an earlier time is late.
 */

/** The furthest number that came, with the times of its message. */
interface Furthest {
  readonly sequence: number;
  readonly sourceAt: number;
  readonly at: number;
}

export interface OpenGap {
  readonly fromSequence: number;
  readonly fromAt: number;
  /** Inclusive ranges; empty when all came. */
  readonly missing: readonly (readonly [from: number, to: number])[];
}

export interface SequenceStep {
  readonly gap: (OpenGap & { readonly toSequence: number; readonly toAt: number }) | null;
  /** The open gap that this number belonged to, as it is now; its `missing` is empty when it is repaired. */
  readonly filling: OpenGap | null;
}

/** A jump over more numbers is a restart of the device's counter, not so many lost messages. */
const gapMax = 100_000;
/** Open gaps that are still watched for late messages; the rows of older ones stay unrepaired. */
const openGapsMax = 64;

const nothing: SequenceStep = { gap: null, filling: null };

export class SequenceTrack {
  readonly #modulus: number;
  #furthest: Furthest | null;
  #openGaps: OpenGap[];

  /** Starts where the device stood, with the gaps that are still open. */
  constructor(bits: 8 | 16 | 32 | 53, stood: Furthest | null, openGaps: readonly OpenGap[]) {
    this.#modulus = 2 ** bits;
    this.#furthest = stood;
    this.#openGaps = [...openGaps];
  }

  /** Null while no number came. */
  get furthest(): Furthest | null {
    return this.#furthest;
  }

  /** Takes notice of a number; messages that carry several readings may tell it more than once. */
  observe(sequence: number, sourceAt: number, at: number): SequenceStep {
    const before = this.#furthest;
    const step = before === null ? 1 : this.#distance(before.sequence, sequence);
    if (step === 0) return nothing;
    const isLate = before !== null && step < 0 && sourceAt <= before.sourceAt;
    const filling = this.#fill(sequence);
    if (isLate) return filling === null ? nothing : { gap: null, filling };

    this.#furthest = { sequence, sourceAt, at };
    if (before === null || step <= 1 || step > gapMax) return { gap: null, filling };
    // A clock that was set back is corrected some messages later: until then its times run backwards.
    return { gap: this.#open(before.sequence, sequence, before.at, Math.max(before.at, at)), filling };
  }

  /** How far `to` lies after `from`, the shorter way round the counter. */
  #distance(from: number, to: number): number {
    const difference = to - from;
    if (difference > this.#modulus / 2) return difference - this.#modulus;
    if (difference < -this.#modulus / 2) return difference + this.#modulus;
    return difference;
  }

  #open(lastSeen: number, seen: number, fromAt: number, toAt: number): SequenceStep['gap'] {
    // No remainder of a sum: with 53 bits the sum would be beyond what a number holds exactly.
    const fromSequence = lastSeen === this.#modulus - 1 ? 0 : lastSeen + 1;
    const toSequence = seen === 0 ? this.#modulus - 1 : seen - 1;
    const missing: [number, number][] =
      fromSequence <= toSequence
        ? [[fromSequence, toSequence]]
        : [
            [fromSequence, this.#modulus - 1],
            [0, toSequence],
          ];
    this.#openGaps.push({ fromSequence, fromAt, missing });
    if (this.#openGaps.length > openGapsMax) this.#openGaps.shift();
    return { fromSequence, toSequence, fromAt, toAt, missing };
  }

  #fill(sequence: number): OpenGap | null {
    if (this.#openGaps.length === 0) return null;
    const index = this.#openGaps.findIndex((gap) =>
      gap.missing.some(([from, to]) => from <= sequence && sequence <= to),
    );
    const gap = this.#openGaps[index];
    if (gap === undefined) return null;
    const filled = { ...gap, missing: gap.missing.flatMap((range) => without(range, sequence)) };
    if (filled.missing.length === 0) this.#openGaps.splice(index, 1);
    else this.#openGaps[index] = filled;
    return filled;
  }
}

function without([from, to]: readonly [number, number], sequence: number): (readonly [number, number])[] {
  if (sequence < from || sequence > to) return [[from, to]];
  const rest: [number, number][] = [];
  if (from < sequence) rest.push([from, sequence - 1]);
  if (sequence < to) rest.push([sequence + 1, to]);
  return rest;
}
