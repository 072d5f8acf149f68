/** A new demonstration starts with past days, so that "against last week" means something from the first minute. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayConfig } from '../config.ts';
import { windowsFile } from './data-dir.ts';
import { importWindows } from './windows-import.ts';

const root = join(import.meta.dirname, '..', '..');
const days = '8';

/** Lets the simulated mall write its past and imports it; does nothing where windows are stored already. */
export async function importDemoHistory(
  config: GatewayConfig,
  seed: string,
  say: (line: string) => void,
): Promise<void> {
  const target = windowsFile(config.data);
  const file = join(config.data, 'history.ndjson');
  const imported = await importWindows({
    site: config.site,
    target,
    onlyIntoEmpty: true,
    file: async () => {
      say(`writing ${days} days of history …`);
      await runHistory(['--site', config.site, '--days', days, '--seed', seed, '--out', file]);
      return file;
    },
  });
  rmSync(file, { force: true });
  if (!imported.ok) throw new Error(imported.fault);
}

function runHistory(words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'test', 'mall', 'history.ts'), ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`history.ts ended with ${code}`))));
  });
}
