/**
 * The simulated mall: people, two hundred devices in their vendors' own words, and tills, against a real gateway over
 * real MQTT and HTTP. docs/simulated-mall.md says what it does and how to break things.
 */
import { readFileSync } from 'node:fs';
import { loadSite } from '#firmware/load-site.ts';
import { minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { deviceFaults } from './devices/device-fault.ts';
import { FaultControl } from './fault-control.ts';
import { Switchboard } from './links/switchboard.ts';
import { Till } from './links/till.ts';
import { type Happened, Mall } from './mall.ts';
import { type MallCredentials, type MallOptions, mallCredentials, mallUsage, readMallOptions } from './options.ts';
import { appendTruth, readLastMinute } from './truth-file.ts';

/** Often enough for a crossing to be seen at once, seldom enough to cost nothing. */
const stepEveryMs = 200;
const stopPatienceMs = 1_200;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readMallOptions(process.argv.slice(2));
  if (!options.ok) return refuse([...options.fault, mallUsage]);
  const loaded = loadSite(options.value.site);
  if (!loaded.ok) return refuse(loaded.problems.map(({ file, path, message }) => `${file}: ${path}: ${message}`));
  const credentials = readCredentials(options.value.credentials);
  if (!credentials.ok) return refuse([credentials.fault]);
  await run(options.value, loaded.value, credentials.value);
}

async function run(
  options: MallOptions,
  { site, profiles }: { site: Site; profiles: ReadonlyMap<ProfileId, Profile> },
  credentials: MallCredentials,
): Promise<void> {
  const startsAt = Date.now();
  const { seed, speed: pace, people: peoplePeak, http: httpUrl, mqtt: mqttUrl, truth } = options;
  const alwaysOpen = options['always-open'];
  const mall = Mall.of({ site, profiles, seed, pace, peoplePeak, alwaysOpen, startsAt });
  const { carriers } = mall.fleet;
  const wires = { siteId: site.id, mqttUrl, httpUrl, complain: say };
  const switchboard = Switchboard.of({ ...wires, secrets: credentials.devices, carriers });
  const till = new Till({ ...wires, site, ...credentials.pos, startedAt: startsAt });

  const carry = ({ outgoing, sales, records }: Happened) => {
    appendTruth(truth, records);
    for (const message of outgoing) switchboard.send(message);
    for (const sale of sales) till.ring(sale);
  };
  const setFault = (device: string, kind: string, on: boolean): Result<unknown, string> => {
    const fault = deviceFaults.find((known) => known === kind);
    if (fault === undefined) return fail(`no device has the fault ${kind}; there are ${deviceFaults.join(', ')}`);
    const done = mall.setFault(device as DeviceId, fault, on);
    if (!done.ok) return done;
    const record = { kind: 'fault' as const, at: Date.now(), device, fault, on };
    carry({ outgoing: done.value, sales: [], records: [record] });
    say(`${device}: ${fault} ${on ? 'on' : 'off'}`);
    return succeed(undefined);
  };
  const control = new FaultControl(
    {
      setFault,
      faults: () => mall.fleet.faults(),
      truth: () => truthNow(mall, Date.now()),
    },
    options['control-port'],
  );

  const listening = await control.start();
  if (!listening.ok) return refuse([listening.fault]);
  switchboard.start();
  carry(mall.open(readLastMinute(truth)));
  for (const { device, kind } of options.fault) {
    const done = setFault(device, kind, true);
    if (!done.ok) say(`--fault ${device}:${kind}: ${done.fault}`);
  }
  const stepping = setInterval(() => carry(mall.step(Date.now())), stepEveryMs);
  const telling = setInterval(() => say(statusLine(mall, switchboard, till)), minuteMs);
  say(`simulated mall ${site.id}: ${mall.fleet.size} devices over ${carriers.length} connections, seed ${seed}`);
  say(`faults: curl -d '{"device":"…","fault":"silent"}' http://127.0.0.1:${listening.value}/faults`);
  process.send?.({ ready: { controlPort: listening.value } });

  await untilTold();
  clearInterval(stepping);
  clearInterval(telling);
  carry(mall.step(Date.now()));
  appendTruth(truth, [mall.close()]);
  await Promise.all([switchboard.stop(stopPatienceMs), till.stop(stopPatienceMs), control.stop()]);
  process.exit(0);
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

function truthNow({ crowd }: Mall, at: number): object {
  return {
    at,
    inside: crowd.peopleInside,
    zones: Object.fromEntries(crowd.peopleByZone),
    bays: [...crowd.occupiedBays].sort(),
    people: crowd.positions(at).map(({ zoneId, point: [x, y] }) => ({ zone: zoneId, x: round(x), y: round(y) })),
  };
}

function statusLine({ crowd, fleet }: Mall, switchboard: Switchboard, till: Till): string {
  const { links, linksUp, sent, waiting, dropped } = switchboard.stats;
  const faults = fleet.faults().map(({ device, fault }) => `${device}:${fault}`);
  return [
    `${crowd.peopleInside} people inside`,
    `${linksUp}/${links} connections`,
    `${sent} messages sent, ${waiting} waiting, ${dropped} dropped`,
    `${till.stats.sent} receipts`,
    `faults: ${faults.length > 0 ? faults.join(' ') : 'none'}`,
  ].join(' · ');
}

function round(metres: number): number {
  return Math.round(metres * 100) / 100;
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function refuse(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

await main();
