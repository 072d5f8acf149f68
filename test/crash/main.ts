/** `npm run crash -- --rounds N [--seed S]`: kills a gateway N times and tells whether every acknowledged reading is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runKillRounds } from './kill-rounds.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds ?? 20);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const dataDir = mkdtempSync(join(tmpdir(), 'atrium-crash-'));
process.stdout.write(`seed ${seed}\n`);
const report = await runKillRounds({ rounds, seed, dataDir, say: (line) => process.stdout.write(`${line}\n`) });
const { broken, ...figures } = report;
process.stdout.write(`${JSON.stringify({ rounds, seed, ...figures, broken: broken.length })}\n`);
if (broken.length === 0) {
  rmSync(dataDir, { recursive: true });
} else {
  process.stdout.write(`${broken.slice(0, 20).join('\n')}\nThe files are in ${dataDir}\n`);
  process.exitCode = 1;
}
