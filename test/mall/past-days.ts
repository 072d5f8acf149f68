/**
 * The past of the mall, one business day after the other, as the minute crossings of every line. The same visits as in
 * the live mall, but nobody asks where people are in between: each visit is counted as a whole the moment it is planned.
 */
import { addDays, type BusinessDay, businessDayAt, businessDayNamed, minuteMs } from '#shared/domain/calendar.ts';
import type { LineId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import { Arrivals } from './crowd/arrivals.ts';
import { createDemand } from './crowd/demand.ts';
import type { Grounds } from './crowd/grounds.ts';
import { MinHeap } from './crowd/min-heap.ts';
import { createRandom } from './crowd/random.ts';
import { planVisit, type Step } from './crowd/visit.ts';

/** One minute of one line; minutes without a crossing are left out. */
export interface LineMinute {
  readonly line: LineId;
  /** Start of the minute, epoch ms. */
  readonly at: number;
  readonly forward: number;
  readonly backward: number;
}

export interface DayOrder {
  readonly grounds: Grounds;
  readonly seed: number;
  readonly peoplePeak: number;
  readonly alwaysOpen: boolean;
}

/** The minutes of one business day, line by line. */
export function walkDay(site: Site, day: BusinessDay, order: DayOrder): readonly LineMinute[] {
  const { book, places } = order.grounds;
  // Each day has dice of its own, the same whichever days are asked for with it.
  const random = createRandom(order.seed, `day ${day.name}`);
  const demand = createDemand({ calendar: site.calendar, ...order });
  const arrivals = new Arrivals({ places, demand, random, pace: 1 });
  const inside = new MinHeap<null>();
  const tally = new Tally(day);

  for (
    let { at, real } = arrivals.after(day.startsAt, 0);
    at < day.endsAt;
    { at, real } = arrivals.after(at, inside.size)
  ) {
    while (inside.nextKey <= at) inside.pop();
    const beginning = real ? arrivals.beginning(at) : null;
    if (beginning === null) continue;
    const leaveBy = demand.leaveBy(at);
    const steps = planVisit({ beginning, at, leaveBy, pace: 1, midway: false, random, places, book });
    const leavesAt = steps.at(-1)?.at;
    if (leavesAt === undefined) continue;
    inside.push(leavesAt, null);
    if (beginning.kind === 'ramp') arrivals.keepBay(beginning.bay.bayId, leavesAt);
    tally.count(steps);
  }
  return tally.minutes();
}

/** The last whole business days before a moment, the oldest first. */
export function daysBefore(until: number, days: number, { calendar }: Site): readonly BusinessDay[] {
  const today = businessDayAt(until, calendar).name;
  return Array.from({ length: days }, (_, index) => businessDayNamed(addDays(today, index - days), calendar));
}

/** Crossings by line and minute of one day. */
class Tally {
  readonly #day: BusinessDay;
  /** Forward and backward of each minute, one after the other. */
  readonly #lines = new Map<LineId, Uint32Array>();

  constructor(day: BusinessDay) {
    this.#day = day;
  }

  count(steps: readonly Step[]): void {
    for (const { at, deed } of steps) {
      if (deed.kind !== 'cross') continue;
      const { line, direction } = deed.passage;
      const counts =
        this.#lines.get(line.id) ?? new Uint32Array((2 * (this.#day.endsAt - this.#day.startsAt)) / minuteMs);
      const place = 2 * Math.floor((at - this.#day.startsAt) / minuteMs) + (direction === 'forward' ? 0 : 1);
      counts[place] = (counts[place] ?? 0) + 1;
      this.#lines.set(line.id, counts);
    }
  }

  minutes(): readonly LineMinute[] {
    return [...this.#lines].flatMap(([line, counts]) =>
      Array.from({ length: counts.length / 2 }, (_, minute) => ({
        line,
        at: this.#day.startsAt + minute * minuteMs,
        forward: counts[2 * minute] ?? 0,
        backward: counts[2 * minute + 1] ?? 0,
      })).filter(({ forward, backward }) => forward + backward > 0),
    );
  }
}
