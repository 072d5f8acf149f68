/** The program as `npm start` runs it, against a broker that takes everybody. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterEach, expect, test } from 'vitest';
import { loadSite } from '#firmware/load-site.ts';
import { truthRecord } from './truth-record.ts';

const root = join(import.meta.dirname, '..', '..');
const demo = join(root, 'firmware-config', 'sites', 'demo');
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function openBroker() {
  const broker = await Aedes.createBroker({ concurrency: 0 });
  const topics = new Set<string>();
  broker.authorizePublish = (_client, { topic }, done) => {
    topics.add(topic);
    done(null);
  };
  const server = createServer(broker.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    await new Promise<void>((resolve) => broker.close(resolve));
    server.close();
  });
  return { topics, broker, port: (server.address() as AddressInfo).port };
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mall-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

function startMall(words: readonly string[]): { child: ChildProcess; errors: () => string } {
  const child = fork(join(import.meta.dirname, 'main.ts'), [...words], { silent: true });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  cleanups.push(() => child.kill('SIGKILL'));
  return { child, errors: () => errors };
}

test('speaks for all devices, breaks one when told, and ends within two seconds with its truth written', async () => {
  const loaded = loadSite(demo);
  if (!loaded.ok) throw new Error('the demo site does not load');
  const { topics, broker, port } = await openBroker();
  const folder = makeFolder();
  const credentials = join(folder, 'credentials.json');
  const devices = Object.fromEntries(loaded.value.site.devices.map(({ id }) => [id, 'secret']));
  writeFileSync(credentials, JSON.stringify({ devices, pos: { name: 'pos', secret: 'secret' } }));
  const truth = join(folder, 'truth.ndjson');
  const where = ['--site', demo, '--mqtt', `mqtt://127.0.0.1:${port}`, '--http', 'http://127.0.0.1:1'];
  const { child } = startMall([...where, '--credentials', credentials, '--truth', truth, '--speed', '10']);
  const [{ ready }] = (await once(child, 'message')) as [{ ready: { controlPort: number } }];

  await expect.poll(() => broker.connectedClients, { timeout: 20_000 }).toBeGreaterThan(60);
  await expect
    .poll(() => [...topics].filter((topic) => topic.endsWith('/live')).length, { timeout: 20_000 })
    .toBeGreaterThan(4);
  const kinds = new Set([...topics].map((topic) => topic.split('/')[0]));
  expect([...kinds].sort()).toEqual(expect.arrayContaining(['application', 'atrium', 'xovis']));

  const control = `http://127.0.0.1:${ready.controlPort}`;
  const order = { device: 'chirpstack', fault: 'silent', on: true };
  const answer = await fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(order) });
  expect(await answer.json()).toEqual([{ device: 'chirpstack', fault: 'silent' }]);
  const refused = await fetch(`${control}/faults`, { method: 'POST', body: '{"device":"nobody","fault":"silent"}' });
  expect(refused.status).toBe(422);
  const now = (await (await fetch(`${control}/truth`)).json()) as { inside: number; people: unknown[] };
  expect(now.inside).toBeGreaterThan(0);
  expect(now.people).toHaveLength(now.inside);

  const stoppedAt = performance.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(2_000);
  const records = readFileSync(truth, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => truthRecord.parse(JSON.parse(line)));
  expect(records[0]).toMatchObject({ kind: 'start', site: 'demo', resumed: false });
  expect(records.at(-1)?.kind).toBe('minute');
  expect(records.filter(({ kind }) => kind === 'fault')).toHaveLength(1);
});

test('wrong words and a missing file are clear lines and exit 1', async () => {
  const wrong = startMall([
    '--site',
    demo,
    '--mqtt',
    'http://x',
    '--http',
    'http://127.0.0.1:1',
    '--truth',
    't',
    '--seed',
    'one',
  ]);
  expect((await once(wrong.child, 'exit'))[0]).toBe(1);
  expect(wrong.errors()).toMatch(/--mqtt: .*\n--credentials: .*\n--seed: .*\nusage: /);

  const where = ['--site', demo, '--mqtt', 'mqtt://127.0.0.1:1', '--http', 'http://127.0.0.1:1'];
  const missing = startMall([...where, '--truth', 't', '--credentials', '/nowhere/credentials.json']);
  expect((await once(missing.child, 'exit'))[0]).toBe(1);
  expect(missing.errors()).toMatch(/^\/nowhere\/credentials\.json: ENOENT.*\n$/);
});
