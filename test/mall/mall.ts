/**
 * The simulated mall without its wires: people, devices and ground truth, stepped through wall-clock time.
 * The same site, seed and moments of stepping give the same messages.
 */
import { isDeepStrictEqual } from 'node:util';
import { businessDayAt, minuteMs } from '#shared/domain/calendar.ts';
import type { BayId, DeviceId, ProfileId, ZoneId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { Crowd, type CrowdState, type MallEvent } from './crowd/crowd.ts';
import { createDemand } from './crowd/demand.ts';
import { type Grounds, surveyGrounds } from './crowd/grounds.ts';
import { createRandom } from './crowd/random.ts';
import type { DeviceFault } from './devices/device-fault.ts';
import { Fleet, type Outgoing } from './devices/fleet.ts';
import { GroundTruth, whereabouts } from './ground-truth.ts';
import type { TruthMinute, TruthPast, TruthRecord } from './truth-record.ts';

export interface MallSettings {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly seed: number;
  /** How many times faster than in life people walk and stay; devices keep the wall clock. */
  readonly pace: number;
  /** People inside at the busiest moment of a Saturday. */
  readonly peoplePeak: number;
  readonly alwaysOpen: boolean;
  /** The moment at which it opens, epoch ms. */
  readonly startsAt: number;
  /** How it was left, by an earlier run or by its history; null for a new mall. */
  readonly last: TruthMinute | TruthPast | null;
  /** Of the same site and seed, where it was surveyed before. */
  readonly grounds?: Grounds;
}

/** What one step brought. */
export interface Happened {
  readonly outgoing: readonly Outgoing[];
  readonly sales: readonly Extract<MallEvent, { kind: 'sale' }>[];
  readonly records: readonly TruthRecord[];
}

/** In life, a mall of a demonstration would need half an hour to fill; whoever looks wants to see people now. */
const warmUpMs = 90_000;
/** History that ended longer ago is not gone on with: devices remember only so much. */
const catchUpMaxMs = 10 * minuteMs;
/** A step over a longer time (the machine slept) is taken in pieces, so that reports stand between events. */
const stepMaxMs = 1_000;

export class Mall {
  readonly crowd: Crowd;
  readonly fleet: Fleet;
  readonly #settings: MallSettings;
  readonly #truth: GroundTruth;
  readonly #resumed: boolean;
  #at: number;

  private constructor(settings: MallSettings, { crowd, startsAt, resumed }: Gathering, fleet: Fleet) {
    this.#settings = settings;
    this.crowd = crowd;
    this.fleet = fleet;
    this.#truth = new GroundTruth(crowd, startsAt);
    this.#resumed = resumed;
    this.#at = startsAt;
  }

  static of(settings: MallSettings): Mall {
    const { site, profiles, seed } = settings;
    const gathering = gather(settings);
    const { crowd } = gathering;
    const around = {
      peopleIn: (zoneId: ZoneId) => crowd.peopleByZone.get(zoneId) ?? 0,
      tagsIn: (zoneId: ZoneId) => crowd.tagsByZone.get(zoneId) ?? new Set<string>(),
      isOccupied: (bayId: BayId) => crowd.occupiedBays.has(bayId),
    };
    return new Mall(settings, gathering, Fleet.of({ site, profiles, seed, around }));
  }

  /** Switches the devices on. */
  open(): Happened {
    const { site, seed, pace } = this.#settings;
    const start: TruthRecord = { kind: 'start', at: this.#at, site: site.id, seed, pace, resumed: this.#resumed };
    return { outgoing: this.fleet.boot(this.#at), sales: [], records: [start] };
  }

  /** Everything up to a moment of the wall clock. */
  step(to: number): Happened {
    const outgoing: Outgoing[] = [];
    const sales: Extract<MallEvent, { kind: 'sale' }>[] = [];
    const records: TruthRecord[] = [];
    while (this.#at < to) {
      const { minuteEndsAt } = this.#truth;
      const until = Math.min(to, this.#at + stepMaxMs, minuteEndsAt);
      const events = this.crowd.advance(until);
      records.push(...this.#truth.observe(events));
      outgoing.push(...this.fleet.sense(events), ...this.fleet.report(until));
      sales.push(...events.filter((event) => event.kind === 'sale'));
      if (until === minuteEndsAt) records.push(this.#truth.closeMinute(until));
      this.#at = until;
    }
    return { outgoing, sales, records };
  }

  setFault(device: DeviceId, fault: DeviceFault, on: boolean): Result<readonly Outgoing[], string> {
    return this.fleet.setFault(device, fault, on, this.#at);
  }

  /** The last record of a run: from it the next one goes on. */
  close(): TruthMinute {
    return this.#truth.closeMinute(this.#at);
  }
}

export interface CrowdOrder extends Omit<MallSettings, 'profiles' | 'last' | 'alwaysOpen'> {
  /** See DemandSettings. */
  readonly livelyFrom: number;
}

/** The people alone, for whoever needs no devices. Who starts at another moment throws other dice. */
export function createCrowd({ site, seed, pace, peoplePeak, livelyFrom, startsAt, grounds }: CrowdOrder): Crowd {
  const demand = createDemand({ calendar: site.calendar, peoplePeak, livelyFrom });
  const random = createRandom(seed, `crowd ${startsAt}`);
  return new Crowd({ ...(grounds ?? surveyGrounds(site, seed)), demand, random, startsAt, pace });
}

/** The people of a mall that opens, and the moment from which on what they do is told. */
interface Gathering {
  readonly crowd: Crowd;
  readonly startsAt: number;
  readonly resumed: boolean;
}

/** The people of its history, those of an earlier run of the business day, or nobody yet; then they come in a rush. */
function gather(settings: MallSettings): Gathering {
  const { last, pace, site, startsAt } = settings;
  const walked = last?.kind === 'past' ? walkAgain(last, settings) : null;
  if (walked !== null) return walked;
  const crowd = createCrowd({ ...settings, livelyFrom: livelyFrom(settings, startsAt) });
  const state = last && stateOf(last, site, startsAt);
  if (state !== null) crowd.resume(state);
  crowd.warmUp(warmUpMs / pace);
  return { crowd, startsAt, resumed: state !== null };
}

/**
 * Walks the day again in silence, up to the minute where its history ended. What happened since then, the devices tell
 * late. Null where that is too long ago, or where these are not the people of the history (another seed or pace).
 */
function walkAgain(past: TruthPast, settings: MallSettings): Gathering | null {
  const sinceMs = settings.startsAt - past.until;
  if (sinceMs < 0 || sinceMs > catchUpMaxMs) return null;
  const crowd = createCrowd({ ...settings, startsAt: past.at, livelyFrom: livelyFrom(settings, past.until) });
  crowd.leap(past.until);
  const { inside, zones, bays } = past;
  const agrees = isDeepStrictEqual(whereabouts(crowd), { inside, zones, bays });
  if (!agrees) return null;
  if (settings.alwaysOpen) crowd.warmUp(warmUpMs / settings.pace);
  return { crowd, startsAt: past.until, resumed: true };
}

function livelyFrom({ alwaysOpen }: MallSettings, at: number): number {
  return alwaysOpen ? at : Number.POSITIVE_INFINITY;
}

/** Null where the last run belongs to another day: a gateway counts from zero when the day turns. */
function stateOf(last: TruthMinute | TruthPast, { calendar }: Site, startsAt: number): CrowdState | null {
  if (businessDayAt(last.until, calendar).name !== businessDayAt(startsAt, calendar).name) return null;
  return {
    zones: new Map(Object.entries(last.zones).map(([zone, people]) => [zone as ZoneId, people])),
    bays: new Set(last.bays.map((bay) => bay as BayId)),
  };
}
