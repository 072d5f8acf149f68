/** `npm run build`: bundles the screens that browsers load. Everything else runs from its sources. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const marker = join(root, 'dist', '.built');
const screens = ['gateway/web/vite.config.ts', 'kiosk/ui/vite.config.ts'];
const electronShell = 'kiosk/shell-electron/vite.config.ts';
const sources = ['gateway/web', 'kiosk', 'shared', 'package-lock.json'];

/** True where a source is newer than the last build, or there was none. */
export function isBuildStale(): boolean {
  if (!existsSync(marker)) return true;
  const builtAt = statSync(marker).mtimeMs;
  return sources.some((source) => newestIn(join(root, source)) > builtAt);
}

/** Builds what browsers load, one after another: two at once would be no faster on two cores. Rejects with the bundler's words. */
export async function buildScreens(): Promise<void> {
  for (const config of screens) await runVite(config);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(marker, '');
}

function runVite(config: string): Promise<void> {
  const words = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '-c', config, '--logLevel', 'warn'];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${config} does not build:\n${Buffer.concat(output).toString('utf8')}`));
    });
  });
}

function newestIn(path: string): number {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), facts.mtimeMs);
}

/** All bundles: the screens, and the Electron shell that only its package needs. */
export async function buildAll(): Promise<void> {
  await buildScreens();
  await runVite(electronShell);
}

if (import.meta.main) await buildAll();
