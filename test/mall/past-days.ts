/** The past of the mall, one business day after the other, as the minute crossings of every line. */
import { addDays, type BusinessDay, businessDayAt, businessDayNamed, minuteMs } from '#shared/domain/calendar.ts';
import type { LineId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import { createCrowd } from './mall.ts';

/** One minute of one line; minutes without a crossing are left out. */
export interface LineMinute {
  readonly line: LineId;
  /** Start of the minute, epoch ms. */
  readonly at: number;
  readonly forward: number;
  readonly backward: number;
}

/** The minutes of one business day, in the order of time. */
export function* walkDay(
  site: Site,
  day: BusinessDay,
  order: { readonly seed: number; readonly peoplePeak: number; readonly alwaysOpen: boolean },
): Generator<LineMinute> {
  const crowd = createCrowd({
    site,
    ...order,
    seed: order.seed + day.startsAt / minuteMs,
    pace: 1,
    startsAt: day.startsAt,
  });
  for (let at = day.startsAt; at < day.endsAt; at += minuteMs) {
    const lines = new Map<LineId, { forward: number; backward: number }>();
    // A crossing in the very first millisecond of the next minute belongs to it.
    for (const event of crowd.advance(at + minuteMs - 1)) {
      if (event.kind !== 'crossing') continue;
      const counts = lines.get(event.lineId) ?? { forward: 0, backward: 0 };
      counts[event.direction] += 1;
      lines.set(event.lineId, counts);
    }
    for (const [line, counts] of lines) yield { line, at, ...counts };
  }
}

/** The last whole business days before a moment, the oldest first. */
export function daysBefore(until: number, days: number, { calendar }: Site): readonly BusinessDay[] {
  const today = businessDayAt(until, calendar).name;
  return Array.from({ length: days }, (_, index) => businessDayNamed(addDays(today, index - days), calendar));
}
