/** Turns what happens into records of ground truth. */
import { minuteMs } from '#shared/domain/calendar.ts';
import type { LineId } from '#shared/domain/ids.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { Crowd, MallEvent } from './crowd/crowd.ts';
import type { TruthMinute, TruthRecord } from './truth-record.ts';

export class GroundTruth {
  readonly #crowd: Crowd;
  readonly #lines = new Map<LineId, [forward: number, backward: number]>();
  #since: number;

  constructor(crowd: Crowd, startsAt: number) {
    this.#crowd = crowd;
    this.#since = startsAt;
  }

  /** The end of the minute that is being counted. */
  get minuteEndsAt(): number {
    return (Math.floor(this.#since / minuteMs) + 1) * minuteMs;
  }

  /** Events of the current minute, in the order of time. */
  observe(events: readonly MallEvent[]): readonly TruthRecord[] {
    return events.flatMap((event) => this.#record(event));
  }

  /** Ends the minute, or what there is of it. */
  closeMinute(until: number): TruthMinute {
    const lines = Object.fromEntries(this.#lines);
    const record: TruthMinute = { kind: 'minute', at: this.#since, until, ...whereabouts(this.#crowd), lines };
    this.#lines.clear();
    this.#since = until;
    return record;
  }

  #record(event: MallEvent): readonly TruthRecord[] {
    const at = Math.round(event.at);
    switch (event.kind) {
      case 'crossing': {
        const counts = this.#lines.get(event.lineId) ?? [0, 0];
        counts[event.direction === 'forward' ? 0 : 1] += 1;
        this.#lines.set(event.lineId, counts);
        return [];
      }
      case 'bay':
        return [{ kind: 'bay', at, bay: event.bayId, occupied: event.occupied }];
      case 'sale':
        return [{ kind: 'sale', at, shop: event.shopId, amountFen: event.amountFen, phone: event.phone }];
      case 'visit': {
        const path = event.path.map((step) => ({ zone: step.zoneId, at: Math.round(step.at) }));
        const enteredAt = Math.round(event.enteredAt);
        return [{ kind: 'visit', at, enteredAt, tag: event.tag, path, shops: [...event.shops] }];
      }
      default:
        return unreachable(event);
    }
  }
}

/** Where everybody is, and every car. */
export function whereabouts(crowd: Crowd): Pick<TruthMinute, 'inside' | 'zones' | 'bays'> {
  return {
    inside: crowd.peopleInside,
    zones: Object.fromEntries(crowd.peopleByZone),
    bays: [...crowd.occupiedBays].sort(),
  };
}
