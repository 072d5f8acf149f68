/**
 * One visit, thought through at the door: which way in, which shops in which order, how long, what is bought, and out
 * again before the mall closes. Knowing it all from the start is what makes conservation certain: a visit that is
 * planned is a visit that ends outside.
 */
import { minuteMs, secondMs } from '#shared/domain/calendar.ts';
import type { BayId, ShopId } from '#shared/domain/ids.ts';
import type { Line } from '#shared/domain/site.ts';
import type { Grounds } from './grounds.ts';
import { attractionMax, type BayPlace, type Place } from './places.ts';
import type { Random } from './random.ts';
import type { Leg, Passage, RouteBook, Stop, TravelMode } from './route-book.ts';

export type Deed =
  | { readonly kind: 'cross'; readonly passage: Passage }
  | { readonly kind: 'park'; readonly bayId: BayId }
  | { readonly kind: 'unpark'; readonly bayId: BayId }
  | { readonly kind: 'reach'; readonly stop: Stop; readonly shopId: ShopId | null }
  | { readonly kind: 'buy'; readonly shopId: ShopId; readonly amountFen: number };

export interface Step {
  /** Epoch ms at which the deed is done. */
  readonly at: number;
  /** The walk that leads to it, or null where the person is already there. */
  readonly walk: { readonly leg: Leg; readonly startsAt: number } | null;
  readonly deed: Deed;
}

export type Beginning =
  | { readonly kind: 'door'; readonly passage: Passage }
  | { readonly kind: 'ramp'; readonly passage: Passage; readonly bay: BayPlace }
  /** Somebody who was inside already; `bay` holds the car they came with. */
  | { readonly kind: 'inside'; readonly stop: Stop; readonly bay: BayPlace | null };

export interface VisitRequest extends Grounds {
  readonly beginning: Beginning;
  readonly at: number;
  readonly leaveBy: number;
  /** How many times faster than in life: 1 is life. */
  readonly pace: number;
  /** For somebody who fills an empty mall: hurries to the first place, and part of the stay there is over already. */
  readonly midway: boolean;
  readonly random: Random;
}

const driveMps = 4;
const rideMs: Readonly<Record<Line['kind'], number>> = {
  door: 0,
  passage: 0,
  ramp: 0,
  escalator: 20 * secondMs,
  lift: 35 * secondMs,
};
const parkMs = 25 * secondMs;
const midwayHurry = 3;
const stayMinMs = 20 * secondMs;
/** Whoever was inside already stays so long on average before anything else: not everybody gets up at once. */
const stayLeftMs = 8 * minuteMs;

/** The steps in the order of time; empty where no way leads from the beginning back outside. */
export function planVisit(request: VisitRequest): readonly Step[] {
  const { beginning, book, random } = request;
  const mode: TravelMode = random.chance(0.12) ? 'lift' : 'escalator';
  const walkMps = random.between(0.9, 1.4);
  const parked = beginning.kind === 'door' ? null : beginning.bay;
  const diary = new Diary(request.at, request.pace * (request.midway ? midwayHurry : 1));

  let stop = comeIn(diary, request);
  const wayBack = stop && routeHome(stop, parked, mode, book);
  if (stop === null || wayBack === null) return [];
  const isInside = beginning.kind === 'inside';
  if (isInside) {
    const latestMs = request.leaveBy - diary.at - homeLasting(wayBack, walkMps);
    diary.stay(Math.max(0, Math.min(random.wait(stayLeftMs) / request.pace, latestMs)));
  }
  for (let left = (isInside ? 0 : 1) + countOf(random, 1.9); left > 0; left--) {
    const choice = choosePlace(stop, mode, request);
    const home = choice && routeHome(choice.place.stop, parked, mode, book);
    if (choice === null || home === null) break;
    const { place, legs } = choice;
    const over = request.midway && diary.pace !== request.pace ? random.next() : 0;
    const stayMinutes = random.around(place.habit.stayMinutes, 0.5) * (1 - over);
    const stayMs = Math.max(stayMinMs, stayMinutes * minuteMs) / request.pace;
    if (diary.at + lasting(legs, walkMps) + stayMs + homeLasting(home, walkMps) > request.leaveBy) break;

    diary.arrive(legs, walkMps, { kind: 'reach', stop: place.stop, shopId: place.shopId });
    diary.pace = request.pace;
    diary.stay(0.8 * stayMs);
    if (place.shopId !== null && random.chance(place.habit.buyChance)) {
      const amountFen = Math.max(100, Math.round(random.around(place.habit.spendYuan, 0.7) * 10) * 10);
      diary.write({ kind: 'buy', shopId: place.shopId, amountFen });
    }
    diary.stay(0.2 * stayMs);
    stop = place.stop;
  }
  goHome(diary, stop, parked, mode, walkMps, book);
  return diary.steps;
}

