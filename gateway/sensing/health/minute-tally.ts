/** How often something happened in the last minutes, in one number a minute, whatever the rate. */
import { minuteMs } from '#shared/domain/calendar.ts';

export class MinuteTally {
  readonly #counts: Float64Array;
  #minute = 0;

  constructor(minutes: number) {
    this.#counts = new Float64Array(minutes);
  }

  add(at: number, times: number): void {
    this.#forwardTo(at);
    const slot = this.#minute % this.#counts.length;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + times;
  }

  /** The minute under way and those before it. */
  sum(at: number): number {
    this.#forwardTo(at);
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** Empties the minutes that nobody counted in. A clock that was set back counts into the newest minute. */
  #forwardTo(at: number): void {
    const minute = Math.floor(at / minuteMs);
    const passed = Math.min(minute - this.#minute, this.#counts.length);
    for (let step = 1; step <= passed; step++) this.#counts[(minute - passed + step) % this.#counts.length] = 0;
    this.#minute = Math.max(this.#minute, minute);
  }
}
