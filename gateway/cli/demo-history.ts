/** A new demonstration starts with past days, so that "against last week" means something from the first minute. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { GatewayConfig } from '../config.ts';
import { windowsFile } from '../data-dir.ts';
import { openWindows } from '../store/windows.ts';
import { importFile } from './windows-import.ts';

const root = join(import.meta.dirname, '..', '..');
const days = '8';

/** Lets the simulated mall write its past and imports it; does nothing where windows are stored already. */
export async function importDemoHistory(
  config: GatewayConfig,
  seed: string,
  say: (line: string) => void,
): Promise<Result<void, string>> {
  const opened = openWindows(windowsFile(config.data));
  if (!opened.ok) return fail(opened.fault.detail);
  const isNew = opened.value.isEmpty();
  opened.value.close();
  if (!isNew) return succeed(undefined);

  say(`writing ${days} days of history …`);
  const file = join(config.data, 'history.ndjson');
  const code = await runHistory(['--site', config.site, '--days', days, '--seed', seed, '--out', file]);
  if (code !== 0) return fail(`test/mall/history.ts ended with ${code}.`);
  const imported = await importFile(config, file);
  rmSync(file, { force: true });
  return imported.ok ? succeed(undefined) : imported;
}

function runHistory(words: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [join(root, 'test', 'mall', 'history.ts'), ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
