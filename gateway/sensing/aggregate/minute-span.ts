/**
 * The stretch of minutes that is held in memory: the business day before the current one and the current one. Readings
 * are taken up to 24 hours late, so every reading that is ever accepted falls into it. Figures of a subject are a
 * column of one number a minute; when the day changes, all columns move by the day that has become final.
 */
import { addDays, type BusinessDay, businessDayNamed } from '#shared/domain/calendar.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { minuteOf } from '#shared/domain/window.ts';

/** Two days of 25 hours, and an hour for readings that are a little ahead of the gateway's clock. */
export const spanMinutes = 51 * 60;

export interface MinuteSpan {
  /** The minute at index 0: the start of the day before. */
  readonly first: number;
  /** Where the figures of zones start again at nobody: the days before, now and next. */
  readonly dayStarts: readonly [before: number, now: number, next: number];
}

export function spanOf(day: BusinessDay, calendar: SiteCalendar): MinuteSpan {
  const before = businessDayNamed(addDays(day.name, -1), calendar);
  const first = minuteOf(before.startsAt);
  return { first, dayStarts: [first, minuteOf(day.startsAt), minuteOf(day.endsAt)] };
}

/** The first minute of the business day in which a minute lies. */
export function dayStartOf(minute: number, span: MinuteSpan): number {
  const [before, now, next] = span.dayStarts;
  if (minute >= next) return next;
  return minute >= now ? now : before;
}

type Column = Int32Array | Uint16Array | Uint8Array | Float64Array;

/** Moves every column `by` minutes towards its start; what leaves is forgotten, what comes in is 0. */
export function shiftColumns(columns: readonly Column[], by: number): void {
  for (const column of columns) {
    column.copyWithin(0, Math.min(by, column.length));
    column.fill(0, Math.max(0, column.length - by));
  }
}

/** One column a subject. */
export function columnsOf<Kind extends Column>(count: number, make: () => Kind): readonly Kind[] {
  return Array.from({ length: count }, make);
}

export const counts = (): Int32Array => new Int32Array(spanMinutes);
export const flags = (): Uint8Array => new Uint8Array(spanMinutes);

/** The column of a subject that the plan numbered; a number without a column is a bug. */
export function columnAt<Kind>(columns: readonly Kind[], index: number): Kind {
  const column = columns[index];
  if (column === undefined) throw new Error(`no column ${index}`);
  return column;
}
