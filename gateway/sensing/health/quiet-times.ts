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
    this.#stretches = [...this.#stretches, ...this.#quietBetween(this.#heardAt, at)].slice(-stretchesMax);
    this.#heardAt = Math.max(this.#heardAt, at);
  }

  /** A message came late that was made at this moment: around it the device was not quiet, only its way was slow. */
  spoke(at: number): void {
    this.#stretches = this.#stretches.flatMap((stretch) => {
      const heardAt = stretch.from - this.#cadenceMs;
      if (at <= heardAt || at >= stretch.to) return [stretch];
      return [...this.#quietBetween(heardAt, at), ...this.#quietBetween(at, stretch.to)];
    });
  }

  /** Share of the last hour in which the device kept its cadence. */
  keptShare(at: number): number {
    const from = Math.max(this.#observedFrom, at - hourMs);
    this.#stretches = this.#stretches.filter((stretch) => stretch.to > from);
    const lostMs = [...this.#stretches, ...this.#quietBetween(this.#heardAt, at)].reduce(
      (sum, { from: start, to }) => sum + to - Math.max(start, from),
      0,
    );
    return lostMs === 0 ? 1 : Math.max(0, 1 - lostMs / (at - from));
  }

  /** From when the next message was due; nothing where it came in time. */
  #quietBetween(heardAt: number, at: number): { from: number; to: number }[] {
    return at - heardAt > patience * this.#cadenceMs ? [{ from: heardAt + this.#cadenceMs, to: at }] : [];
  }
}
