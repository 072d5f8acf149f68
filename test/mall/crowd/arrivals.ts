/** Who comes next, when, and how: on foot through a door, or by car to a bay that is free. */
import { minuteMs, secondMs } from '#shared/domain/calendar.ts';
import type { BayId } from '#shared/domain/ids.ts';
import type { Demand } from './demand.ts';
import type { BayPlace, Places } from './places.ts';
import type { Random } from './random.ts';
import type { Beginning } from './visit.ts';

export interface ArrivalsSettings {
  readonly places: Places;
  readonly demand: Demand;
  readonly random: Random;
  /** How many times faster than in life people walk and stay. */
  readonly pace: number;
}

/** A moment at which somebody comes, or (`real: false`) at which to look again. */
export interface Arrival {
  readonly at: number;
  readonly real: boolean;
}

const meanVisitMs = 35 * minuteMs;
/** Arrivals close a gap to the demand with this time constant. */
const settleMs = 12 * minuteMs;
const lookAgainMs = 30 * secondMs;
const carShare = 0.28;
/** Who finds so many bays taken parks elsewhere and walks. */
const baysTried = 20;

export class Arrivals {
  readonly #settings: ArrivalsSettings;
  readonly #bayTakenUntil = new Map<BayId, number>();

  constructor(settings: ArrivalsSettings) {
    this.#settings = settings;
  }

  /**
   * The arrival after `at`, with so many people inside or on their way. Waiting has no memory: looking again after a
   * while, without an arrival, keeps the rate right while it changes.
   */
  after(at: number, people: number): Arrival {
    const { demand, pace, random } = this.#settings;
    const wanted = demand.peopleAt(at);
    const perMs = wanted <= 0 ? 0 : Math.max(0, wanted / meanVisitMs + (wanted - people) / settleMs) * pace;
    const waitMs = perMs > 0 ? random.wait(1 / perMs) : Number.POSITIVE_INFINITY;
    return waitMs < lookAgainMs ? { at: at + waitMs, real: true } : { at: at + lookAgainMs, real: false };
  }

  /** How somebody comes in at a moment; null where the mall has no way in. */
  beginning(at: number): Beginning | null {
    const { places, random } = this.#settings;
    const bay = places.ramps.length > 0 && random.chance(carShare) ? this.#freeBay(at) : null;
    const entrances = bay === null ? places.doors : places.ramps;
    if (entrances.length === 0) return null;
    const { passage } = random.pickBy(entrances, ({ weight }) => weight, 1);
    return bay === null ? { kind: 'door', passage } : { kind: 'ramp', passage, bay };
  }

  /** Keeps a bay for whoever has planned to use it. */
  keepBay(bayId: BayId, until: number): void {
    this.#bayTakenUntil.set(bayId, until);
  }

  #freeBay(at: number): BayPlace | null {
    const { places, random } = this.#settings;
    for (let tries = Math.min(baysTried, places.bays.length); tries > 0; tries--) {
      const bay = random.pick(places.bays);
      if ((this.#bayTakenUntil.get(bay.bayId) ?? 0) < at) return bay;
    }
    return null;
  }
}
