/**
 * The simulated mall without its wires: people, devices and ground truth, stepped through wall-clock time.
 * The same site, seed and moments of stepping give the same messages.
 */
import { businessDayAt } from '#shared/domain/calendar.ts';
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
import { GroundTruth } from './ground-truth.ts';
import type { TruthMinute, TruthRecord } from './truth-record.ts';

export interface MallSettings {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly seed: number;
  /** How many times faster than in life people walk and stay; devices keep the wall clock. */
  readonly pace: number;
  /** People inside at the busiest moment of a Saturday. */
  readonly peoplePeak: number;
  readonly alwaysOpen: boolean;
  readonly startsAt: number;
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
/** A step over a longer time (the machine slept) is taken in pieces, so that reports stand between events. */
const stepMaxMs = 1_000;

export class Mall {
  readonly crowd: Crowd;
  readonly fleet: Fleet;
  readonly #settings: MallSettings;
  readonly #truth: GroundTruth;
  #at: number;

  private constructor(settings: MallSettings, crowd: Crowd, fleet: Fleet) {
    this.#settings = settings;
    this.crowd = crowd;
    this.fleet = fleet;
    this.#truth = new GroundTruth(crowd, settings.startsAt);
    this.#at = settings.startsAt;
  }

  static of(settings: MallSettings): Mall {
    const { site, profiles, seed } = settings;
    const crowd = createCrowd(settings);
    const around = {
      peopleIn: (zoneId: ZoneId) => crowd.peopleByZone.get(zoneId) ?? 0,
      tagsIn: (zoneId: ZoneId) => crowd.tagsByZone.get(zoneId) ?? new Set<string>(),
      isOccupied: (bayId: BayId) => crowd.occupiedBays.has(bayId),
    };
    return new Mall(settings, crowd, Fleet.of({ site, profiles, seed, around }));
  }

  /** Opens with the people of an earlier run of the same business day, or empty; then they come in a rush. */
  open(last: TruthMinute | null): Happened {
    const { site, seed, pace, startsAt } = this.#settings;
    const state = last && stateOf(last, site, startsAt);
    if (state !== null) this.crowd.resume(state);
    this.crowd.warmUp(warmUpMs / pace);
    const start: TruthRecord = { kind: 'start', at: startsAt, site: site.id, seed, pace, resumed: state !== null };
    return { outgoing: this.fleet.boot(startsAt), sales: [], records: [start] };
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

export type CrowdOrder = Omit<MallSettings, 'profiles'>;

/** The people alone, for whoever needs no devices. */
export function createCrowd({ site, seed, pace, peoplePeak, alwaysOpen, startsAt, grounds }: CrowdOrder): Crowd {
  const demand = createDemand({ calendar: site.calendar, peoplePeak, alwaysOpen });
  const random = createRandom(seed, 'crowd');
  return new Crowd({ ...(grounds ?? surveyGrounds(site, seed)), demand, random, startsAt, pace });
}

/** Null where the last run belongs to another day: a gateway counts from zero when the day turns. */
function stateOf(last: TruthMinute, { calendar }: Site, startsAt: number): CrowdState | null {
  if (businessDayAt(last.until, calendar).name !== businessDayAt(startsAt, calendar).name) return null;
  return {
    zones: new Map(Object.entries(last.zones).map(([zone, people]) => [zone as ZoneId, people])),
    bays: new Set(last.bays.map((bay) => bay as BayId)),
  };
}
