/** What a load generator is told and what it answers. It runs in a process of its own, so that it costs the server nothing. */
import { startProcess } from '../runner/process.ts';

export interface LoadDevice {
  readonly deviceId: string;
  readonly secret: string;
  readonly topic: string;
  readonly metric: string;
  readonly channel: string;
}

export interface LoadOrder {
  readonly host: string;
  readonly port: number;
  /** One connection each. */
  readonly devices: readonly LoadDevice[];
  readonly readingsPerMessage: number;
  /**
   * `full`: each connection keeps so many messages waiting for their acknowledgement. `rate`: so many messages a second
   * over all connections, whatever is acknowledged; latency counts from when a message was due. `connect`: nothing is published,
   * connections are opened and closed, twenty at a time.
   */
  readonly pace: { readonly full: number } | { readonly rate: number } | { readonly connect: true };
  /** Measured; the warm-up comes before it. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** The first sequence number of each device; runs after one another must not repeat themselves. */
  readonly firstSequence: number;
}

export interface LoadResult {
  /** Acknowledged messages or opened connections in `seconds`. */
  readonly perSecond: number;
  /** From sending (or from due time) to acknowledgement, in milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All readings acknowledged, warm-up included: so many must be stored. */
  readonly readingsAcknowledged: number;
  /** Numbers used up to here by the device that sent most. */
  readonly lastSequence: number;
}

/** Runs one order in a process of its own. */
export async function runLoad(order: LoadOrder): Promise<LoadResult> {
  const generator = await startProcess<LoadResult>('test/bench/load-generator.ts', [JSON.stringify(order)]);
  await generator.stop();
  return generator.ready;
}
