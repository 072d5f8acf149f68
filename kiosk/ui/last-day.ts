/** Until when something is good, as people say it: the last day, not the moment after it. */
import { addDays, localTime } from '#shared/domain/calendar.ts';
import type { Language } from '#shared/domain/text.ts';
import { formatClock, formatDay } from '#shared/ui/texts/figures.ts';

/**
 * The last whole day before a moment (epoch ms, exclusive): "12-31 周五", "Fri 31 Dec"; with its year where that is not
 * this year's: "2027-12-31", "31 Dec 2027". A business day ends after midnight and a coupon in the middle of a day; of
 * both the whole day before is the promise that surely holds. What ends today is told with its clock.
 */
export function formatLastDay(endsAt: number, now: number, timeZone: string, language: Language): string {
  const today = localTime(now, timeZone).date;
  const lastDate = addDays(localTime(endsAt, timeZone).date, -1);
  if (lastDate < today) return `${formatDay(endsAt, timeZone, language)} ${formatClock(endsAt, timeZone)}`;
  const noon = Date.parse(`${lastDate}T12:00:00Z`);
  if (lastDate.slice(0, 4) === today.slice(0, 4)) return formatDay(noon, 'UTC', language);
  return language === 'en' ? dateWithYear.format(noon) : lastDate;
}

const dateWithYear = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
