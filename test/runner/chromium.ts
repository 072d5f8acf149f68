/** A real browser for the tests: the one the machine has, else one that is installed now. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

/** Without these, a browser on a machine without a way out keeps looking for update servers. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM_PATH, then the system's, then Playwright's own; null where there is none. */
export function findChromium(): string | null {
  const candidates = [process.env['CHROMIUM_PATH'], ...systemPaths, playwrightPath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** The browser's path. Installs one where there is none: Playwright's download, else the system's package. Throws when neither works. */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium();
  if (found !== null) return found;
  say('no Chromium found; trying the download of Playwright');
  const download = spawnSync('npx', ['--no-install', 'playwright', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 240_000,
  });
  const downloaded = download.status === 0 ? findChromium() : null;
  if (downloaded !== null) return downloaded;
  say('no download to be had; installing the package "chromium" with apt');
  installWithApt();
  const installed = findChromium();
  if (installed === null) throw new Error('Chromium is installed but not found; set CHROMIUM_PATH.');
  return installed;
}

function installWithApt(): void {
  const root = process.getuid?.() === 0;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const [program, ...rest] = [...(root ? [] : ['sudo', '-n']), 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...words];
    try {
      execFileSync(program ?? '', rest, { stdio: ['ignore', 'ignore', 'pipe'], env: environment });
    } catch (error) {
      throw new Error('No Chromium, and apt could not install one. Install Chromium and set CHROMIUM_PATH.', {
        cause: error,
      });
    }
  }
}

function playwrightPath(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}
