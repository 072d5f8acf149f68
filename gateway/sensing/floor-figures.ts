/** What the windows say of the floor at one minute: the figures behind the live feed, the scrubbed past and the heat. */
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import type { LineId, ZoneId } from '#shared/domain/ids.ts';
import { minuteOf } from '#shared/domain/window.ts';
import type { BayState, Parking, ZoneState } from '#shared/wire/floor-api.ts';
import type { FloorPlan, PlanZone } from './aggregate/floor-plan.ts';
import type { FloorWindows } from './aggregate/floor-windows.ts';

/** Completeness on screens is that of so many minutes whose reports are due; the trend goes back as far. */
const recentMinutes = 15;
/** A crossing warms its line in the heat picture for so long. */
const activityMinutes = 5;
/** How far back the floor can be scrubbed: it lies within the two business days in memory. */
export const scrubMaxMs = 24 * hourMs;

export interface FloorFigures {
  zones(): ZoneState[];
  bay(bay: number): BayState;
  bays(): BayState[];
  parking(): Parking['zones'];
  completeness(): number;
  peopleByZone(): ReadonlyMap<ZoneId, number>;
  activityByLine(): ReadonlyMap<LineId, number>;
}

export interface FiguresParts {
  readonly plan: FloorPlan;
  readonly windows: FloorWindows;
  /** The moment that is shown; null for now. */
  readonly at: number | null;
  readonly now: number;
  /** Since when this process listens: a device is not silent because the gateway was not there. */
  readonly startedAt: number;
  /** Tags by zone number at the moment. */
  readonly tags: ReadonlyMap<number, number>;
}

/** The figures of a moment; folds the zones up to it. */
export function figuresAt(parts: FiguresParts): FloorFigures {
  const { plan, windows } = parts;
  const minute = parts.at === null ? windows.liveMinute(parts.now) : minuteOf(parts.at);
  windows.zones.foldThrough(minute);
  const allLines = plan.lines.filter((line) => line.watches.length > 0).map((line) => line.index);

  function completenessOf(lines: readonly number[]): number {
    if (lines.length === 0) return 0;
    const sum = lines.reduce((total, line) => total + recentCoverage(parts, line, minute), 0);
    return Math.min(1, sum / lines.length);
  }

  function trendOf(zone: number): number | null {
    const before = minute - recentMinutes;
    const people = windows.zones.people(zone, minute);
    const then = windows.zones.people(zone, before);
    // Figures start again with the day: a difference across its start says nothing.
    return people === null || then === null || before < windows.dayStart(minute) ? null : people - then;
  }

  function bay(index: number): BayState {
    const fact = windows.bays.stateAt(index, minute);
    const bayId = plan.bays[index];
    if (bayId === undefined) throw new Error(`no bay ${index}`);
    return { bayId, occupied: fact?.occupied ?? null, since: fact?.since ?? null };
  }

  return {
    zones: () =>
      plan.zones.map((zone) => ({
        zoneId: zone.id,
        people: windows.zones.people(zone.index, minute),
        trend: trendOf(zone.index),
        completeness: completenessOf(zone.watchedLines),
        tagsPresent: zone.hasReader ? (parts.tags.get(zone.index) ?? 0) : null,
        blind: blindIn(parts, zone, minute),
      })),
    bay,
    bays: () => plan.bays.map((_, index) => bay(index)),
    parking: () =>
      plan.zones
        .filter((zone) => zone.bays.length > 0)
        .map((zone) => {
          const states = zone.bays.map((index) => windows.bays.stateAt(index, minute));
          return {
            zoneId: zone.id,
            bays: states.length,
            occupied: states.filter((state) => state?.occupied).length,
            unknown: states.filter((state) => state === null).length,
          };
        }),
    completeness: () => completenessOf(allLines),
    peopleByZone: () =>
      new Map(
        plan.zones.flatMap((zone) => {
          const people = windows.zones.people(zone.index, minute);
          return people === null ? [] : [[zone.id, people] as const];
        }),
      ),
    activityByLine: () =>
      new Map(
        plan.lines.map((line) => {
          let crossings = 0;
          for (let back = 0; back < activityMinutes; back += 1) {
            crossings +=
              windows.lines.forward(line.index, minute - back) + windows.lines.backward(line.index, minute - back);
          }
          return [line.id, crossings] as const;
        }),
      ),
  };
}

/**
 * The mean completeness, 0 to 1, of the last minutes whose reports are due. Before the first reading nothing is expected
 * of any device, but minutes that were imported count.
 */
function recentCoverage({ plan, windows, now }: FiguresParts, line: number, minute: number): number {
  const nowMinute = minuteOf(now);
  const closesAfter = plan.lines[line]?.closesAfterMinutes ?? 0;
  const last = Math.min(minute, nowMinute - 1 - closesAfter);
  const heardFrom = windows.heardFrom ?? minute;
  let due = 0;
  let sum = 0;
  for (let each = last - recentMinutes + 1; each <= last; each += 1) {
    const coveredMs = windows.lines.coveredMs(line, each);
    if (each < heardFrom && coveredMs === 0) continue;
    due += 1;
    sum += coveredMs;
  }
  return (due === 0 ? windows.lines.coveredSoFarMs(line, minute, nowMinute) : sum / due) / minuteMs;
}

/**
 * The devices that a zone is blind for. Of a past minute that is what was to be seen then, with what came late or was
 * imported since: an imported minute is known, whoever was silent in it; before the first reading of all nobody is
 * blind; after it a device that was never heard is, as it was on the live floor.
 */
function blindIn(parts: FiguresParts, zone: PlanZone, minute: number): ZoneState['blind'] {
  const { plan, windows, at, now, startedAt } = parts;
  return zone.devices.flatMap((index) => {
    const device = plan.devices[index];
    const silentAfterMs = device?.profile.silentAfterMs ?? null;
    if (device === undefined || silentAfterMs === null) return [];
    if (at === null) {
      const word = windows.lastWord(device.id);
      const isSilent = now - Math.max(word?.receivedAt ?? 0, startedAt) > silentAfterMs;
      return isSilent ? [{ deviceId: device.id, since: word?.at ?? null }] : [];
    }
    const known = windows.lines.lastKnown(device, minute);
    const quietFrom = Math.max(known === null ? 0 : known + 1, windows.heardFrom ?? minute) * minuteMs;
    const isSilent = at - quietFrom > silentAfterMs;
    return isSilent ? [{ deviceId: device.id, since: known === null ? null : quietFrom }] : [];
  });
}
