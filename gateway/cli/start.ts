/**
 * `npm start`: a whole mall on this machine. Builds what is not built, makes the credentials that are missing, starts
 * gateway, simulated mall and one kiosk as processes of their own, says where the screens are, and stops them together.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { flagError, type GatewayConfig, gatewayFlags, parseGatewayFlags, portFlag } from '../config.ts';
import { makeDataDir } from '../data-dir.ts';
import { buildScreens, isBuildStale } from './build.ts';
import { print, refuse } from './command.ts';
import {
  type DemoCredentials,
  demoCredentialsFile,
  makeMachines,
  makePeople,
  type ShownCredential,
} from './demo-credentials.ts';
import { demoTruthFile, importDemoHistory } from './demo-history.ts';
import { isPortFree } from './free-port.ts';
import { Supervisor } from './supervisor.ts';

const root = join(import.meta.dirname, '..', '..');
const kioskId = 'kiosk-1';

interface Orders {
  readonly config: GatewayConfig;
  readonly mall: boolean;
  readonly kioskPort: number;
  readonly seed: number;
}

const demoFlags = z.object({
  'kiosk-port': portFlag,
  seed: z.coerce.number('expected a whole number').int('expected a whole number').min(0, 'expected 0 or more'),
});

async function main(): Promise<number> {
  const orders = readOrders();
  return orders.ok ? startAll(orders.value) : refuse(...orders.fault);
}

/** What the flags ask for, or a line for each that is wrong. */
function readOrders(): Result<Orders, readonly string[]> {
  try {
    const { values } = parseArgs({
      options: {
        ...gatewayFlags,
        'no-mall': { type: 'boolean', default: false },
        'kiosk-port': { type: 'string', default: '8081' },
        seed: { type: 'string', default: '1' },
      },
      strict: true,
    });
    const config = parseGatewayFlags(values);
    const demo = demoFlags.safeParse(values);
    const issues = demo.error?.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`) ?? [];
    if (!config.ok) return fail([...config.fault, ...issues]);
    if (!demo.success) return fail(issues);
    const { 'kiosk-port': kioskPort, seed } = demo.data;
    return succeed({ config: config.value, mall: !values['no-mall'], kioskPort, seed });
  } catch (error) {
    return fail([flagError(error)]);
  }
}

async function startAll(orders: Orders): Promise<number> {
  const { config } = orders;
  const loaded = loadSite(config.site, config.profiles);
  if (!loaded.ok) return refuse(...loaded.problems.map(formatProblem));
  // Looked at before the slow work; the gateway itself looks again.
  const taken = await takenPorts(orders);
  if (taken.length > 0) return refuse(...taken);
  const folder = makeDataDir(config.data);
  if (!folder.ok) return refuse(folder.fault.detail);
  const machines = makeMachines(config.data, loaded.value.site, kioskId);
  if (!machines.ok) return refuse(machines.fault.detail);
  const ready = await prepareFiles(orders);
  if (!ready.ok) return refuse(ready.fault);

  const supervisor = new Supervisor({ logDir: join(config.data, 'logs'), say: print });
  supervisor.stopOnSignals();
  const gateway = await supervisor.start<{ httpPort: number; mqttPort: number }>({
    name: 'gateway',
    words: [join(root, 'gateway', 'main.ts'), ...gatewayWords(config)],
    environment: {},
  });
  // Its own last line says why: a port in use, a database that another process holds.
  if (gateway === null) return supervisor.stop(1);
  const screens = `http://${config.host}:${gateway.httpPort}`;
  const kioskUrl = await startKiosk(supervisor, orders, screens, machines.value);
  if (orders.mall) await startMall(supervisor, orders, { screens, mqttPort: gateway.mqttPort });
  // Made last: a secret of a start that failed would never be seen by anybody.
  const people = makePeople(config.data);
  if (!people.ok) return supervisor.stop(refuse(people.fault.detail));
  const shown = people.value;
  for (const line of summary({ screens, kioskUrl, mqttPort: gateway.mqttPort, orders, shown })) print(line);
  return supervisor.untilStopped();
}

async function takenPorts({ config, kioskPort }: Orders): Promise<readonly string[]> {
  const wanted = [
    [config.httpPort, 'HTTP', '--http-port'],
    [config.mqttPort, 'MQTT', '--mqtt-port'],
    [kioskPort, 'the kiosk', '--kiosk-port'],
  ] as const;
  const lines: string[] = [];
  for (const [port, use, flag] of wanted) {
    if (!(await isPortFree(config.host, port))) {
      lines.push(`Port ${port} for ${use} is in use; choose another with ${flag}.`);
    }
  }
  return lines;
}

/** Screens and history have nothing to do with each other, and a machine has two cores: both at once. */
async function prepareFiles({ config, mall, seed }: Orders): Promise<Result<void, string>> {
  const history = mall ? importDemoHistory(config, String(seed), print) : succeed(undefined);
  const screens = isBuildStale() ? buildForStart() : succeed(undefined);
  const [first, second] = await Promise.all([history, screens]);
  return first.ok ? second : first;
}

async function buildForStart(): Promise<Result<void, string>> {
  print('building the screens …');
  try {
    return succeed(await buildScreens());
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function startKiosk(
  supervisor: Supervisor,
  orders: Orders,
  gateway: string,
  demo: DemoCredentials,
): Promise<string | null> {
  const ready = await supervisor.start<{ url: string }>({
    name: 'kiosk',
    words: [
      join(root, 'kiosk', 'shell-chromium', 'main.ts'),
      '--gateway',
      gateway,
      '--kiosk',
      kioskId,
      '--data',
      join(orders.config.data, kioskId),
      '--port',
      String(orders.kioskPort),
      '--no-browser',
    ],
    environment: { ATRIUM_KIOSK_SECRET: demo.kiosks[kioskId] ?? '' },
  });
  return ready?.url ?? null;
}

async function startMall(
  supervisor: Supervisor,
  orders: Orders,
  gateway: { screens: string; mqttPort: number },
): Promise<void> {
  const { config } = orders;
  await supervisor.start({
    name: 'mall',
    words: [
      join(root, 'test', 'mall', 'main.ts'),
      '--site',
      config.site,
      '--mqtt',
      `mqtt://127.0.0.1:${gateway.mqttPort}`,
      '--http',
      gateway.screens,
      '--credentials',
      demoCredentialsFile(config.data),
      '--truth',
      demoTruthFile(config.data),
      '--seed',
      String(orders.seed),
    ],
    environment: {},
  });
}

function gatewayWords(config: GatewayConfig): readonly string[] {
  return [
    ...['--data', config.data],
    ...['--site', config.site],
    ...['--profiles', config.profiles],
    ...['--host', config.host],
    ...['--http-port', String(config.httpPort)],
    ...['--mqtt-port', String(config.mqttPort)],
    ...['--log-level', config.logLevel],
  ];
}

function summary(facts: {
  screens: string;
  kioskUrl: string | null;
  mqttPort: number;
  orders: Orders;
  shown: readonly ShownCredential[];
}): readonly string[] {
  const { screens, kioskUrl, orders } = facts;
  return [
    '',
    'Atrium runs.',
    '',
    `  operations   ${screens}/ops`,
    `  facilities   ${screens}/facilities`,
    `  cashier      ${screens}/cashier`,
    `  kiosk        ${kioskUrl ?? `did not start; see ${join(orders.config.data, 'logs', 'kiosk.log')}`}`,
    '',
    `  API          ${screens}/api/v1/openapi.json`,
    `  MQTT         mqtt://127.0.0.1:${facts.mqttPort}, and ws://${screens.slice('http://'.length)}/mqtt`,
    `  data, logs   ${orders.config.data}`,
    ...(orders.mall
      ? [`  truth        ${demoTruthFile(orders.config.data)} (what the simulated people really did)`]
      : []),
    '',
    ...credentialLines(facts.shown),
    '',
    'Ctrl-C stops everything; nothing that was acknowledged is lost.',
  ];
}

function credentialLines(shown: readonly ShownCredential[]): readonly string[] {
  if (shown.length === 0) {
    return [
      '  The people’s credentials were shown at the first start. For a new one:',
      '  npm run atrium -- provision user admin --role admin',
    ];
  }
  return [
    '  Sign in with (shown only this once):',
    ...shown.map(({ name, role, secret }) => `  ${name.padEnd(12)} ${secret}   ${role}`),
  ];
}

process.exitCode = await main();
