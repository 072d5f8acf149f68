/**
 * PURE: how far a device's clock is off, learnt from its messages. The delay of a message (received minus the device's
 * own newest time in it) is the transport's delay minus the clock's error; the least delay of a run of messages is taken
 * as the error, but only where the delays of the run agree over a while of the gateway's clock.
 *
 * One message never decides, however late it is: a device that was cut off for hours sends what it kept, and its old
 * times are right. But it sends that in a hurry, so its delays shrink faster than time passes; those of a clock that is
 * off do not. Two messages half a minute apart tell the two from each other, and a device with a cadence of a minute
 * has at most its first message in a wrong window.
 *
 * The other way round one message is proof: nothing arrives before it happened, so a correction that puts a message
 * into the future is wrong from now on. That is how a clock that was set right is believed at once.
 */

/** A run of messages must last so long before it is believed; a queue that empties shows itself within it. */
const runNeededMs = 30_000;
/** A run that lasts longer starts anew, so that a clock that drifts is followed. */
const runMaxMs = 600_000;
/** Delays within so much of each other agree. */
const agreementMs = 10_000;
/** A smaller error is indistinguishable from the way through a LoRaWAN network and is left alone. */
const toleratedMs = 5_000;

interface Run {
  readonly startedAt: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

export class DeviceClock {
  /** A clock that is further off is not corrected: its readings go to quarantine until somebody sets it. */
  readonly #offsetMaxMs: number;
  #run: Run | null = null;
  #offsetMs: number;

  /** Starts with the error that was learnt before the restart. */
  constructor(offsetMs: number, offsetMaxMs: number) {
    this.#offsetMs = offsetMs;
    this.#offsetMaxMs = offsetMaxMs;
  }

  /** Device clock minus gateway clock in milliseconds; 0 while nothing else is known. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Takes notice of one message by its newest source time. */
  observe(newestSourceAt: number, receivedAt: number): void {
    const delayMs = receivedAt - newestSourceAt;
    if (this.correct(newestSourceAt) > receivedAt + toleratedMs && delayMs >= -toleratedMs) this.#believe(delayMs);
    const run = this.#runWith(delayMs, receivedAt);
    this.#run = run;
    if (receivedAt - run.startedAt >= runNeededMs) this.#believe(run.leastMs);
  }

  /** A source time on the gateway's clock. */
  correct(sourceAt: number): number {
    return sourceAt - this.#offsetMs;
  }

  #runWith(delayMs: number, receivedAt: number): Run {
    const { startedAt, leastMs, mostMs } = this.#run ?? { startedAt: receivedAt, leastMs: delayMs, mostMs: delayMs };
    const longer = { startedAt, leastMs: Math.min(leastMs, delayMs), mostMs: Math.max(mostMs, delayMs) };
    const agrees = longer.mostMs - longer.leastMs <= agreementMs && receivedAt - startedAt <= runMaxMs;
    return agrees ? longer : { startedAt: receivedAt, leastMs: delayMs, mostMs: delayMs };
  }

  #believe(delayMs: number): void {
    const errorMs = Math.abs(delayMs);
    if (errorMs <= this.#offsetMaxMs) this.#offsetMs = errorMs > toleratedMs ? -delayMs : 0;
  }
}
