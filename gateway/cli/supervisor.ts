/** Runs the processes of a demonstration: starts each, restarts one that dies, stops all together. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface ProcessOrder {
  readonly name: string;
  /** What node runs: a script and its flags. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** After so long without an answer a process is killed: Ctrl-C must end everything within five seconds. */
const stopDeadlineMs = 4_000;
const restartDelaysMs = [500, 1_000, 2_000, 5_000, 10_000] as const;
/** A process that lived so long starts with the shortest delay again. */
const steadyAfterMs = 60_000;

export class Supervisor {
  readonly #logDir: string;
  readonly #say: (line: string) => void;
  /** In order of their start; stopped in reverse. */
  readonly #children = new Map<string, ChildProcess>();
  readonly #stopped = Promise.withResolvers<number>();
  #stopping = false;

  constructor(parts: { logDir: string; say: (line: string) => void }) {
    this.#logDir = parts.logDir;
    this.#say = parts.say;
  }

  /**
   * Starts a process and waits for its ready message. Null where it ended before: its last words are on standard error.
   * One that dies later is started again with the same words.
   */
  async start<Ready>(order: ProcessOrder): Promise<Ready | null> {
    mkdirSync(this.#logDir, { recursive: true });
    const child = this.#spawn(order);
    const ready = await readyOf<Ready>(child);
    if (ready !== null) this.#keepAlive(order, child, 0);
    return ready;
  }

  /** Ctrl-C reaches the whole process group; a plain kill reaches only this process. Both stop all. */
  stopOnSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => void this.stop(0));
    }
  }

  /** Resolves with the exit code when everything has stopped. */
  untilStopped(): Promise<number> {
    return this.#stopped.promise;
  }

  /** Stops the last started first and waits for each; kills what does not end in time. */
  async stop(code: number): Promise<number> {
    if (!this.#stopping) {
      this.#stopping = true;
      const deadline = Date.now() + stopDeadlineMs;
      for (const child of [...this.#children.values()].reverse()) await end(child, deadline - Date.now());
      this.#stopped.resolve(code);
    }
    return this.#stopped.promise;
  }

  #spawn(order: ProcessOrder): ChildProcess {
    const log = createWriteStream(join(this.#logDir, `${order.name}.log`), { flags: 'a' });
    const child = spawn(process.execPath, [...order.words], {
      env: { ...process.env, ...order.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      process.stderr.write(chunk);
    });
    this.#children.set(order.name, child);
    return child;
  }

  #keepAlive(order: ProcessOrder, child: ChildProcess, deaths: number): void {
    const startedAt = Date.now();
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      const count = Date.now() - startedAt > steadyAfterMs ? 0 : deaths;
      const delayMs = restartDelaysMs[Math.min(count, restartDelaysMs.length - 1)] ?? 10_000;
      this.#say(`${order.name} ended (${signal ?? code}); starting it again in ${delayMs / 1_000} s`);
      setTimeout(() => {
        if (!this.#stopping) this.#keepAlive(order, this.#spawn(order), count + 1);
      }, delayMs);
    });
  }
}

/** The first message of a process is its ready message, `{ ready: … }`. */
function readyOf<Ready>(child: ChildProcess): Promise<Ready | null> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve((message as { ready: Ready }).ready));
    child.once('exit', () => resolve(null));
    child.once('error', () => resolve(null));
  });
}

function end(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), Math.max(0, patienceMs));
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
