import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeProcessLock } from './process-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atrium-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const holder = (file: string) =>
  `import { takeProcessLock } from ${JSON.stringify(join(import.meta.dirname, 'process-lock.ts'))};
   const taken = takeProcessLock(${JSON.stringify(file)});
   globalThis.gc?.();
   process.stdout.write(taken.ok ? 'held' : 'refused');`;

test('a second process is refused until the first lets go', () => {
  const file = join(folder, 'lock');
  const first = takeProcessLock(file);
  expect(first.ok).toBe(true);
  const words = ['--input-type=module', '-e', holder(file)];
  expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toBe('refused');
  if (first.ok) first.value.release();
  expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toBe('held');
});

test('a lock is held until its owner dies, also when nothing mentions it any more', async () => {
  const file = join(folder, 'lock');
  const script = `${holder(file)}\nprocess.stdin.resume();`;
  const owner = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(owner.stdout, 'data');
  expect(takeProcessLock(file)).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(takeProcessLock(file).ok).toBe(true);
});

test('a folder that does not exist is a fault', () => {
  expect(takeProcessLock(join(folder, 'missing', 'lock'))).toMatchObject({ ok: false });
});
