/** Start in order, stop in reverse, once: the life of a process that is made of parts. */
import type { Fault } from '../domain/faults.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { Log } from './log.ts';

/** A part of a process. Its constructor did nothing; start and stop do. */
export interface Part {
  readonly name: string;
  /** An expected failure (a port in use, a file locked) is a fault; the parts before it are then stopped. */
  start(): Promise<Result<unknown>>;
  /** Called only after a start that succeeded. Leaves nothing undone: what was acknowledged is durable. */
  stop(): Promise<void>;
}

/** Which part could not start, and why. */
export interface StartFault {
  readonly part: string;
  readonly fault: Fault;
}

export interface Lifecycle {
  /** Starts the parts one after another. On a fault, or when one throws, stops those that run and reports it. */
  start(): Promise<Result<void, StartFault>>;
  /** Waits for a part that is just starting, then stops what runs, last started first. Every call answers the same promise; one part's failure stops no other. */
  stop(): Promise<void>;
}

/** A lifecycle over parts in the order of their dependence: each may use those before it. */
export function createLifecycle(options: { parts: readonly Part[]; log: Log }): Lifecycle {
  const { parts, log } = options;
  const running: Part[] = [];
  let starting: Promise<unknown> = Promise.resolve();
  let stopping: Promise<void> | null = null;

  async function startAll(): Promise<Result<void, StartFault>> {
    for (const part of parts) {
      // A signal may come while the parts start; what would start now would never be stopped.
      if (stopping !== null) break;
      const started = await part.start();
      if (!started.ok) return fail({ part: part.name, fault: started.fault });
      running.push(part);
    }
    return succeed(undefined);
  }

  async function stopAll(): Promise<void> {
    for (let part = running.pop(); part !== undefined; part = running.pop()) {
      try {
        await part.stop();
      } catch (error) {
        log.error({ part: part.name, err: error }, 'a part failed to stop');
      }
    }
  }

  return {
    async start() {
      const all = startAll();
      starting = all.catch(() => undefined);
      try {
        const started = await all;
        if (!started.ok) await stopAll();
        return started;
      } catch (error) {
        await stopAll();
        throw error;
      }
    },
    stop() {
      stopping ??= starting.then(stopAll);
      return stopping;
    },
  };
}

/**
 * Calls `stop` at the first SIGINT or SIGTERM and sets the exit code by whether it succeeded within `deadlineMs`; a second
 * signal, or the deadline, ends the process at once with code 1. Answers a function that takes the handlers off again.
 */
export function stopOnSignal(stop: () => Promise<void>, options: { deadlineMs: number; log: Log }): () => void {
  let stopping = false;
  function onSignal(signal: NodeJS.Signals): void {
    if (stopping) process.exit(1);
    stopping = true;
    const deadline = setTimeout(() => {
      options.log.error({ deadlineMs: options.deadlineMs }, 'stopping took too long');
      process.exit(1);
    }, options.deadlineMs);
    deadline.unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        options.log.error({ signal, err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  }
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}
