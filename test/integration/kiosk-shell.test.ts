/** The Chromium shell as a process: it says what is wrong in one line, keeps its service alive, and leaves nothing behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot, startProcess } from '../runner/process.ts';
import { FakeGateway } from './fake-gateway.ts';
import { fakeGifts } from './fake-gifts.ts';

const gateway = new FakeGateway(fakeGifts());
let dataDir = '';
beforeAll(async () => {
  await gateway.start();
  dataDir = await mkdtemp(join(tmpdir(), 'atrium-shell-'));
});
afterAll(async () => {
  await gateway.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const script = join(projectRoot, 'kiosk', 'shell-chromium', 'main.ts');
const words = () => ['--gateway', gateway.url.href, '--kiosk', 'kiosk-1', '--data', dataDir, '--no-browser'];

/** Runs the shell to its end; answers the exit code and what it printed on standard error. */
function runToEnd(flags: readonly string[], secret: string): Promise<{ code: number | null; errors: string }> {
  const child: ChildProcess = spawn(process.execPath, [script, ...flags], {
    env: { ...process.env, ATRIUM_KIOSK_SECRET: secret },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors })));
}

test('every wrong flag is named, a line each, and the shell ends with 1', async () => {
  expect(await runToEnd(['--port', 'x'], 's')).toEqual({
    code: 1,
    errors: 'kiosk: --port: expected 0 to 65535, got x\n',
  });
  const { code, errors } = await runToEnd(['--kiosk', 'No Name', '--gateway', 'nowhere', '--no-browser'], '');
  expect(code).toBe(1);
  expect(errors.trim().split('\n')).toHaveLength(4);
  for (const flag of ['--gateway', '--kiosk', '--secret-file', '--data']) expect(errors).toContain(`kiosk: ${flag}`);
});

test('a port in use is one clear line', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, errors } = await runToEnd([...words(), '--port', String(port)], gateway.secret);
  expect(code).toBe(1);
  expect(errors).toMatch(/^kiosk: --port: .*EADDRINUSE.*\n$/);
  other.close();
});

test('a killed service comes back by itself; a stopped shell takes it along', async () => {
  const shell = await startProcess<{ url: string }>('kiosk/shell-chromium/main.ts', words(), {
    ATRIUM_KIOSK_SECRET: gateway.secret,
  });
  const first = await serviceProcess();
  process.kill(first, 'SIGKILL');
  await expect.poll(serviceProcess, { timeout: 15_000 }).not.toBe(first);
  const second = await serviceProcess();
  expect((await fetch(shell.ready.url)).status).toBe(200);
  const stoppedAt = Date.now();
  expect(await shell.stop()).toBe(0);
  expect(Date.now() - stoppedAt).toBeLessThan(5_000);
  expect(isAlive(second)).toBe(false);
});

test('a killed shell leaves no service behind', async () => {
  const shell = await startProcess<{ url: string }>('kiosk/shell-chromium/main.ts', words(), {
    ATRIUM_KIOSK_SECRET: gateway.secret,
  });
  const service = await serviceProcess();
  await shell.kill();
  await expect.poll(() => isAlive(service), { timeout: 10_000 }).toBe(false);
});

/** The process id of the service on this test's data; waits until there is one. */
async function serviceProcess(): Promise<number> {
  let found = 0;
  await expect.poll(async () => (found = (await findService()) ?? 0), { timeout: 15_000 }).toBeGreaterThan(0);
  return found;
}

async function findService(): Promise<number | null> {
  for (const entry of await readdir('/proc')) {
    const command = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '') : '';
    if (command.includes('kiosk/service/main.ts') && command.includes(dataDir)) return Number(entry);
  }
  return null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
