/**
 * Everybody who is inside, moved from event to event. Nothing happens between two steps of a visit, so a thousand
 * people cost no more than their crossings; where somebody is on the way is worked out when it is asked for.
 */
import type { BayId, LineId, ShopId, ZoneId } from '#shared/domain/ids.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { Point } from '#shared/domain/site.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import type { Demand } from './demand.ts';
import type { Grounds } from './grounds.ts';
import { MinHeap } from './min-heap.ts';
import type { Random } from './random.ts';
import type { Direction, Stop } from './route-book.ts';
import { type Beginning, planVisit, type Step } from './visit.ts';

/** What really happened, in the order of time. */
export type MallEvent =
  | { readonly kind: 'crossing'; readonly at: number; readonly lineId: LineId; readonly direction: Direction }
  | { readonly kind: 'bay'; readonly at: number; readonly bayId: BayId; readonly occupied: boolean }
  | {
      readonly kind: 'sale';
      readonly at: number;
      readonly shopId: ShopId;
      readonly amountFen: number;
      /** E.164, of those who would give it at the till. */
      readonly phone: string | null;
    }
  | {
      readonly kind: 'visit';
      /** When the person left. */
      readonly at: number;
      readonly enteredAt: number;
      readonly tag: string | null;
      readonly path: readonly { readonly zoneId: ZoneId; readonly at: number }[];
      readonly shops: readonly ShopId[];
    };

/** The crowd as it was left: what a later run continues from. */
export interface CrowdState {
  readonly zones: ReadonlyMap<ZoneId, number>;
  readonly bays: ReadonlySet<BayId>;
}

export interface CrowdSettings extends Grounds {
  readonly demand: Demand;
  readonly random: Random;
  readonly startsAt: number;
  /** How many times faster than in life people walk and stay. */
  readonly pace: number;
}

const tagShare = 0.25;
const phoneShare = 0.2;
const phones = 400;

interface Person {
  readonly steps: readonly Step[];
  readonly enteredAt: number;
  readonly tag: string | null;
  readonly phone: string | null;
  readonly path: { readonly zoneId: ZoneId; readonly at: number }[];
  readonly shops: ShopId[];
  /** Index of the step that comes next. */
  next: number;
  /** Where the last step ended; null outside. */
  stop: Stop | null;
}

export class Crowd {
  readonly #settings: CrowdSettings;
  readonly #arrivals: Arrivals;
  readonly #people = new Set<Person>();
  readonly #due = new MinHeap<Person>();
  /** Those who are on their way to an empty mall, by the moment at which they come in. */
  readonly #rush = new MinHeap<null>();
  readonly #peopleByZone = new Map<ZoneId, number>();
  readonly #tagsByZone = new Map<ZoneId, Set<string>>();
  readonly #occupied = new Set<BayId>();
  #at: number;
  #next: Arrival;

  constructor(settings: CrowdSettings) {
    this.#settings = settings;
    this.#at = settings.startsAt;
    this.#arrivals = new Arrivals(settings);
    this.#next = { at: settings.startsAt, real: false };
  }

  /** People by zone, as the lines they crossed have it. A zone that nobody has entered yet is missing. */
  get peopleByZone(): ReadonlyMap<ZoneId, number> {
    return this.#peopleByZone;
  }

  /** EPCs (24 hexadecimal digits) carried in each zone. */
  get tagsByZone(): ReadonlyMap<ZoneId, ReadonlySet<string>> {
    return this.#tagsByZone;
  }

  get occupiedBays(): ReadonlySet<BayId> {
    return this.#occupied;
  }

  get peopleInside(): number {
    return this.#people.size;
  }

  /** Puts people where an earlier run left them, without a crossing: whoever counts crossings has counted theirs. */
  resume(state: CrowdState): void {
    const { book, places, random } = this.#settings;
    const cars = places.bays.filter(({ bayId }) => state.bays.has(bayId));
    for (const [zoneId, count] of state.zones) {
      const cells = book.walks.get(zoneId)?.cells ?? 0;
      for (let left = cells > 0 ? count : 0; left > 0; left--) {
        const stop = { zoneId, cell: random.below(cells) };
        this.#wait(this.#admit({ kind: 'inside', stop, bay: cars.pop() ?? null }, false));
      }
    }
  }

