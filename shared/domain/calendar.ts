/** Mall time: the business day and the hours of opening, from epoch milliseconds and the site's time zone. */
import type { SiteCalendar } from './site.ts';

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** A business day: its name (the calendar date on which it starts, "2026-11-22") and its bounds in epoch ms. */
export interface BusinessDay {
  readonly name: string;
  readonly startsAt: number;
  /** Exclusive. 23, 24 or 25 hours after the start where clocks change. */
  readonly endsAt: number;
}

/** The business day in which a moment lies. */
export function businessDayAt(at: number, calendar: SiteCalendar): BusinessDay {
  const local = localTime(at, calendar.timeZone);
  const date = local.clock < calendar.dayStartsAt ? addDays(local.date, -1) : local.date;
  return businessDayNamed(date, calendar);
}

/** The business day of a calendar date "YYYY-MM-DD". */
export function businessDayNamed(date: string, calendar: SiteCalendar): BusinessDay {
  return {
    name: date,
    startsAt: instantOf(date, calendar.dayStartsAt, calendar.timeZone),
    endsAt: instantOf(addDays(date, 1), calendar.dayStartsAt, calendar.timeZone),
  };
}

/** Opening and closing of a business day, in epoch ms. */
export function openingOf(day: BusinessDay, calendar: SiteCalendar): { opensAt: number; closesAt: number } {
  const closesNextDay = calendar.closesAt <= calendar.opensAt;
  return {
    opensAt: instantOf(day.name, calendar.opensAt, calendar.timeZone),
    closesAt: instantOf(closesNextDay ? addDays(day.name, 1) : day.name, calendar.closesAt, calendar.timeZone),
  };
}

/** Date "YYYY-MM-DD" plus a number of days, by the proleptic Gregorian calendar. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Local date "YYYY-MM-DD" and clock "HH:MM" of a moment. */
export function localTime(at: number, timeZone: string): { date: string; clock: string } {
  const text = formatterOf(timeZone).format(at);
  return { date: text.slice(0, 10), clock: text.slice(11, 16) };
}

/** The moment at which a wall clock shows a date and time; in a gap of the clock, the moment after the gap. */
function instantOf(date: string, clock: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T${clock}:00Z`);
  // Two rounds settle every zone: the first lands within a day, the second corrects the offset in force there.
  let at = wanted - offsetAt(wanted, timeZone);
  at = wanted - offsetAt(at, timeZone);
  return at;
}

function offsetAt(at: number, timeZone: string): number {
  const local = formatterOf(timeZone).format(at).replace(' ', 'T');
  return Date.parse(`${local}Z`) - Math.floor(at / secondMs) * secondMs;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    // The Swedish form is ISO 8601: 2026-11-22 14:02:03.
    formatter = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
