/** Time as an argument: stages and stores take a Clock, so that tests and the simulated mall can set it. */
export interface Clock {
  /** Epoch milliseconds, UTC. May jump when the machine's clock is set. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
