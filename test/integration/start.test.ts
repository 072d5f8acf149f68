import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../runner/process.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'atrium-start-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when the output has this text; rejects when the process ends before. */
  until(text: string): Promise<void>;
  exit(): Promise<number | null>;
}

function start(words: readonly string[]): Started {
  const child = spawn(process.execPath, ['gateway/cli/start.ts', '--data', dataDir, ...words], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return {
    child,
    output: () => printed,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (printed.includes(text)) resolve();
        };
        child.stdout?.on('data', look);
        void exited.then(() => reject(new Error(`ended before "${text}":\n${printed}`)));
        look();
      }),
    exit: () => exited,
  };
}

const freePorts = ['--http-port', '0', '--mqtt-port', '0', '--kiosk-port', '0'];

describe('npm start', () => {
  test('brings up four screens with credentials, and one Ctrl-C stops all in under five seconds', async () => {
    const started = start(freePorts);
    await started.until('Ctrl-C stops everything');
    const addressOf = (screen: string): string =>
      new RegExp(`${screen}\\s+(http://\\S+)`).exec(started.output())?.[1] ?? '';
    for (const screen of ['operations', 'facilities', 'cashier', 'kiosk']) {
      const response = await fetch(addressOf(screen));
      expect(`${screen} ${response.status}`).toBe(`${screen} 200`);
      expect(await response.text()).toContain('<!doctype html>');
    }
    expect(started.output()).toMatch(/^ {2}admin +([a-z2-9]{4}-){3}[a-z2-9]{4} {3}admin$/m);

    const stoppedAt = performance.now();
    started.child.kill('SIGINT');
    expect(await started.exit()).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
  }, 120_000);

  test('a second start keeps the secrets and says how to get a new one', async () => {
    for (const expected of ['shown only this once', 'shown at the first start']) {
      const started = start([...freePorts, '--no-mall']);
      await started.until('Ctrl-C stops everything');
      expect(started.output()).toContain(expected);
      started.child.kill('SIGTERM');
      expect(await started.exit()).toBe(0);
    }
  }, 120_000);

  test.each(['--http-port', '--mqtt-port'])(
    'a %s in use is one clear line and exit 1',
    async (flag) => {
      const occupant = createServer();
      await once(occupant.listen(0, '127.0.0.1'), 'listening');
      const { port } = occupant.address() as { port: number };
      const started = start([
        ...freePorts.filter((_, index, all) => all[index - (index % 2)] !== flag),
        '--no-mall',
        flag,
        String(port),
      ]);
      expect(await started.exit()).toBe(1);
      expect(linesOf(started.output())).toEqual([
        expect.stringMatching(
          new RegExp(`^atrium: Port ${port} for (HTTP|MQTT) is in use; choose another with ${flag}\\.$`),
        ),
      ]);
      occupant.close();
    },
    60_000,
  );

  test.each([
    [['--prot', '1'], "atrium: Unknown option '--prot'"],
    [['--kiosk-port', '99999'], 'atrium: --kiosk-port: expected 0 to 65535'],
    [['--seed', 'x'], 'atrium: --seed: expected a whole number'],
    [['--http-port', 'eighty'], 'atrium: --http-port: expected a whole number'],
    [['--site', '/no/such/site'], /^atrium: .*no\/such\/site/],
    [['--data', '/dev/null/data'], /^atrium: The data folder \/dev\/null\/data cannot be made/],
  ])('%j is refused with one clear line', async (words, line) => {
    const started = start(words);
    expect(await started.exit()).toBe(1);
    expect(linesOf(started.output())).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
  });
});

function linesOf(output: string): readonly string[] {
  return output.split('\n').filter((line) => line !== '' && !line.startsWith('building the screens'));
}
