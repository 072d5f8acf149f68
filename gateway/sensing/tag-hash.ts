/** What takes the place of a tag id, from the edge on: a keyed hash whose key lives for one business day. */
import { createHmac } from 'node:crypto';
import { businessDayAt } from '#shared/domain/calendar.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';

export interface TagKeySource {
  keyOf(day: string): Uint8Array;
}

/** 96 bits: no two of a day's tags meet, and nobody counts back without the key. */
const hashBytes = 12;

/** A function from (tag id, moment of arrival) to 24 hexadecimal characters. Upper and lower case are the same tag. */
export function createTagHash(calendar: SiteCalendar, keys: TagKeySource): (tagId: string, at: number) => string {
  let today: { startsAt: number; endsAt: number; key: Uint8Array } = { startsAt: 0, endsAt: 0, key: new Uint8Array() };
  return (tagId, at) => {
    if (at < today.startsAt || at >= today.endsAt) {
      const day = businessDayAt(at, calendar);
      today = { startsAt: day.startsAt, endsAt: day.endsAt, key: keys.keyOf(day.name) };
    }
    const hash = createHmac('sha256', today.key).update(tagId.toLowerCase()).digest();
    return hash.subarray(0, hashBytes).toString('hex');
  };
}
