import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkPromises } from './kept-promises.ts';
import { runKillRounds } from './kill-rounds.ts';

const rounds = 20;

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'atrium-sigkill-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test(`${rounds} times SIGKILL: every acknowledged reading is there, once`, { timeout: 600_000 }, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const lines = [`seed ${seed}`];
  const report = await runKillRounds({ rounds, seed, dataDir, say: (line) => lines.push(line) });
  const story = lines.join('\n');
  expect(report.broken, story).toEqual([]);
  // Everything was acknowledged in the end, so nothing may be missing, nor be called missing.
  expect(report.acknowledged, story).toBe(report.sent);
  expect(report.losses, story).toBe(0);
  // A quiet test proves nothing: there was load, and kills caught messages on their way.
  expect(report.acknowledged, story).toBeGreaterThan(1_000);
  expect(report.sentAgain, story).toBeGreaterThan(rounds);

  // The checker itself sees what is missing.
  const planted = checkPromises(dataDir, { readings: new Set(['counter-x 1']), refusals: new Set(['never sent']) });
  expect(planted.broken).toHaveLength(2);
});
