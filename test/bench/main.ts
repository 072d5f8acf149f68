/**
 * `npm run bench [-- --quick]`: durable readings a second, acknowledgement latency at half load, memory and connects of the
 * whole gateway, against peers in the same run. A figure says little by itself: the machine and its disk are in the report.
 */
import { cpus, totalmem, type } from 'node:os';
import { parseArgs } from 'node:util';
import { type LoadOrder, type LoadResult, runLoad } from './load.ts';
import {
  measureBareSqlite,
  startAedesTarget,
  startGatewayTarget,
  startMosquittoTarget,
  type Target,
} from './targets.ts';

interface Row {
  readonly target: string;
  readonly case: string;
  readonly perSecond: number;
  readonly unit: string;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

interface Plan {
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly isQuick: boolean;
}

const batchReadings = 50;
/** A hundred batches a connection would be 250,000 readings on the way: seconds of queue after every case. */
const windowMessages = (readingsPerMessage: number) => (readingsPerMessage === 1 ? 100 : 10);

async function main(isQuick: boolean): Promise<void> {
  const plan: Plan = isQuick
    ? { seconds: 0.5, warmUpSeconds: 0.3, isQuick }
    : { seconds: 10, warmUpSeconds: 3, isQuick };
  const rows: Row[] = [];
  const memory: Record<string, number | null> = {};
  const checks: string[] = [];

  const gateway = await startGatewayTarget();
  rows.push(...(await measure(gateway, plan, checks, memory)));
  const aedes = await startAedesTarget(gateway.devices);
  rows.push(...(await measure(aedes, plan, checks, memory)));
  const mosquitto = await startMosquittoTarget(gateway.devices);
  if (mosquitto === null) checks.push('mosquitto: not installed');
  else rows.push(...(await measure(mosquitto, plan, checks, memory)));
  for (const rowsPerCommit of [500, 5_000]) {
    const perSecond = measureBareSqlite(plan.seconds, rowsPerCommit);
    rows.push({
      target: 'bare SQLite',
      case: `${rowsPerCommit} rows a commit`,
      perSecond,
      unit: 'rows',
      p50Ms: null,
      p99Ms: null,
    });
  }
  report(rows, memory, checks);
}

/** The cases of one target, one after another, and its end. In a quick run at full load only. */
async function measure(
  target: Target,
  { seconds, warmUpSeconds, isQuick }: Plan,
  checks: string[],
  memory: Record<string, number | null>,
): Promise<Row[]> {
  let firstSequence = 1;
  let acknowledged = 0;
  const run = async (pace: LoadOrder['pace'], readingsPerMessage: number): Promise<LoadResult> => {
    const { host, port, devices } = target;
    const result = await runLoad({
      host,
      port,
      devices,
      readingsPerMessage,
      pace,
      seconds,
      warmUpSeconds,
      firstSequence,
    });
    firstSequence = Math.max(firstSequence, result.lastSequence);
    acknowledged += result.readingsAcknowledged;
    return result;
  };
  const rows: Row[] = [];
  const add = (name: string, result: LoadResult, readingsPerMessage: number, unit = 'readings') => {
    const perSecond = result.perSecond * readingsPerMessage;
    rows.push({ target: target.name, case: name, perSecond, unit, p50Ms: result.p50Ms, p99Ms: result.p99Ms });
  };

  for (const readingsPerMessage of [1, batchReadings]) {
    const what = readingsPerMessage === 1 ? 'singles' : `batches of ${readingsPerMessage}`;
    const full = await run({ full: windowMessages(readingsPerMessage) }, readingsPerMessage);
    add(`${what}, full load`, full, readingsPerMessage);
    if (isQuick) continue;
    const half = await run({ rate: Math.max(1, Math.floor(full.perSecond / 2)) }, readingsPerMessage);
    add(`${what}, half load`, half, readingsPerMessage);
  }
  if (!isQuick) add('connects', await run({ connect: true }, 1), 1, 'connects');
  memory[target.name] = target.peakRssMb();
  const stored = await target.stop();
  if (stored !== null) {
    const verdict = stored === acknowledged ? 'as many as were acknowledged' : `but ${acknowledged} were acknowledged`;
    checks.push(`${target.name}: ${stored} readings on disk, ${verdict}`);
    if (stored !== acknowledged) process.exitCode = 1;
  }
  return rows;
}

function report(
  rows: readonly Row[],
  memory: Readonly<Record<string, number | null>>,
  checks: readonly string[],
): void {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.version,
    at: new Date().toISOString(),
  };
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, index) => (index < 2 ? cell.padEnd(24) : cell.padStart(12))).join(' ')}\n`;
  process.stdout.write(line(['target', 'case', 'a second', 'p50 ms', 'p99 ms']));
  for (const row of rows) {
    const figures = [Math.round(row.perSecond).toLocaleString('en'), tidy(row.p50Ms), tidy(row.p99Ms)];
    process.stdout.write(line([row.target, row.case, ...figures]));
  }
  for (const [name, megabytes] of Object.entries(memory)) {
    if (megabytes !== null) process.stdout.write(`${name}: peak memory ${Math.round(megabytes)} MB\n`);
  }
  for (const check of checks) process.stdout.write(`${check}\n`);
  process.stdout.write(`${JSON.stringify({ machine, rows, peakMemoryMb: memory, checks })}\n`);
}

function tidy(milliseconds: number | null): string {
  return milliseconds === null ? '' : milliseconds.toFixed(1);
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
await main(values.quick);
