/** Numbers and times as people read them: grouped, 24-hour, by the mall's clock. Pure. */
import { dayMs, hourMs, minuteMs, secondMs } from '../../domain/calendar.ts';
import type { Language } from '../../domain/text.ts';

/** 12480 -> "12,480" in both languages. */
export function formatCount(value: number): string {
  return numberFormat.format(value);
}

/** 0.9971 -> "99.7"; never rounds up to 100 what is not whole. `share` 0 to 1. */
export function formatPercent(share: number): string {
  return String(Math.floor(share * 1000) / 10);
}

/** A whole number with its sign: "+8", "−3" (U+2212), "0". */
export function formatChange(value: number): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${numberFormat.format(Math.abs(value))}`;
}

/** Epoch ms -> "14:20" on a clock of the time zone. */
export function formatClock(at: number, timeZone: string): string {
  return formatOf(timeZone, 'en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** Epoch ms -> "14:20:05". */
export function formatClockSeconds(at: number, timeZone: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return formatOf(timeZone, 'en-GB', parts).format(at);
}

/** Epoch ms -> "11-22 周日" or "Sun 22 Nov". */
export function formatDay(at: number, timeZone: string, language: Language): string {
  if (language === 'en') {
    const parts = formatOf(timeZone, 'en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).formatToParts(at);
    const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
    return `${part('weekday')} ${part('day')} ${part('month')}`;
  }
  const date = formatOf(timeZone, 'sv-SE', { month: '2-digit', day: '2-digit' }).formatToParts(at);
  const number = (type: string) => date.find((candidate) => candidate.type === type)?.value ?? '';
  const weekday = formatOf(timeZone, 'zh-CN', { weekday: 'short' }).format(at);
  return `${number('month')}-${number('day')} ${weekday}`;
}

/** Epoch ms -> "11-22 周日 14:20:05": the exact time, for titles and accessible names. */
export function formatMoment(at: number, timeZone: string, language: Language): string {
  return `${formatDay(at, timeZone, language)} ${formatClockSeconds(at, timeZone)}`;
}

/** An age in the one unit a person would say; less than ten seconds is "now". */
export function ageOf(elapsedMs: number): { unit: 'now' | 'second' | 'minute' | 'hour' | 'day'; count: number } {
  if (elapsedMs < 10 * secondMs) return { unit: 'now', count: 0 };
  if (elapsedMs < minuteMs) return { unit: 'second', count: Math.floor(elapsedMs / secondMs) };
  if (elapsedMs < hourMs) return { unit: 'minute', count: Math.floor(elapsedMs / minuteMs) };
  if (elapsedMs < 2 * dayMs) return { unit: 'hour', count: Math.floor(elapsedMs / hourMs) };
  return { unit: 'day', count: Math.floor(elapsedMs / dayMs) };
}

const numberFormat = new Intl.NumberFormat('en-GB');
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${locale} ${Object.values(parts).join()} ${Object.keys(parts).join()}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone, ...parts });
  formats.set(key, made);
  return made;
}
