/** A child process that is started again when it ends, later each time it ends soon, until it is told to stop. */
import type { ChildProcess } from 'node:child_process';

export interface SupervisedParts {
  readonly name: string;
  readonly spawn: () => ChildProcess;
  readonly say: (line: string) => void;
}

export interface Supervised {
  /** The child of this moment; it may have ended. */
  readonly child: () => ChildProcess | null;
  start(): ChildProcess;
  /** Asks the child to end, kills it after the deadline, and resolves when it is gone. */
  stop(deadlineMs: number): Promise<void>;
}

const delaysMs = [200, 500, 1_000, 2_000, 5_000, 10_000];
/** A child that lived so long begins with the shortest delay again. */
const steadyAfterMs = 60_000;

export function createSupervised({ name, spawn, say }: SupervisedParts): Supervised {
  let current: ChildProcess | null = null;
  let stopping = false;
  let deaths = 0;

  function start(): ChildProcess {
    const child = spawn();
    const startedAt = Date.now();
    current = child;
    child.once('exit', (code, signal) => {
      if (stopping) return;
      deaths = Date.now() - startedAt > steadyAfterMs ? 1 : deaths + 1;
      const delayMs = delaysMs[Math.min(deaths, delaysMs.length) - 1] ?? 0;
      say(`${name} ended (${signal ?? code}); starting it again in ${delayMs} ms`);
      setTimeout(() => void (stopping || start()), delayMs);
    });
    return child;
  }

  return {
    child: () => current,
    start,
    async stop(deadlineMs) {
      stopping = true;
      const child = current;
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      await new Promise<void>((resolve) => {
        const kill = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
        child.once('exit', () => {
          clearTimeout(kill);
          resolve();
        });
        child.kill('SIGTERM');
      });
    },
  };
}
