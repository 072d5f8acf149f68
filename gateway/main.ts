/** The gateway process: configuration in, signals and the ready message out; all else stands in gateway.ts. */
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { systemClock } from '#shared/node/clock.ts';
import { stopOnSignal } from '#shared/node/lifecycle.ts';
import { createLog } from '#shared/node/log.ts';
import { takeProcessLock } from '#shared/node/process-lock.ts';
import { readGatewayConfig } from './config.ts';
import { clearRunning, lockFile, makeDataDir, writeRunning } from './data-dir.ts';
import { createGateway } from './gateway.ts';
import { openStores } from './stores.ts';

/** Ctrl-C must end everything within five seconds, whatever still hangs. */
const stopDeadlineMs = 4_500;

async function main(words: readonly string[]): Promise<void> {
  const config = readGatewayConfig(words);
  if (!config.ok) return refuse(...config.fault);
  const { data: dataDir, logLevel } = config.value;
  const loaded = loadSite(config.value.site, config.value.profiles);
  if (!loaded.ok) return refuse(...loaded.problems.map(formatProblem));
  const folder = makeDataDir(dataDir);
  if (!folder.ok) return refuse(folder.fault.detail);
  const lock = takeProcessLock(lockFile(dataDir));
  if (!lock.ok) return refuse(`${dataDir}: ${lock.fault.detail}`);
  const log = createLog({ level: logLevel });
  const { site, profiles } = loaded.value;
  const stores = openStores({ dataDir, site, clock: systemClock, log });
  if (!stores.ok) return refuse(stores.fault.detail);

  const gateway = await createGateway({
    config: config.value,
    site,
    profiles,
    stores: stores.value,
    clock: systemClock,
    log,
  });
  stopOnSignal(
    async () => {
      await gateway.stop();
      clearRunning(dataDir);
      lock.value.release();
    },
    { deadlineMs: stopDeadlineMs, log },
  );
  const started = await gateway.start();
  if (!started.ok) return refuse(started.fault.fault.detail);
  const ports = gateway.ports();
  writeRunning(dataDir, { pid: process.pid, startedAt: systemClock.now(), ...ports });
  log.info({ ...ports, site: site.id, devices: site.devices.length }, 'the gateway is ready');
  process.send?.({ ready: ports });
}

/** One line for each reason, and the end: nothing of what was started may keep the process alive. */
function refuse(...lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`atrium: ${line}\n`);
  process.exit(1);
}

await main(process.argv.slice(2));
