import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingRow } from '#shared/wire/device-api.ts';
import { House } from '../runner/house.ts';
import { projectRoot } from '../runner/process.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  /** What it said went wrong, line by line. */
  readonly refusals: readonly string[];
}

async function atrium(...words: readonly string[]): Promise<Outcome> {
  const run = promisify(execFile)(process.execPath, ['gateway/cli/atrium.ts', ...words], { cwd: projectRoot });
  const { code, stdout, stderr } = await run.then(
    (ended) => ({ code: 0, ...ended }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, out: stdout, refusals: stderr.split('\n').filter((line) => line !== '') };
}

/** Of the model that speaks our own payload. */
const counter = 'counter-lift-west';
const house = new House({ devices: [counter] });
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-cli-'));
  await house.open();
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

describe('check-config', () => {
  test('the demo site is sound', async () => {
    expect(await atrium('check-config')).toMatchObject({ code: 0, refusals: [] });
  });

  test('every problem is named at once, with file and path', async () => {
    const site = join(folder, 'site');
    await cp(join(projectRoot, 'firmware-config', 'sites', 'demo'), site, { recursive: true });
    const siteFile = join(site, 'site.json');
    const facts = JSON.parse(await readFile(siteFile, 'utf8'));
    facts.calendar.opensAt = 'ten';
    await writeFile(siteFile, JSON.stringify(facts));
    await writeFile(join(site, 'bays.geojson'), '{"type": "FeatureCollection", "features": [');
    const { code, refusals } = await atrium('check-config', '--site', site);
    expect(code).toBe(1);
    expect(refusals).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/site\.json: calendar\.opensAt: /),
        expect.stringMatching(/bays\.geojson: .*JSON/),
      ]),
    );
  });

  test('a folder that does not exist is one line', async () => {
    const { code, refusals } = await atrium('check-config', '--site', '/no/such/folder');
    expect([code, refusals.length]).toEqual([1, 1]);
  });
});

describe('provision', () => {
  test('makes many devices as JSON, and the running gateway lets them in at once', async () => {
    const { code, out } = await atrium(
      'provision',
      'kiosk',
      '--count',
      '2',
      '--prefix',
      'kiosk-x',
      '--json',
      '--data',
      house.dataDir,
    );
    expect(code).toBe(0);
    const made = JSON.parse(out) as { name: string; secret: string }[];
    expect(made.map(({ name }) => name)).toEqual(['kiosk-x1', 'kiosk-x2']);
    const response = await fetch(`${house.url}/api/v1/pos/receipts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made[0]?.name}:${made[0]?.secret}` },
    });
    expect(response.status).toBe(401);
    for (const { name, secret } of made) {
      const feed = await fetch(`${house.url}/api/v1/kiosk/feed?after=0`, {
        headers: { authorization: `Bearer ${name}:${secret}` },
      });
      // Known by its secret; whether the site has such a kiosk is another question.
      expect(feed.status).not.toBe(401);
    }
  });

  test.each([
    [['provision', 'robot', 'r1'], 'provision what?'],
    [['provision', 'user', 'wang'], '--role'],
    [['provision', 'device', 'Bad Name'], 'is no name'],
    [['provision', 'device', '--count', '0', '--prefix', 'c'], '--count'],
  ])('%j is refused with one line', async (words, named) => {
    const { code, refusals } = await atrium(...words, '--data', join(folder, 'unused'));
    expect([code, refusals.length]).toEqual([1, 1]);
    expect(refusals[0]).toContain(named);
  });
});

describe('readings export', () => {
  test('gives what was acknowledged, as NDJSON', async () => {
    const client = await house.connect(counter);
    const at = Date.now() - 60_000;
    const site = JSON.parse(await readFile(join(projectRoot, 'firmware-config', 'sites', 'demo', 'site.json'), 'utf8'));
    const messages = [0, 1, 2].map((index) => ({ at: at + index, sequence: index + 1, metric: 'heartbeat', value: 1 }));
    await client.publishAsync(`atrium/${site.id}/${counter}/up`, JSON.stringify(messages), { qos: 1 });
    const span = ['--from', String(at - 1_000), '--to', String(at + 1_000)];
    const { code, out } = await atrium('readings', 'export', '--device', counter, ...span, '--data', house.dataDir);
    const rows = out
      .trim()
      .split('\n')
      .map((line) => readingRow.parse(JSON.parse(line)));
    expect([code, rows.map(({ sequence }) => sequence)]).toEqual([0, [1, 2, 3]]);
  });

  test.each([
    [['--device', 'ghost', '--from', '0000000000', '--to', '0000000001'], '--device'],
    [['--device', counter, '--from', 'yesterday', '--to', '0000000001'], '--from'],
  ])('%j is refused with one line', async (words, named) => {
    const { code, refusals } = await atrium('readings', 'export', ...words, '--data', house.dataDir);
    expect([code, refusals.length]).toEqual([1, 1]);
    expect(refusals[0]).toContain(named);
  });
});

describe('status', () => {
  test('of a running gateway says where and how it is', async () => {
    const { code, out } = await atrium('status', '--data', house.dataDir);
    expect([code, out]).toEqual([0, expect.stringContaining('ready')]);
  });

  test('without a gateway is one line and exit 1', async () => {
    expect(await atrium('status', '--data', folder)).toEqual({
      code: 1,
      out: '',
      refusals: [`atrium: no gateway runs on ${folder}.`],
    });
  });
});
