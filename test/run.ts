/**
 * `npm test`: every check, cheapest first, one line a stage with its seconds, and at the very end the sum of all runners.
 * A stage that fails shows its output; the stages after it still run, so that one run tells all that is wrong.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '#gateway/cli/build.ts';
import { ensureChromium } from './runner/chromium.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.cache', 'reports');
const binaries = join(root, 'node_modules', '.bin');

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a stage found. A stage without a runner of its own counts nothing when it passes, one failure when it fails. */
interface StageResult {
  readonly tally: Tally;
  readonly output: string;
}

interface Stage {
  readonly name: string;
  run(): Promise<StageResult>;
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

const stages: readonly Stage[] = [
  { name: 'lint', run: () => check('biome', ['check', '--error-on-warnings', '.']) },
  { name: 'types', run: () => check('tsc', ['-b']) },
  { name: 'build', run: bundle },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'process', run: () => vitest('process') },
  { name: 'browser', run: playwright },
];

async function main(): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    say(`There is no stage "${unknown}"; there are ${stages.map((stage) => stage.name).join(', ')}.`);
    return 1;
  }
  let total = nothing;
  for (const stage of stages.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    total = add(total, await runStage(stage));
  }
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

async function runStage(stage: Stage): Promise<Tally> {
  const startedAt = performance.now();
  const result = await stage.run().catch(
    (error: unknown): StageResult => ({
      tally: { ...nothing, failed: 1 },
      output: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
    }),
  );
  const { passed, failed, skipped } = result.tally;
  const counts = passed + failed + skipped === 0 ? '' : `  ${passed} passed, ${failed} failed, ${skipped} skipped`;
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  if (failed > 0) say(result.output.trimEnd());
  say(`${failed > 0 ? 'FAIL' : 'ok  '} ${stage.name.padEnd(8)} ${seconds.padStart(6)} s${counts}`);
  return result.tally;
}

async function check(program: string, words: readonly string[]): Promise<StageResult> {
  const { code, output } = await run(program, words);
  return { tally: { ...nothing, failed: code === 0 ? 0 : 1 }, output };
}

async function bundle(): Promise<StageResult> {
  await buildAll();
  return { tally: nothing, output: '' };
}

async function vitest(project: string): Promise<StageResult> {
  const report = join(reports, `${project}.json`);
  const { code, output } = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const counts = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  };
  const tally = {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests,
    skipped: counts.numPendingTests + counts.numTodoTests,
  };
  return { tally: honest(tally, code), output };
}

async function playwright(): Promise<StageResult> {
  const browser = ensureChromium(say);
  const report = join(reports, 'browser.json');
  const { code, output } = await run(
    'playwright',
    ['test', '-c', join('test', 'e2e', 'playwright.config.ts'), '--reporter=line,json'],
    { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8')) as BrowserReport;
  // A test that passes only at the second try is a bug: it counts as failed.
  const tally = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  for (const reason of new Set(skipReasons(suites))) say(`     skipped: ${reason}`);
  return { tally: honest(tally, code), output };
}

interface BrowserReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  readonly suites: readonly BrowserSuite[];
}

interface BrowserSuite {
  readonly suites?: readonly BrowserSuite[];
  readonly specs: readonly {
    readonly tests: readonly { readonly annotations: readonly { type: string; description?: string }[] }[];
  }[];
}

function skipReasons(suites: readonly BrowserSuite[]): readonly string[] {
  return suites.flatMap(({ suites: inner = [], specs }) => [
    ...specs
      .flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations))
      .filter(({ type }) => type === 'skip')
      .map(({ description }) => description ?? 'no reason given'),
    ...skipReasons(inner),
  ]);
}

/** A runner that ends with an error has failed, whatever it counted. */
function honest(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function run(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  const child = spawn(join(binaries, program), words, {
    cwd: root,
    env: { ...process.env, ...environment, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString('utf8') }));
  });
}

function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
