/**
 * All devices of the site, each with its vendor's firmware, its own errors and its own faults. What happens in the mall
 * goes in, what the devices send comes out, with the device whose connection carries it.
 *
 * Counters are not perfect: each misses a share of the crossings, from 0.2 % to 1.5 %, drawn once from the seed.
 */
import { hourMs } from '#shared/domain/calendar.ts';
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site, SiteDevice } from '#shared/domain/site.ts';
import type { MallEvent } from '../crowd/crowd.ts';
import { MinHeap } from '../crowd/min-heap.ts';
import { createRandom, type Random } from '../crowd/random.ts';
import { buildAtriumBayEye, buildAtriumCounter, buildAtriumScanner } from './atrium-native.ts';
import { buildBoschTps110 } from './bosch-tps110.ts';
import { type DeviceFault, deviceFaults } from './device-fault.ts';
import type { BuildFirmware, Condition, Firmware, Message, Sensed, Surroundings } from './firmware.ts';
import { buildImpinjR700 } from './impinj-r700.ts';
import { buildMilesightVs121 } from './milesight-vs121.ts';
import { buildMilesightVs121P } from './milesight-vs121-p.ts';
import { buildXovisPc2se } from './xovis-pc2se.ts';

export interface Outgoing {
  readonly deviceId: DeviceId;
  /** The device whose connection it travels on: its own, or the network server's. */
  readonly carrierId: DeviceId;
  readonly message: Message;
}

export interface Carrier {
  readonly deviceId: DeviceId;
  readonly overHttp: boolean;
  /** Whether it keeps its presence in a retained message with a last will. */
  readonly native: boolean;
}

interface Unit {
  readonly device: SiteDevice;
  readonly profile: Profile;
  readonly carrierId: DeviceId;
  readonly overHttp: boolean;
  readonly firmware: Firmware;
  readonly condition: Condition;
  readonly random: Random;
  readonly missRate: number;
  readonly reportEveryMs: number;
  readonly faults: Set<DeviceFault>;
  reportedAt: number;
  hasReported: boolean;
  /** Kept back by a device that sends out of order. */
  held: Message | null;
}

const firmwares: Readonly<Record<string, BuildFirmware>> = {
  'xovis-pc2se': buildXovisPc2se,
  'milesight-vs121': buildMilesightVs121,
  'milesight-vs121-p': buildMilesightVs121P,
  'bosch-tps110': buildBoschTps110,
  'impinj-r700': buildImpinjR700,
  'atrium-counter': buildAtriumCounter,
  'atrium-bay-eye': buildAtriumBayEye,
  'atrium-scanner': buildAtriumScanner,
};

/** For models whose profile has no cadence: an RFID reader ends a round and reports it. */
const defaultReportMs = 5_000;
/** A full battery lasts some four years. */
const batteryPercentPerHour = 100 / (4 * 365 * 24);
const clockFaultMs = -600_000;
const lowBatteryPercent = 8;
/** Every fourth device that can push over HTTP does. */
const httpShare = 4;

export interface FleetSettings {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly seed: number;
  readonly around: Surroundings;
}

export class Fleet {
  readonly #units = new Map<DeviceId, Unit>();
  readonly #watchers = new Map<string, { readonly unit: Unit; readonly channel: string; readonly reversed: boolean }>();
  readonly #due = new MinHeap<Unit>();
  readonly #carriers: readonly Carrier[];

  private constructor(units: readonly Unit[]) {
    for (const unit of units) {
      this.#units.set(unit.device.id, unit);
      for (const [channel, target] of Object.entries(unit.device.channels)) {
        if ('line' in target)
          this.#watchers.set(`line ${target.line}`, { unit, channel, reversed: target.reversed === true });
        if ('bay' in target) this.#watchers.set(`bay ${target.bay}`, { unit, channel, reversed: false });
      }
    }
    this.#carriers = carriersOf(units);
  }

  static of(settings: FleetSettings): Fleet {
    return new Fleet(buildUnits(settings));
  }

  /** The connections that the fleet needs. */
  get carriers(): readonly Carrier[] {
    return this.#carriers;
  }

  get size(): number {
    return this.#units.size;
  }

