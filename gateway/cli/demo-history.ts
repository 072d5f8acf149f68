/**
 * A new demonstration starts with past days and with today up to now, so that "against last week" and "people now" mean
 * something from the first minute. The simulated mall reads from its truth file where that ended, and goes on from there.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { GatewayConfig } from '../config.ts';
import { windowsFile } from '../data-dir.ts';
import { openWindows } from '../store/windows.ts';
import { importFile } from './windows-import.ts';

const root = join(import.meta.dirname, '..', '..');
/** Today is compared with yesterday and with the same weekday a week ago. */
const days = '7';

export const demoTruthFile = (dataDir: string): string => join(dataDir, 'truth.ndjson');

/** Lets the simulated mall write its past and imports it; does nothing where windows are stored already. */
export async function importDemoHistory(
  config: Pick<GatewayConfig, 'site' | 'profiles' | 'data'>,
  seed: string,
  say: (line: string) => void,
): Promise<Result<void, string>> {
  const opened = openWindows(windowsFile(config.data));
  if (!opened.ok) return fail(opened.fault.detail);
  const isNew = opened.value.isEmpty();
  opened.value.close();
  if (!isNew) return succeed(undefined);

  say(`writing today so far and ${days} days before it …`);
  const file = join(config.data, 'history.ndjson');
  const truth = demoTruthFile(config.data);
  const code = await runHistory([
    ...['--site', config.site, '--days', days, '--seed', seed],
    ...['--out', file, '--truth', truth],
  ]);
  if (code !== 0) return fail(`test/mall/history.ts ended with ${code}.`);
  const imported = await importFile(config, file);
  rmSync(file, { force: true });
  return imported.ok ? succeed(undefined) : imported;
}

function runHistory(words: readonly string[]): Promise<number | null> {
  // A day makes a million objects that soon are garbage; with room for the young ones it takes a quarter less time.
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=64', join(root, 'test', 'mall', 'history.ts'), ...words],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
