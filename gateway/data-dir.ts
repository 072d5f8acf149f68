/** Where a gateway keeps what: the one place that names the files of its data folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';

/** Makes the folder for its owner alone: it holds phones and keys. Fault `store_failed`: not here, or not by this user. */
export function makeDataDir(dataDir: string): Result<void> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return succeed(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(fault('store_failed', `The data folder ${dataDir} cannot be made: ${reason}`));
  }
}

export const lockFile = (dataDir: string): string => join(dataDir, 'gateway.lock');
export const identityFile = (dataDir: string): string => join(dataDir, 'identity.sqlite');
export const keysFile = (dataDir: string): string => join(dataDir, 'keys.json');
export const ledgerFile = (dataDir: string): string => join(dataDir, 'ledger.sqlite');
export const windowsFile = (dataDir: string): string => join(dataDir, 'windows.sqlite');
export const readingsDir = (dataDir: string): string => join(dataDir, 'readings');
export const healthFile = (dataDir: string): string => join(dataDir, 'health.sqlite');

/** What a running gateway tells other programs on the machine. Stale after SIGKILL: check that the pid answers. */
const running = z.object({
  pid: z.int(),
  httpPort: z.int(),
  mqttPort: z.int(),
  startedAt: z.int(),
});
export type Running = z.infer<typeof running>;

const runningFile = (dataDir: string): string => join(dataDir, 'gateway.json');

export function writeRunning(dataDir: string, facts: Running): void {
  writeFileSync(runningFile(dataDir), JSON.stringify(facts));
}

export function clearRunning(dataDir: string): void {
  rmSync(runningFile(dataDir), { force: true });
}

/** The gateway that runs on this data, or null. */
export function readRunning(dataDir: string): Running | null {
  try {
    const facts = running.parse(JSON.parse(readFileSync(runningFile(dataDir), 'utf8')));
    return isAlive(facts.pid) ? facts : null;
  } catch {
    // No file, or one that a killed gateway left half written.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
