/** The mall with its wires: steps it through real time, carries what it says, and answers at the fault control. */
import { minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { Complaints } from './complaints.ts';
import { deviceFaults } from './devices/device-fault.ts';
import { FaultControl } from './fault-control.ts';
import { Switchboard } from './links/switchboard.ts';
import { Till } from './links/till.ts';
import { type Happened, Mall } from './mall.ts';
import type { MallCredentials, MallOptions } from './options.ts';
import { Printers } from './printers.ts';
import { appendTruth } from './truth-file.ts';
import type { TruthMinute, TruthPast } from './truth-record.ts';

export interface SimulatedMallParts {
  readonly options: MallOptions;
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly credentials: MallCredentials;
  /** How the truth file says that the mall was left. */
  readonly last: TruthMinute | TruthPast | null;
  readonly say: (line: string) => void;
}

/** Often enough for a crossing to be seen at once, seldom enough to cost nothing. */
const stepEveryMs = 200;
/** For what still waits to be acknowledged when the mall is told to stop. */
const stopPatienceMs = 1_200;

export class SimulatedMall {
  readonly #parts: SimulatedMallParts;
  readonly #mall: Mall;
  readonly #switchboard: Switchboard;
  readonly #till: Till;
  readonly #printers: Printers;
  readonly #control: FaultControl;
  readonly #complaints: Complaints;
  #timers: readonly NodeJS.Timeout[] = [];

  private constructor(parts: SimulatedMallParts, startsAt: number) {
    const { options, site, profiles, credentials, last, say } = parts;
    const { seed, speed: pace, people: peoplePeak, http: httpUrl, mqtt: mqttUrl } = options;
    this.#parts = parts;
    this.#complaints = new Complaints(say);
    const alwaysOpen = options['always-open'];
    this.#mall = Mall.of({ site, profiles, seed, pace, peoplePeak, alwaysOpen, startsAt, last });
    const complain = (name: string, reason: string) => this.#complaints.add(name, reason);
    const { carriers } = this.#mall.fleet;
    const secrets = credentials.devices;
    this.#switchboard = Switchboard.of({ siteId: site.id, mqttUrl, httpUrl, secrets, carriers, complain });
    this.#till = new Till({ site, httpUrl, ...credentials.pos, startedAt: startsAt, complain });
    this.#printers = Printers.of(site);
    const room = {
      setFault: (device: string, fault: string, on: boolean) => this.setFault(device, fault, on),
      faults: () => this.#faults(),
      truth: () => this.#truthNow(Date.now()),
    };
    this.#control = new FaultControl(room, options['control-port']);
  }

  static of(parts: SimulatedMallParts): SimulatedMall {
    return new SimulatedMall(parts, Date.now());
  }

  /** Opens the mall; the port of the fault control, or one line that says why not. */
  async start(): Promise<Result<number, string>> {
    const { options, say, site } = this.#parts;
    const listening = await this.#control.start();
    if (!listening.ok) return listening;
    for (const complaint of await this.#printers.start()) say(complaint);
    this.#switchboard.start();
    this.#carry(this.#mall.open());
    for (const { device, kind } of options.fault) {
      const done = this.setFault(device, kind, true);
      if (!done.ok) say(`--fault ${device}:${kind}: ${done.fault}`);
    }
    this.#timers = [
      setInterval(() => this.#carry(this.#mall.step(Date.now())), stepEveryMs),
      setInterval(() => say(this.#statusLine()), minuteMs),
    ];
    const { size, carriers } = this.#mall.fleet;
    say(`simulated mall ${site.id}: ${size} devices over ${carriers.length} connections, seed ${options.seed}`);
    say(`break one: curl -d '{"device":"…","fault":"silent"}' http://127.0.0.1:${listening.value}/faults`);
    return listening;
  }

  /** Writes down how the mall was left, lets go what still waits, and ends every connection. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#carry(this.#mall.step(Date.now()));
    appendTruth(this.#parts.options.truth, [this.#mall.close()]);
    await Promise.all([
      this.#switchboard.stop(stopPatienceMs),
      this.#till.stop(stopPatienceMs),
      this.#printers.stop(),
      this.#control.stop(),
    ]);
    this.#complaints.flush();
  }

  setFault(device: string, kind: string, on: boolean): Result<unknown, string> {
    const done = this.#printers.has(device)
      ? this.#printers.setFault(device, kind, on)
      : this.#setDeviceFault(device, kind, on);
    if (!done.ok) return done;
    appendTruth(this.#parts.options.truth, [{ kind: 'fault', at: Date.now(), device, fault: kind, on }]);
    this.#parts.say(`${device}: ${kind} ${on ? 'on' : 'off'}`);
    return done;
  }

  #setDeviceFault(device: string, kind: string, on: boolean): Result<unknown, string> {
    const fault = deviceFaults.find((known) => known === kind);
    if (fault === undefined) return fail(`no device has the fault ${kind}; there are ${deviceFaults.join(', ')}`);
    const done = this.#mall.setFault(device as DeviceId, fault, on);
    if (!done.ok) return done;
    this.#carry({ outgoing: done.value, sales: [], records: [] });
    return succeed(undefined);
  }

  #carry({ outgoing, sales, records }: Happened): void {
    appendTruth(this.#parts.options.truth, records);
    for (const message of outgoing) this.#switchboard.send(message);
    for (const sale of sales) this.#till.ring(sale);
  }

  #faults() {
    return [...this.#mall.fleet.faults(), ...this.#printers.faults()];
  }

  #truthNow(at: number): object {
    const { crowd } = this.#mall;
    return {
      at,
      inside: crowd.peopleInside,
      zones: Object.fromEntries(crowd.peopleByZone),
      bays: [...crowd.occupiedBays].sort(),
      people: crowd.positions(at).map(({ zoneId, point: [x, y] }) => ({ zone: zoneId, x: round(x), y: round(y) })),
    };
  }

  #statusLine(): string {
    const { links, linksUp, sent, waiting, dropped } = this.#switchboard.stats;
    const faults = this.#faults().map(({ device, fault }) => `${device}:${fault}`);
    return [
      `${this.#mall.crowd.peopleInside} people inside`,
      `${linksUp}/${links} connections`,
      `${sent} messages sent, ${waiting} waiting, ${dropped} dropped`,
      `${this.#till.stats.sent} receipts`,
      `faults: ${faults.length > 0 ? faults.join(' ') : 'none'}`,
    ].join(' · ');
  }
}

/** To the centimetre. */
function round(metres: number): number {
  return Math.round(metres * 100) / 100;
}
