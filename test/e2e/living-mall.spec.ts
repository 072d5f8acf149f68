/** The whole mall at once: two hundred devices and their people before a real gateway, and what the screens make of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoTruthFile, importDemoHistory } from '#gateway/cli/demo-history.ts';
import { deviceList } from '#shared/wire/device-api.ts';
import { floorState, footfall } from '#shared/wire/floor-api.ts';
import { copyDemoSite, type DemoCopy, demoSite } from '../runner/demo-site.ts';
import { House } from '../runner/house.ts';
import { startProcess, type TestProcess } from '../runner/process.ts';
import { readmePicture, signInAs } from './people.ts';

interface Truth {
  readonly inside: number;
  readonly bays: readonly string[];
}

const site = demoSite();
const seed = '7';
const devices = site.devices.map(({ id }) => id);
const house = new House({ devices, systems: ['pos'] });
let copy: DemoCopy;
let folder = '';
let mall: TestProcess<{ controlPort: number }>;

test.beforeAll(async () => {
  const printers = site.devices.filter(({ address }) => address !== undefined);
  const ports = await freePorts(printers.length);
  copy = await copyDemoSite({
    printerPorts: Object.fromEntries(printers.map(({ id }, index) => [id, ports[index] ?? 0])),
  });
  const { site: siteDir, profiles } = copy;
  house.configure({
    site: siteDir,
    profiles,
    async prepare(data) {
      const imported = await importDemoHistory({ site: siteDir, profiles, data }, seed, () => undefined);
      if (!imported.ok) throw new Error(imported.fault);
    },
  });
  await house.open();
  folder = await mkdtemp(join(tmpdir(), 'atrium-mall-'));
  const credentials = join(folder, 'credentials.json');
  const secrets = Object.fromEntries(devices.map((id) => [id, house.secretOf('device', id)]));
  const pos = { name: 'pos', secret: house.secretOf('system', 'pos') };
  await writeFile(credentials, JSON.stringify({ devices: secrets, pos }));
  mall = await startProcess<{ controlPort: number }>('test/mall/main.ts', [
    ...['--site', copy.site],
    ...['--mqtt', house.mqttUrl],
    ...['--http', house.url],
    ...['--credentials', credentials],
    ...['--truth', demoTruthFile(house.dataDir)],
    ...['--seed', seed],
  ]);
});

test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

test.afterAll(async () => {
  await mall?.stop();
  await house.close();
  await copy?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function truthNow(): Promise<Truth> {
  return (await fetch(`http://127.0.0.1:${mall.ready.controlPort}/truth`)).json() as Promise<Truth>;
}

async function breakDevice(device: string, fault: string): Promise<void> {
  const url = `http://127.0.0.1:${mall.ready.controlPort}/faults`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ device, fault, on: true }) });
  expect(answer.status).toBe(200);
}

test('the floor shows the people and the cars that are there', async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await signInAs(browser, house, 'ops');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const shownNow = async () =>
    floorState.parse(await (await fetch(`${house.url}/api/v1/floor`, { headers: { cookie } })).json());

  await expect.poll(async () => (await truthNow()).inside, { timeout: 120_000 }).toBeGreaterThan(150);
  // Sensors miss some people and tell of the others a moment later, so the picture is near the truth and not equal to it.
  await expect
    .poll(
      async () => {
        const [{ inside }, { zones }] = await Promise.all([truthNow(), shownNow()]);
        const shown = zones.reduce((sum, zone) => sum + (zone.people ?? 0), 0);
        return Math.abs(shown - inside) / inside;
      },
      { timeout: 60_000 },
    )
    .toBeLessThan(0.15);
  await expect
    .poll(
      async () => {
        const [{ bays: parked }, { bays }] = await Promise.all([truthNow(), shownNow()]);
        const taken = new Set<string>(bays.filter(({ occupied }) => occupied).map(({ bayId }) => bayId));
        return parked.filter((bay) => taken.has(bay)).length / Math.max(1, parked.length);
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0.95);

  // The week before was imported: today is one of its days, and is compared with them.
  const compared = footfall.parse(await (await fetch(`${house.url}/api/v1/footfall`, { headers: { cookie } })).json());
  expect([compared.yesterday, compared.lastWeek].map(({ known, completeness }) => [known, completeness])).toEqual([
    [true, 1],
    [true, 1],
  ]);

  // Printers are asked every ten seconds: after one round nothing is ill in a mall in which nothing is broken.
  const illNow = async () => {
    const list = deviceList.parse(await (await fetch(`${house.url}/api/v1/devices`, { headers: { cookie } })).json());
    return list.devices.filter(({ state }) => state === 'ill').map(({ deviceId }) => deviceId);
  };
  await expect.poll(illNow, { timeout: 40_000 }).toEqual([]);
  await expect(
    page
      .getByRole('img', { name: /15 分钟/ })
      .locator('svg path')
      .first(),
  ).toBeAttached();
  await readmePicture(page, 'ops');
});

test('what is broken stands first, with its cause and the next step', async ({ browser }) => {
  await breakDevice('printer-desk-1', 'paper_out');
  await breakDevice('printer-kiosk-2', 'cover_open');
  const page = await signInAs(browser, house, 'facilities');
  const ill = page.locator('a[data-state="ill"]');
  await expect(ill.filter({ hasText: '缺纸' })).toBeVisible({ timeout: 40_000 });
  await expect(ill.filter({ hasText: /盖/ })).toBeVisible({ timeout: 40_000 });
  await readmePicture(page, 'facilities');
});

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