/** Where the visit starts from inside; null where nothing inside can be reached. */
function comeIn(diary: Diary, { beginning, book }: VisitRequest): Stop | null {
  if (beginning.kind === 'inside') return beginning.stop;
  diary.write({ kind: 'cross', passage: beginning.passage });
  const landing = beginning.passage.to;
  if (beginning.kind === 'door' || landing === null) return landing;
  const drive = book.route(landing, beginning.bay.stop, 'car');
  if (drive === null) return null;
  diary.arrive(drive, driveMps, { kind: 'park', bayId: beginning.bay.bayId });
  diary.stay(parkMs / diary.pace);
  return beginning.bay.stop;
}

function goHome(
  diary: Diary,
  from: Stop,
  parked: BayPlace | null,
  mode: TravelMode,
  walkMps: number,
  book: RouteBook,
): void {
  const home = routeHome(from, parked, mode, book);
  if (home === null) throw new Error(`no way home from ${from.zoneId}`);
  if (parked === null) {
    diary.walk(home.foot, walkMps);
    return;
  }
  diary.arrive(home.foot, walkMps, { kind: 'unpark', bayId: parked.bayId });
  diary.stay(parkMs / diary.pace);
  diary.walk(home.car, driveMps);
}

/** Steps as they are planned, and the moment up to which they reach. */
class Diary {
  readonly steps: Step[] = [];
  at: number;
  pace: number;

  constructor(at: number, pace: number) {
    this.at = at;
    this.pace = pace;
  }

  write(deed: Deed): void {
    this.steps.push({ at: this.at, walk: null, deed });
  }

  stay(ms: number): void {
    this.at += ms;
  }

  /** Walks and crosses the lines on the way. */
  walk(legs: readonly Leg[], speedMps: number): void {
    for (const leg of legs) {
      const startsAt = this.at;
      this.at += (leg.lengthM / speedMps / this.pace) * secondMs;
      if (leg.passage === null) continue;
      this.steps.push({ at: this.at, walk: { leg, startsAt }, deed: { kind: 'cross', passage: leg.passage } });
      this.at += rideMs[leg.passage.line.kind] / this.pace;
    }
  }

  /** Walks to a stop and does something there. */
  arrive(legs: readonly Leg[], speedMps: number, deed: Deed): void {
    this.walk(legs.slice(0, -1), speedMps);
    const startsAt = this.at;
    this.walk(legs.slice(-1), speedMps);
    const [leg] = legs.slice(-1);
    this.steps.push({ at: this.at, walk: leg === undefined ? null : { leg, startsAt }, deed });
  }
}

/** On foot to the nearest way out, or to the car and out with it. */
interface WayHome {
  readonly foot: readonly Leg[];
  readonly car: readonly Leg[];
}

function routeHome(from: Stop, parked: BayPlace | null, mode: TravelMode, book: RouteBook): WayHome | null {
  const foot = parked === null ? book.wayOut(from, mode) : book.route(from, parked.stop, mode);
  const car = parked === null ? [] : book.wayOut(parked.stop, 'car');
  return foot === null || car === null ? null : { foot, car };
}

/** Of two places that attract, the nearer one: people wander, but not across the whole mall each time. */
function choosePlace(
  from: Stop,
  mode: TravelMode,
  { places, book, random }: VisitRequest,
): { place: Place; legs: readonly Leg[] } | null {
  let best: { place: Place; legs: readonly Leg[] } | null = null;
  for (let candidate = 0; candidate < 2; candidate++) {
    const place = random.pickBy(places.visited, attractionOf, attractionMax);
    const legs = book.route(from, place.stop, mode);
    if (legs !== null && (best === null || metres(legs) < metres(best.legs))) best = { place, legs };
  }
  return best;
}

const attractionOf = ({ habit }: Place) => habit.attraction;

/** Poisson, by counting waits. */
function countOf(random: Random, mean: number): number {
  let count = 0;
  for (let time = random.wait(1); time < mean; time += random.wait(1)) count += 1;
  return count;
}

function metres(legs: readonly Leg[]): number {
  return legs.reduce((sum, leg) => sum + leg.lengthM, 0);
}

/** In ms, at the pace of life. */
function lasting(legs: readonly Leg[], speedMps: number): number {
  const ridesMs = legs.reduce((sum, { passage }) => sum + (passage === null ? 0 : rideMs[passage.line.kind]), 0);
  return (metres(legs) / speedMps) * secondMs + ridesMs;
}

function homeLasting({ foot, car }: WayHome, walkMps: number): number {
  return lasting(foot, walkMps) + lasting(car, driveMps) + parkMs;
}
