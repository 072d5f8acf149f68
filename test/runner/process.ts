/** A process of the product, started for a test: real, on free ports, stopped by its id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..', '..');

export interface TestProcess<Ready> {
  /** What the process said of itself when it was ready. */
  readonly ready: Ready;
  /** All it printed so far, both streams. */
  output(): string;
  /** SIGTERM, and waits for the end; answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
}

/** Starts a script and waits for its ready message; rejects with all it printed when it ends before. */
export async function startProcess<Ready>(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestProcess<Ready>> {
  const child = spawn(process.execPath, [join(projectRoot, script), ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk));
  const output = (): string => Buffer.concat(printed).toString('utf8');
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: Ready }).ready));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${script} ended (${signal ?? code}):\n${output()}`)));
  });
  return { ready, output, stop: () => ended(child, 'SIGTERM'), kill: async () => void (await ended(child, 'SIGKILL')) };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}
