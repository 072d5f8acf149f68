/**
 * PURE: how far a device's clock is off, learnt from its messages. The delay of a message (received minus the device's
 * own newest time in it) is the transport's delay minus the clock's error; the running minimum over the last messages
 * is taken as the error, but only while those delays agree: after an outage a device sends old readings in a hurry,
 * and their shrinking delays say nothing about its clock.
 */

/** Messages that are remembered, and how many of them are needed before the clock is believed to be off. */
const delaysKept = 8;
const delaysNeeded = 5;
/** Delays within so much of each other agree. */
const agreementMs = 10_000;
/** A smaller error is indistinguishable from the way through a LoRaWAN network and is left alone. */
const toleratedMs = 5_000;

export class DeviceClock {
  readonly #delays: number[] = [];
  /** A clock that is further off is not corrected: its readings go to quarantine until somebody sets it. */
  readonly #offsetMaxMs: number;
  #offsetMs: number;

  /** Starts with the error that the last stored reading was corrected by. */
  constructor(offsetMs: number, offsetMaxMs: number) {
    this.#offsetMs = Math.abs(offsetMs) > toleratedMs ? offsetMs : 0;
    this.#offsetMaxMs = offsetMaxMs;
  }

  /** Device clock minus gateway clock in milliseconds; 0 while nothing else is known. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Takes notice of one message by its newest source time. */
  observe(newestSourceAt: number, receivedAt: number): void {
    this.#delays.push(receivedAt - newestSourceAt);
    if (this.#delays.length > delaysKept) this.#delays.shift();
    if (this.#delays.length < delaysNeeded) return;
    const least = Math.min(...this.#delays);
    if (Math.max(...this.#delays) - least > agreementMs) return;
    const error = Math.abs(least);
    if (error > this.#offsetMaxMs) return;
    this.#offsetMs = error > toleratedMs ? -least : 0;
  }

  /** A source time on the gateway's clock. */
  correct(sourceAt: number): number {
    return sourceAt - this.#offsetMs;
  }
}
