/** What is measured: the gateway, and its peers in the same run on the same machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { loadSite } from '#firmware/load-site.ts';
import { identityFile, readRunning } from '#gateway/data-dir.ts';
import { openIdentities } from '#gateway/store/identity.ts';
import { readingDayMigrations } from '#gateway/store/migrations/reading-day.ts';
import { insertReadingSql } from '#gateway/store/readings-day-writer.ts';
import { formatTopic } from '#shared/wire/topics.ts';
import { startProcess } from '../runner/process.ts';
import type { LoadDevice } from './load.ts';

export interface Target {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly devices: readonly LoadDevice[];
  /** The most memory that the process ever held, in MB; null where the system does not tell. */
  peakRssMb(): number | null;
  /** Ends the process; answers how many readings it stored, or null where it stores none. */
  stop(): Promise<number | null>;
}

const host = '127.0.0.1';
const siteFolder = 'firmware-config/sites/demo';
const deviceCount = 50;
/** Models whose readings are plausible with the value 1, and the metric that they send. */
const metricOf: Readonly<Record<string, string>> = {
  'atrium-counter': 'line.cross.forward',
  'atrium-bay-eye': 'bay.occupied',
  'xovis-pc2se': 'line.cross.forward',
};

/** The whole gateway of the demo mall: windows, heat, health and screens run beside the intake. */
export async function startGatewayTarget(): Promise<Target> {
  const data = mkdtempSync(join(tmpdir(), 'atrium-bench-'));
  const devices = provisionDevices(data);
  const words = ['--data', data, '--site', siteFolder, '--mqtt-port', '0', '--http-port', '0', '--log-level', 'warn'];
  const gateway = await startProcess<{ mqttPort: number }>('gateway/main.ts', words);
  const pid = readRunning(data)?.pid ?? 0;
  return {
    name: 'atrium',
    host,
    port: gateway.ready.mqttPort,
    devices,
    peakRssMb: () => peakRssMb(pid),
    async stop() {
      await gateway.stop();
      const stored = countReadings(join(data, 'readings'));
      rmSync(data, { recursive: true });
      return stored;
    },
  };
}

export async function startAedesTarget(devices: readonly LoadDevice[]): Promise<Target> {
  const aedes = await startProcess<{ port: number; pid: number }>('test/bench/bare-aedes.ts', []);
  return {
    name: 'aedes in memory',
    host,
    port: aedes.ready.port,
    devices,
    peakRssMb: () => peakRssMb(aedes.ready.pid),
    stop: async () => {
      await aedes.stop();
      return null;
    },
  };
}

/** Null where no mosquitto is installed. */
export async function startMosquittoTarget(devices: readonly LoadDevice[]): Promise<Target | null> {
  const program = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(existsSync);
  if (program === undefined) return null;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'atrium-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} ${host}\nallow_anonymous true\npersistence false\nmax_inflight_messages 0\n`);
  const mosquitto = spawn(program, ['-c', file], { stdio: 'ignore' });
  await untilListening(port, mosquitto);
  return {
    name: 'mosquitto',
    host,
    port,
    devices,
    peakRssMb: () => peakRssMb(mosquitto.pid ?? 0),
    async stop() {
      mosquitto.kill('SIGTERM');
      await once(mosquitto, 'exit');
      rmSync(folder, { recursive: true });
      return null;
    },
  };
}

/** Rows a second that SQLite takes on this disk into the same table, in this process, with as many rows a commit. */
export function measureBareSqlite(seconds: number, rowsPerCommit: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'atrium-sqlite-'));
  const database = new Database(join(folder, 'bare.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const script of readingDayMigrations) database.exec(script);
  const insert = database.prepare(insertReadingSql);
  let rows = 0;
  const commit = database.transaction((at: number) => {
    for (let index = 0; index < rowsPerCommit; index++)
      insert.run(at, index % deviceCount, 1, 2, 3, rows++, 1, 0, 2, 0, 1);
  });
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  for (let at = Date.now(); performance.now() < endsAt; at++) commit(at);
  const perSecond = (rows * 1_000) / (performance.now() - startedAt);
  database.close();
  rmSync(folder, { recursive: true });
  return perSecond;
}

function provisionDevices(data: string): readonly LoadDevice[] {
  const loaded = loadSite(siteFolder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const identities = openIdentities(identityFile(data));
  if (!identities.ok) throw new Error(identities.fault.detail);
  const { site } = loaded.value;
  const devices = site.devices.flatMap((device) => {
    const metric = metricOf[device.profileId];
    const channel = Object.entries(device.channels).find(([, target]) => !('zone' in target))?.[0];
    return metric === undefined || channel === undefined ? [] : [{ device, metric, channel }];
  });
  if (devices.length < deviceCount) throw new Error(`the demo site has only ${devices.length} devices to load with`);
  const provisioned = devices.slice(0, deviceCount).map(({ device, metric, channel }) => {
    const { secret } = identities.value.provision('device', device.id, null);
    const topic = formatTopic({ siteId: site.id, deviceId: device.id, kind: 'up', itemId: '' });
    return { deviceId: device.id, secret, topic, metric, channel };
  });
  identities.value.close();
  return provisioned;
}

function countReadings(folder: string): number {
  let count = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sqlite'))) {
    const database = new Database(join(folder, file), { readonly: true });
    count += Number(database.prepare('SELECT count(*) FROM reading').pluck().get());
    database.close();
  }
  return count;
}

function peakRssMb(pid: number): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, host);
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await wait(20);
  }
  throw new Error(`mosquitto ended with ${child.exitCode}`);
}
