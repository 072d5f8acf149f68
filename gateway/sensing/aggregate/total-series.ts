/**
 * Turns the values of a counter that only rises into crossings between them. Values may arrive in any order: the same
 * values give the same differences in the end, because a late one takes back the difference that it splits.
 *
 * A value below the one before is one of three things. It is old where its sequence says so: nothing new. It is a wrap
 * where the profile knows one and the difference across it could have been walked. Else the counter started again.
 */
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';

/** Crossings between two values; `sign` is -1 where an earlier answer is taken back. */
export interface Difference {
  readonly fromAt: number;
  readonly toAt: number;
  readonly count: number;
  readonly sign: 1 | -1;
}

/** Two totals further apart say how many crossed, but not in which minutes: they are not differenced. */
export const totalGapMaxMs = 24 * hourMs;
/** More cannot walk through one line: 12 m of open doors carry about 80 people a metre and minute. */
const crossingsPerMinuteMax = 1_000;

interface Value {
  readonly at: number;
  readonly sequence: number | null;
  readonly value: number;
  /** False where the value is old news; then it is no base for the next. */
  counts: boolean;
  difference: Difference | null;
}

export class TotalSeries {
  /** Ordered by time, then sequence. */
  readonly #values: Value[] = [];
  readonly #wrapsAt: number | null;
  readonly #sequenceBits: number | null;

  /** `sequenceBits` is the width of the source's message counter; null where its messages carry none. */
  constructor(wrapsAt: number | null, sequenceBits: number | null) {
    this.#wrapsAt = wrapsAt;
    this.#sequenceBits = sequenceBits;
  }

  /** What changes by a value: differences to add, and those to take back. */
  insert(at: number, sequence: number | null, value: number): readonly Difference[] {
    const values = this.#values;
    const added: Value = { at, sequence, value, counts: false, difference: null };
    const position = values.findLastIndex((other) => comesBefore(other, added)) + 1;
    values.splice(position, 0, added);
    const changes: Difference[] = [];
    let base = this.#baseBefore(position);
    for (let index = position; index < values.length; index += 1) {
      const current = values[index];
      if (current === undefined) break;
      const counted = current.counts;
      if (current.difference !== null) changes.push({ ...current.difference, sign: -1 });
      this.#judge(base, current);
      if (current.difference !== null) changes.push(current.difference);
      // From a value on that counted before and counts now, the rest stands as it was.
      if (current !== added && counted && current.counts) break;
      if (current.counts) base = current;
    }
    return changes;
  }

  /** Drops what no later value can be differenced with any more. */
  forgetBefore(at: number): void {
    const kept = this.#values.findIndex((value) => value.at >= at - totalGapMaxMs);
    this.#values.splice(0, kept === -1 ? this.#values.length : kept);
  }

  #baseBefore(position: number): Value | null {
    for (let index = position - 1; index >= 0; index -= 1) {
      const value = this.#values[index];
      if (value?.counts) return value;
    }
    return null;
  }

  #judge(base: Value | null, current: Value): void {
    current.counts = base === null || !this.#isOld(base, current);
    current.difference = null;
    if (base === null || !current.counts || current.at - base.at > totalGapMaxMs) return;
    const count = this.#crossings(base, current);
    current.difference = { fromAt: base.at, toAt: current.at, count, sign: 1 };
  }

  #crossings(base: Value, current: Value): number {
    if (current.value >= base.value) return current.value - base.value;
    const countMax = (crossingsPerMinuteMax * Math.max(minuteMs, current.at - base.at)) / minuteMs;
    if (this.#wrapsAt !== null && this.#wrapsAt - base.value + current.value <= countMax) {
      return this.#wrapsAt - base.value + current.value;
    }
    // Started again at 0; a start at some other number tells nothing.
    return current.value <= countMax ? current.value : 0;
  }

  #isOld(base: Value, current: Value): boolean {
    if (current.value >= base.value || this.#sequenceBits === null) return false;
    if (base.sequence === null || current.sequence === null) return false;
    const behind = base.sequence - current.sequence;
    // A sequence that fell by more than half its width has wrapped: the value is new.
    return behind > 0 && behind < 2 ** (this.#sequenceBits - 1);
  }
}

function comesBefore(a: Value, b: Value): boolean {
  return a.at < b.at || (a.at === b.at && (a.sequence ?? -1) <= (b.sequence ?? -1));
}
