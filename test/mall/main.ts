/**
 * The simulated mall: people, two hundred devices in their vendors' own words, tills and printers, against a real
 * gateway over real MQTT and HTTP. docs/simulated-mall.md says what it does and how to break things.
 */
import { readFileSync } from 'node:fs';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { type MallCredentials, mallCredentials, mallUsage, readMallOptions } from './options.ts';
import { SimulatedMall } from './simulated-mall.ts';
import { resumeTruth } from './truth-file.ts';

async function main(): Promise<readonly string[]> {
  const options = readMallOptions(process.argv.slice(2));
  if (!options.ok) return [...options.fault, mallUsage];
  const loaded = loadSite(options.value.site);
  if (!loaded.ok) return loaded.problems.map(formatProblem);
  const credentials = readCredentials(options.value.credentials);
  if (!credentials.ok) return [credentials.fault];

  const mall = SimulatedMall.of({
    options: options.value,
    ...loaded.value,
    credentials: credentials.value,
    last: resumeTruth(options.value.truth),
    say: (line) => void process.stdout.write(`${line}\n`),
  });
  const started = await mall.start();
  if (!started.ok) return [started.fault];
  process.send?.({ ready: { controlPort: started.value } });
  await untilTold();
  await mall.stop();
  return [];
}

function readCredentials(file: string): Result<MallCredentials, string> {
  try {
    const parsed = mallCredentials.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return succeed(parsed.data);
    const [issue] = parsed.error.issues;
    return fail(`${file}: ${issue?.path.join('.')}: ${issue?.message}`);
  } catch (error) {
    return fail(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    // Whoever started this as a child and died would leave a mall that nobody can stop.
    process.once('disconnect', () => resolve());
  });
}

const complaints = await main();
for (const line of complaints) process.stderr.write(`${line}\n`);
process.exit(complaints.length > 0 ? 1 : 0);
