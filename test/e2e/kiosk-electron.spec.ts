/** The same kiosk in Electron, wherever a binary is found: ELECTRON_PATH, else the one that the package downloaded. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { House } from '../runner/house.ts';
import { projectRoot } from '../runner/process.ts';

const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'];
const candidates = [
  process.env['ELECTRON_PATH'] ?? '',
  ...names.map((name) => join(projectRoot, 'node_modules', 'electron', 'dist', name)),
];
const executablePath = candidates.find((path) => path !== '' && existsSync(path));

test.skip(
  executablePath === undefined,
  'no Electron binary on this machine; set ELECTRON_PATH to run the journeys in it',
);

const house = new House({ kiosks: ['kiosk-1'] });
let dataDir = '';
test.beforeAll(async () => {
  await house.open();
  dataDir = await mkdtemp(join(tmpdir(), 'atrium-electron-'));
});
test.afterAll(async () => {
  await house.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('starts, is locked down, and asks for a phone number', async () => {
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      join(projectRoot, 'dist', 'kiosk-electron', 'main.js'),
      ...['--gateway', house.url],
      ...['--kiosk', 'kiosk-1'],
      ...['--data', dataDir],
    ],
    env: { ...(process.env as Record<string, string>), ATRIUM_KIOSK_SECRET: house.secretOf('kiosk', 'kiosk-1') },
  });
  try {
    const page = await app.firstWindow();
    await page.getByRole('button', { name: '轻触开始' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '请输入手机号' })).toBeVisible();
    // What the page can reach decides what a stranger at the screen can reach.
    expect(await page.evaluate(() => ['require' in globalThis, 'process' in globalThis])).toEqual([false, false]);
    expect(await page.evaluate(() => window.open('https://example.org'))).toBeNull();
  } finally {
    await app.close();
  }
});