  /**
   * Power comes on everywhere. A first report follows after a whole interval, because a gateway takes it as that of a
   * whole one, and might know the time before it already; the later ones are spread over the interval.
   */
  boot(at: number): readonly Outgoing[] {
    return [...this.#units.values()].flatMap((unit) => {
      unit.reportedAt = at;
      this.#due.push(at + unit.reportEveryMs, unit);
      return this.#send(unit, unit.firmware.boot(at));
    });
  }

  /** What happened since the last call, seen by the devices that watch the place. */
  sense(events: readonly MallEvent[]): readonly Outgoing[] {
    const sensed = new Map<Unit, Sensed[]>();
    const notice = (unit: Unit, what: Sensed) => {
      if (!unit.faults.has('stuck')) sensed.set(unit, [...(sensed.get(unit) ?? []), what]);
    };
    for (const event of events) {
      if (event.kind === 'crossing') {
        const watcher = this.#watchers.get(`line ${event.lineId}`);
        if (watcher === undefined || watcher.unit.random.chance(watcher.unit.missRate)) continue;
        const { unit, channel, reversed } = watcher;
        const direction = (event.direction === 'forward') === reversed ? 'backward' : 'forward';
        notice(unit, { kind: 'crossing', at: event.at, channel, direction });
      } else if (event.kind === 'bay') {
        const watcher = this.#watchers.get(`bay ${event.bayId}`);
        if (watcher === undefined) continue;
        notice(watcher.unit, { kind: 'bay', at: event.at, channel: watcher.channel, occupied: event.occupied });
      }
    }
    return [...sensed].flatMap(([unit, what]) => this.#send(unit, unit.firmware.sense(what)));
  }

  /** The reports that are due. */
  report(at: number): readonly Outgoing[] {
    const outgoing: Outgoing[] = [];
    while (this.#due.nextKey <= at) {
      const dueAt = this.#due.nextKey;
      const unit = this.#due.pop();
      if (unit === undefined) break;
      this.#due.push(dueAt + unit.reportEveryMs * (unit.hasReported ? 1 : unit.random.between(0.05, 1)), unit);
      unit.hasReported = true;
      outgoing.push(...this.#send(unit, this.#reportOf(unit, dueAt)));
    }
    return outgoing;
  }

  /** Switches a fault on or off; says in one line why a device cannot have it. */
  setFault(deviceId: DeviceId, fault: DeviceFault, on: boolean, at: number): Result<readonly Outgoing[], string> {
    const unit = this.#units.get(deviceId);
    if (unit === undefined) return fail(`the fleet has no device ${deviceId}`);
    const hindrance = hindranceTo(unit, fault);
    if (hindrance !== null) return fail(hindrance);
    if (on) unit.faults.add(fault);
    else unit.faults.delete(fault);
    const { condition } = unit;
    condition.stuck = unit.faults.has('stuck');
    condition.clockOffsetMs = unit.faults.has('clock_off') ? clockFaultMs : 0;
    if (fault !== 'low_battery') return succeed(on ? [] : this.#release(unit));
    condition.batteryPercent = on ? lowBatteryPercent : 100;
    return succeed(this.#send(unit, this.#reportOf(unit, at)));
  }

  /** The faults that are on. */
  faults(): readonly { readonly device: DeviceId; readonly fault: DeviceFault }[] {
    return [...this.#units].flatMap(([device, { faults }]) => [...faults].map((fault) => ({ device, fault })));
  }

  #reportOf(unit: Unit, at: number): readonly Message[] {
    const since = unit.reportedAt;
    unit.reportedAt = at;
    if (unit.profile.battery && !unit.faults.has('low_battery')) {
      unit.condition.batteryPercent = Math.max(0, unit.condition.batteryPercent - drained(at - since));
    }
    return unit.firmware.report(at, since);
  }

  /** Through the faults of the device, and of the network server where one carries it. */
  #send(unit: Unit, messages: readonly Message[]): readonly Outgoing[] {
    if (unit.faults.has('silent') || this.#units.get(unit.carrierId)?.faults.has('silent')) return [];
    const doubled = unit.faults.has('duplicate') ? messages.flatMap((message) => [message, message]) : messages;
    const ordered = unit.faults.has('out_of_order') ? doubled.flatMap((message) => swapPairs(unit, message)) : doubled;
    return ordered.map((message) => ({ deviceId: unit.device.id, carrierId: unit.carrierId, message }));
  }

  #release(unit: Unit): readonly Outgoing[] {
    const { held } = unit;
    unit.held = null;
    return held === null ? [] : this.#send(unit, [held]);
  }
}

function buildUnits({ site, profiles, seed, around }: FleetSettings): readonly Unit[] {
  const server = site.devices.find(({ profileId }) => profiles.get(profileId)?.class === 'network_server');
  let pushing = 0;
  return site.devices.flatMap((device): Unit[] => {
    const profile = profiles.get(device.profileId);
    const build = firmwares[device.profileId] ?? (device === server ? silentFirmware : undefined);
    if (profile === undefined || build === undefined) return [];
    const random = createRandom(seed, `device ${device.id}`);
    if (profile.pushesHttp && profile.decoder !== 'native') pushing += 1;
    const overHttp = profile.pushesHttp && profile.decoder !== 'native' && pushing % httpShare === 0;
    const condition = { stuck: false, clockOffsetMs: 0, batteryPercent: Math.round(random.between(55, 100)) };
    return [
      {
        device,
        profile,
        carrierId: profile.codec !== null && server !== undefined ? server.id : device.id,
        overHttp,
        firmware: build({ siteId: site.id, device, random, condition, around, overHttp }),
        condition,
        random,
        missRate: random.between(0.002, 0.015),
        reportEveryMs: profile.cadenceMs ?? defaultReportMs,
        faults: new Set(),
        reportedAt: 0,
        hasReported: false,
        held: null,
      },
    ];
  });
}

/** The network server speaks only for others. */
const silentFirmware: BuildFirmware = () => ({ boot: () => [], sense: () => [], report: () => [] });

function carriersOf(units: readonly Unit[]): readonly Carrier[] {
  const carrying = new Set(units.map(({ carrierId }) => carrierId));
  return units
    .filter(({ device }) => carrying.has(device.id))
    .map(({ device, profile, overHttp }) => ({
      deviceId: device.id,
      overHttp,
      native: profile.decoder === 'native',
    }));
}

function hindranceTo({ device, profile }: Unit, fault: DeviceFault): string | null {
  const byServer = profile.codec !== null;
  if (fault === 'low_battery' && !profile.battery) return `${device.id} (${profile.model}) has no battery`;
  if (fault === 'clock_off' && (byServer || !profile.clock)) {
    return `${device.id} (${profile.model}) writes no time of its own`;
  }
  return deviceFaults.includes(fault) ? null : `no device has the fault ${fault}`;
}

/** Every other message waits for the one after it. */
function swapPairs(unit: Unit, message: Message): readonly Message[] {
  const { held } = unit;
  unit.held = held === null ? message : null;
  return held === null ? [] : [message, held];
}

function drained(ms: number): number {
  return (ms / hourMs) * batteryPercentPerHour;
}
