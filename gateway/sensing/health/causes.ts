/**
 * When a device is not well, and when it is well again: one rule a cause, each with a threshold to begin and another
 * one to end, so that a figure at the edge does not flap. All thresholds of the health of devices stand here.
 */
import type { Ailment } from '#gateway/ports/health.ts';
import { minuteMs } from '#shared/domain/calendar.ts';
import type { HealthCause, HealthState } from '#shared/wire/device-api.ts';
import { type DeviceVitals, printerCauses, troubleMinutes } from './device-vitals.ts';

/** How long an MQTT device may be away before it counts as offline: a reconnect with backoff is no incident. */
const offlineGraceMs = 30_000;
const clockOffMs = 60_000;
const clockRightMs = 30_000;
const rejectsMin = 3;
/** Shares of the readings of the last minutes; below the number of cases nothing is concluded. */
const troubleShare = 0.2;
const troubleOverShare = 0.1;
const troubleCasesMin = 5;
const missingShare = 0.02;
const missingOverShare = 0.01;
const batteryLowPercent = 15;
const batteryFinePercent = 20;

/** When the mall opened, epoch ms; null while it is closed. */
export type OpenSince = number | null;

/** What a rule sees beside the vitals. `active` is the same ailment where it was found before. */
interface Moment {
  readonly at: number;
  readonly openSince: OpenSince;
  readonly active: Ailment | null;
}

type Rule = (vitals: DeviceVitals, moment: Moment) => (Pick<Ailment, 'value'> & Partial<Ailment>) | null;

/** The worst first: what stands higher explains what stands lower. */
const rules: Readonly<Record<HealthCause, Rule>> = {
  printer_unreachable: printerSays('printer_unreachable'),
  cover_open: printerSays('cover_open'),
  paper_out: printerSays('paper_out'),
  printer_error: printerSays('printer_error'),
  offline: isOffline,
  silent: isSilent,
  stuck: isStuck,
  clock_off: isClockOff,
  payload_rejected: isRejected,
  readings_missing: isMissing,
  repeating: (vitals, moment) => isTrouble(vitals, moment, vitals.repeats.sum(moment.at)),
  out_of_order: (vitals, moment) => isTrouble(vitals, moment, vitals.late.sum(moment.at)),
  battery_low: isBatteryLow,
  paper_low: printerSays('paper_low'),
};

const illCauses: ReadonlySet<HealthCause> = new Set<HealthCause>([
  'printer_unreachable',
  'cover_open',
  'paper_out',
  'printer_error',
  'offline',
  'silent',
  'stuck',
]);

/** All that ails a device now, the worst first. */
export function findAilments(
  vitals: DeviceVitals,
  before: readonly Ailment[],
  at: number,
  openSince: OpenSince,
): readonly Ailment[] {
  const ailments: Ailment[] = [];
  for (const cause of Object.keys(rules) as HealthCause[]) {
    const active = before.find((ailment) => ailment.cause === cause) ?? null;
    const found = rules[cause](vitals, { at, openSince, active });
    if (found !== null) ailments.push({ cause, since: found.since ?? active?.since ?? at, value: found.value });
  }
  return ailments;
}

/** State and cause as screens show them. */
export function judge(
  vitals: DeviceVitals,
  ailments: readonly Ailment[],
): { readonly state: HealthState; readonly ailment: Ailment | null } {
  const [worst] = ailments;
  if (worst === undefined) return { state: vitals.firstSeenAt === null ? 'unseen' : 'well', ailment: null };
  // A device that speaks and is not understood looks silent from the readings; the rejects say what to mend.
  const rejected = ailments.find(({ cause }) => cause === 'payload_rejected');
  const ailment = worst.cause === 'silent' && rejected !== undefined ? rejected : worst;
  return { state: illCauses.has(worst.cause) ? 'ill' : 'attention', ailment };
}