  /** Brings the mall up to the present demand by a rush through doors and ramps, spread over the time given. */
  warmUp(overMs: number): void {
    const { demand, random } = this.#settings;
    const missing = Math.round(demand.peopleAt(this.#at)) - this.peopleInside;
    for (let left = missing; left > 0; left--) this.#rush.push(this.#at + random.between(0, overMs), null);
  }

  /**
   * Brings a mall in which nobody has been yet to a moment, that moment included, as advance() would, but visit by visit
   * instead of event by event: a day costs a fraction. `tell` hears the steps of each visit, also those after the moment.
   */
  leap(to: number, tell: (steps: readonly Step[]) => void = () => undefined): void {
    const leaving = new MinHeap<Person>();
    for (;;) {
      const at = Math.min(leaving.nextKey, this.#next.at);
      if (at > to) break;
      this.#at = at;
      if (at === leaving.nextKey) {
        const person = leaving.pop();
        if (person !== undefined) this.#people.delete(person);
        continue;
      }
      const person = this.#next.real ? this.#arrive(false) : null;
      if (person !== null) {
        leaving.push(person.steps.at(-1)?.at ?? at, person);
        tell(person.steps);
      }
      this.#next = this.#arrivals.after(at, this.peopleInside);
    }
    // Whoever left has left no trace: only those inside are taken through what they did.
    for (const person of this.#people) {
      for (let step = person.steps[0]; step !== undefined && step.at <= to; step = person.steps[person.next]) {
        this.#at = step.at;
        this.#do(person, step, []);
      }
      this.#wait(person);
    }
    this.#at = to;
  }

  /** All that happens up to a moment, that moment included. */
  advance(to: number): readonly MallEvent[] {
    const events: MallEvent[] = [];
    for (;;) {
      const at = Math.min(this.#due.nextKey, this.#rush.nextKey, this.#next.at);
      if (at > to) break;
      this.#at = at;
      if (at === this.#due.nextKey) {
        const person = this.#due.pop();
        const step = person?.steps[person.next];
        if (person === undefined || step === undefined) continue;
        this.#do(person, step, events);
        this.#wait(person);
      } else if (at === this.#rush.nextKey) {
        this.#rush.pop();
        this.#wait(this.#arrive(true));
      } else {
        if (this.#next.real) this.#wait(this.#arrive(false));
        this.#next = this.#arrivals.after(at, this.peopleInside + this.#rush.size);
      }
    }
    this.#at = to;
    return events;
  }

  /** Where everybody is, in metres on the level of the zone. */
  positions(at: number): readonly { readonly zoneId: ZoneId; readonly point: Point }[] {
    const { book } = this.#settings;
    return [...this.#people].flatMap(({ steps, next, stop }) => {
      const step = steps[next];
      if (stop === null || step === undefined) return [];
      const { zoneId, cell } = stop;
      const { walk } = step;
      if (walk === null || at <= walk.startsAt) {
        const point = book.walks.get(zoneId)?.pointOf(cell);
        return point === undefined ? [] : [{ zoneId, point }];
      }
      return [{ zoneId, point: along(book.points(walk.leg), (at - walk.startsAt) / (step.at - walk.startsAt)) }];
    });
  }

  #arrive(midway: boolean): Person | null {
    const beginning = this.#arrivals.beginning(this.#at);
    return beginning && this.#admit(beginning, midway);
  }

  /** Null where no way leads from there. */
  #admit(beginning: Beginning, midway: boolean): Person | null {
    const { book, demand, pace, places, random } = this.#settings;
    const leaveBy = demand.leaveBy(this.#at);
    const steps = planVisit({ beginning, at: this.#at, leaveBy, pace, midway, random, places, book });
    const leavesAt = steps.at(-1)?.at;
    if (leavesAt === undefined) return null;
    const tag = random.chance(tagShare) ? newTag(random) : null;
    const phone = random.chance(phoneShare) ? `+86139${`${random.below(phones)}`.padStart(8, '0')}` : null;
    const stop = beginning.kind === 'inside' ? beginning.stop : null;
    const person: Person = { steps, enteredAt: this.#at, tag, phone, path: [], shops: [], next: 0, stop };
    this.#people.add(person);
    if (beginning.kind === 'inside') this.#enterZone(person, beginning.stop.zoneId);
    if (beginning.kind !== 'door' && beginning.bay !== null) {
      this.#arrivals.keepBay(beginning.bay.bayId, leavesAt);
      if (beginning.kind === 'inside') this.#occupied.add(beginning.bay.bayId);
    }
    return person;
  }

  #wait(person: Person | null): void {
    const step = person?.steps[person.next];
    if (person !== null && step !== undefined) this.#due.push(step.at, person);
  }

  /** Does the step that comes next. */
  #do(person: Person, { at, deed, walk }: Step, events: MallEvent[]): void {
    person.next += 1;
    switch (deed.kind) {
      case 'cross': {
        const { line, direction, to } = deed.passage;
        events.push({ kind: 'crossing', at, lineId: line.id, direction });
        this.#leaveZone(person);
        person.stop = to;
        if (to === null) this.#depart(person, events);
        else this.#enterZone(person, to.zoneId);
        break;
      }
      case 'park':
      case 'unpark': {
        const occupied = deed.kind === 'park';
        events.push({ kind: 'bay', at, bayId: deed.bayId, occupied });
        if (occupied) this.#occupied.add(deed.bayId);
        else this.#occupied.delete(deed.bayId);
        if (walk !== null) person.stop = walk.leg.to;
        break;
      }
      case 'reach':
        if (deed.shopId !== null) person.shops.push(deed.shopId);
        if (walk !== null) person.stop = walk.leg.to;
        break;
      case 'buy':
        events.push({ kind: 'sale', at, shopId: deed.shopId, amountFen: deed.amountFen, phone: person.phone });
        break;
      default:
        unreachable(deed);
    }
  }

  #depart(person: Person, events: MallEvent[]): void {
    const { enteredAt, tag, path, shops } = person;
    this.#people.delete(person);
    events.push({ kind: 'visit', at: this.#at, enteredAt, tag, path, shops });
  }

  #enterZone(person: Person, zoneId: ZoneId): void {
    person.path.push({ zoneId, at: this.#at });
    this.#peopleByZone.set(zoneId, (this.#peopleByZone.get(zoneId) ?? 0) + 1);
    if (person.tag === null) return;
    const tags = this.#tagsByZone.get(zoneId) ?? new Set();
    this.#tagsByZone.set(zoneId, tags.add(person.tag));
  }

  #leaveZone({ stop, tag }: Person): void {
    if (stop === null) return;
    this.#peopleByZone.set(stop.zoneId, (this.#peopleByZone.get(stop.zoneId) ?? 0) - 1);
    if (tag !== null) this.#tagsByZone.get(stop.zoneId)?.delete(tag);
  }
}

/** 96 bits in the form of an SGTIN: header 0x30, the rest at random. */
function newTag(random: Random): string {
  const digits = Array.from({ length: 22 }, () => random.below(16).toString(16).toUpperCase());
  return `30${digits.join('')}`;
}

/** The point at a share of a polyline's cells; they are equally far apart up to the diagonal. */
function along(points: readonly Point[], share: number): Point {
  const place = Math.min(Math.max(share, 0), 1) * (points.length - 1);
  const [x, y] = points[Math.floor(place)] ?? [0, 0];
  const [nextX, nextY] = points[Math.ceil(place)] ?? [x, y];
  const part = place % 1;
  return [x + (nextX - x) * part, y + (nextY - y) * part];
}
