/** The forms in which devices write time. */

export interface Instant {
  readonly at: number;
  /** True where the form carries no fraction: two things of the same second look simultaneous. */
  readonly wholeSeconds: boolean;
}

// Epoch milliseconds below this bound would lie before 1973-03, epoch seconds above it after the year 5138.
const secondsBound = 100_000_000_000;
const latestAt = 8_640_000_000_000_000;
const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:?\d{2})$/;

/** Epoch ms from epoch seconds, epoch milliseconds (number or digits) or RFC 3339 with its offset; else null. */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value === 'number') return parseEpoch(value);
  if (typeof value !== 'string') return null;
  if (/^\d{1,16}$/.test(value)) return parseEpoch(Number(value));
  const match = rfc3339.exec(value);
  if (match === null) return null;
  const at = Date.parse(
    value
      .replace(' ', 'T')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
      .toUpperCase(),
  );
  return Number.isNaN(at) || at < 0 ? null : { at, wholeSeconds: match[1] === undefined };
}

function parseEpoch(value: number): Instant | null {
  if (!Number.isFinite(value) || value <= 0 || value > latestAt) return null;
  if (value >= secondsBound) return { at: Math.round(value), wholeSeconds: false };
  return { at: Math.round(value * 1000), wholeSeconds: Number.isInteger(value) };
}

const wallClock = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})$/;

/** Epoch ms of "2026/11/22 14:05:00" at an offset in minutes east of UTC; null where it is no such time. */
export function parseWallClock(text: string, offsetMinutes: number): number | null {
  const match = wallClock.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wallAt = Date.UTC(year, month - 1, day, hour, minute, second);
  const given = new Date(wallAt);
  // Date.UTC carries 31 April over into May; a device that says so is wrong, not generous.
  if (given.getUTCMonth() !== month - 1 || given.getUTCDate() !== day || given.getUTCHours() !== hour) return null;
  const at = wallAt - offsetMinutes * 60_000;
  return at < 0 ? null : at;
}

/** Minutes east of UTC: "UTC+8:00" is 480; also "UTC-03:30", "GMT+8" and "UTC"; null for anything else. */
export function parseUtcOffset(text: string): number | null {
  const match = /^(?:UTC|GMT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return null;
  return match[1] === '-' ? -minutes : minutes;
}
