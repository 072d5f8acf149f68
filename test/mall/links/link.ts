/** The way from a device to the gateway. */
import type { Message } from '../devices/firmware.ts';

export interface LinkStats {
  /** For HTTP: whether the last attempt was answered. */
  readonly connected: boolean;
  /** Acknowledged messages. */
  readonly sent: number;
  readonly waiting: number;
  /** Given up because too much was waiting, or because the gateway refused them for good. */
  readonly dropped: number;
}

export interface Link {
  readonly stats: LinkStats;
  start(): void;
  /** Returns at once; what cannot be sent now waits. */
  send(message: Message): void;
  /** Ends the connection; what waits may still leave within the time given. */
  stop(patienceMs: number): Promise<void>;
}

/** Messages that a device can remember: more than a day of minutes. */
export const outboxMax = 2_000;

const firstDelayMs = 500;
const lastDelayMs = 15_000;

/** Doubling, and scattered by a fifth, so that two hundred devices do not knock in one moment. */
export function retryDelayMs(failures: number): number {
  const delayMs = Math.min(lastDelayMs, firstDelayMs * 2 ** Math.min(failures, 10));
  return Math.round(delayMs * (0.8 + 0.4 * Math.random()));
}
