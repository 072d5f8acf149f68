/** The stretches of the last hour in which a device that speaks regularly did not. */
import { hourMs } from '#shared/domain/calendar.ts';

const stretchesMax = 64;
/** A message may come this much later than its cadence before time counts as lost. */
const patience = 1.5;

export class QuietTimes {
  readonly #cadenceMs: number;
  #heardAt: number;
  #observedFrom: number;
  #stretches: { from: number; to: number }[] = [];

  /** `observedFrom`: since when somebody has listened; what was before is nobody's loss. */
  constructor(cadenceMs: number, observedFrom: number) {
    this.#cadenceMs = cadenceMs;
    this.#heardAt = observedFrom;
    this.#observedFrom = observedFrom;
  }

  heard(at: number): void {
    if (this.#isQuiet(at)) {
      const stretch = { from: this.#heardAt + this.#cadenceMs, to: at };
      this.#stretches = [...this.#stretches.slice(1 - stretchesMax), stretch];
    }
    this.#heardAt = Math.max(this.#heardAt, at);
  }

  /** Share of the last hour in which the device kept its cadence. */
  keptShare(at: number): number {
    const from = Math.max(this.#observedFrom, at - hourMs);
    this.#stretches = this.#stretches.filter((stretch) => stretch.to > from);
    const now = this.#isQuiet(at) ? [{ from: this.#heardAt + this.#cadenceMs, to: at }] : [];
    const lostMs = [...this.#stretches, ...now].reduce(
      (sum, { from: start, to }) => sum + to - Math.max(start, from),
      0,
    );
    return lostMs === 0 ? 1 : Math.max(0, 1 - lostMs / (at - from));
  }

  #isQuiet(at: number): boolean {
    return at - this.#heardAt > patience * this.#cadenceMs;
  }
}