function printerSays(cause: HealthCause): Rule {
  return ({ printer, paper }) => {
    if (printer !== null && printerCauses[printer.state] === cause) return { value: null, since: printer.at };
    // Printers that report their paper by MQTT are never asked.
    if (printer !== null) return null;
    return (cause === 'paper_out' && paper === 'out') || (cause === 'paper_low' && paper === 'low')
      ? { value: null }
      : null;
  };
}

/** A device that still sends, by whatever way, is not offline. */
function isOffline({ offlineSince, lastReadingAt }: DeviceVitals, { at, active }: Moment): ReturnType<Rule> {
  if (offlineSince === null || (lastReadingAt ?? 0) > offlineSince) return null;
  if (active !== null) return { value: null };
  return at - offlineSince < offlineGraceMs ? null : { value: null, since: offlineSince };
}

/**
 * A device without a cadence speaks when people come: it is judged in opening hours only, from their beginning. The
 * first good reading ends it; a restart of this program neither ends nor causes it.
 */
function isSilent(vitals: DeviceVitals, { at, openSince, active }: Moment): ReturnType<Rule> {
  const { profile, firstSeenAt, lastReadingAt, startedAt } = vitals;
  if (profile.silentAfterMs === null || firstSeenAt === null) return null;
  const since = lastReadingAt ?? firstSeenAt;
  if (active !== null && active.since >= since) return { value: null, since: active.since };
  const byCrowd = profile.cadenceMs === null;
  if (byCrowd && openSince === null) return null;
  const listeningFrom = Math.max(since, startedAt, byCrowd ? (openSince ?? 0) : 0);
  return at - listeningFrom > profile.silentAfterMs ? { value: null, since } : null;
}

function isStuck({ runs }: DeviceVitals, { active }: Moment): ReturnType<Rule> {
  const stuck = runs.stuck();
  if (stuck !== null) return active === null ? stuck : { value: stuck.value };
  // After a restart the runs start anew: only a figure that moves is a recovery.
  return active === null || runs.moved ? null : { value: active.value };
}

function isClockOff({ clockOffsetMs }: DeviceVitals, { active }: Moment): ReturnType<Rule> {
  if (clockOffsetMs === null) return active;
  const bound = active === null ? clockOffMs : clockRightMs;
  return Math.abs(clockOffsetMs) > bound ? { value: Math.round(clockOffsetMs / 1000) } : null;
}

function isRejected(vitals: DeviceVitals, moment: Moment): ReturnType<Rule> {
  const rejects = vitals.rejects.sum(moment.at);
  if (rejects >= rejectsMin) return { value: rejects };
  return moment.active !== null && (rejects > 0 || isTooEarly(vitals, moment)) ? { value: moment.active.value } : null;
}

function isTrouble(vitals: DeviceVitals, moment: Moment, cases: number): ReturnType<Rule> {
  // Repeats are not stored, late readings are: both shares are of all that came.
  const share = cases / Math.max(1, vitals.stored.sum(moment.at) + vitals.repeats.sum(moment.at));
  if (cases >= troubleCasesMin && share > troubleShare) return { value: Math.round(share * 100) };
  if (moment.active === null) return null;
  return share > troubleOverShare || isTooEarly(vitals, moment) ? { value: moment.active.value } : null;
}

function isMissing({ gaps, messages }: DeviceVitals, { at, active }: Moment): ReturnType<Rule> {
  const missing = gaps.missing(at);
  if (missing === 0) return null;
  const share = missing / (missing + messages.sum(at));
  return share > (active === null ? missingShare : missingOverShare) ? { value: missing } : null;
}

/** Right after a start the last minutes are not known: what was found before stands until they are. */
function isTooEarly({ startedAt }: DeviceVitals, { at }: Moment): boolean {
  return at - startedAt < troubleMinutes * minuteMs;
}

function isBatteryLow({ batteryPercent }: DeviceVitals, { active }: Moment): ReturnType<Rule> {
  if (batteryPercent === null) return null;
  const low = active === null ? batteryPercent <= batteryLowPercent : batteryPercent < batteryFinePercent;
  return low ? { value: batteryPercent } : null;
}
