/**
 * The health of all devices: takes what the other stages tell (stored batches, MQTT presence, printers' answers) and
 * once a tick judges every device. It never reads a clock by itself except at its start, and it holds no timer.
 */
import type { DeviceReport, HealthChange, HealthStore, PrinterState } from '#gateway/ports/health.ts';
import type { StoredBatch } from '#gateway/ports/sensing.ts';
import { type BusinessDay, businessDayAt, openingOf, secondMs } from '#shared/domain/calendar.ts';
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site, SiteCalendar } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import type { OpenSince } from './causes.ts';
import { DeviceHealth } from './device-health.ts';

export interface Health {
  /** Recalls what was known before the restart. Call it once, before anything else. */
  start(): void;
  /** Writes down what is known now. */
  stop(): void;
  observe(batch: StoredBatch): void;
  /** Its MQTT session opened or closed. */
  presence(deviceId: DeviceId, online: boolean, at: number): void;
  printer(deviceId: DeviceId, state: PrinterState, at: number): void;
  /** A sign of life through a door that carries no readings, such as a receipt from a POS. */
  heard(deviceId: DeviceId, at: number): void;
  /**
   * Judges all devices, stores the changes, and answers the rows a screen must be told: at once where state, cause or
   * presence changed, every few seconds where only the last reading or another figure did. Call it about once a second.
   */
  tick(at: number): readonly DeviceRow[];
  rows(at: number): readonly DeviceRow[];
  row(deviceId: DeviceId, at: number): DeviceRow | null;
  /** Device clock minus gateway clock in ms; null for a device without a clock or without a reading since the start. */
  clockOffsetMs(deviceId: DeviceId): number | null;
}

export interface HealthParts {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly store: HealthStore;
  readonly clock: Clock;
}

/** Figures that move all the time are told and stored this often. */
const figuresEveryMs = 15 * secondMs;
/** The same words of the same device within this time are one report. */
const reportAgainAfterMs = 10 * 60 * secondMs;
const reportsWaitingMax = 1_000;

/** Throws (a bug: the site was checked before) where a device names a profile that does not exist. */
export function createHealth({ site, profiles, store, clock }: HealthParts): Health {
  const devices = new Map<DeviceId, DeviceHealth>();
  const told = new Map<DeviceId, { at: number; urgent: string }>();
  const unsaved = new Set<DeviceId>();
  const newestReport = new Map<DeviceId, DeviceReport>();
  let reports: DeviceReport[] = [];
  let savedAt = 0;
  const openSince = openingHours(site.calendar);

  /** Work on a device; a name that is not in the site (a kiosk, a device removed since) is nobody's health. */
  function on(deviceId: DeviceId, work: (device: DeviceHealth) => void): void {
    const device = devices.get(deviceId);
    if (device === undefined) return;
    work(device);
    unsaved.add(deviceId);
  }

  function report(next: DeviceReport): void {
    const last = newestReport.get(next.deviceId);
    if (last?.detail === next.detail && next.at - last.at < reportAgainAfterMs) return;
    newestReport.set(next.deviceId, next);
    if (reports.length < reportsWaitingMax) reports.push(next);
  }

  function save(changes: readonly HealthChange[], at: number): void {
    const memories = [...unsaved].flatMap((deviceId) => devices.get(deviceId)?.memory() ?? []);
    store.save(memories, changes, reports);
    unsaved.clear();
    reports = [];
    savedAt = at;
  }

  /** The row where the screens must hear of it, else null. */
  function news(deviceId: DeviceId, device: DeviceHealth, at: number): DeviceRow | null {
    const row = device.row(at);
    const urgent = [row.state, row.cause, row.online, row.paper, row.firmware].join(' ');
    const before = told.get(deviceId);
    const due = before === undefined || at - before.at >= figuresEveryMs;
    if (urgent === before?.urgent && !(due && unsaved.has(deviceId))) return null;
    told.set(deviceId, { at, urgent });
    return row;
  }

  return {
    start() {
      const startedAt = clock.now();
      const memories = new Map(store.load().map((memory) => [memory.deviceId, memory]));
      for (const device of site.devices) {
        const profile = profiles.get(device.profileId);
        if (profile === undefined) throw new Error(`device ${device.id}: no profile ${device.profileId}`);
        devices.set(device.id, new DeviceHealth(device, profile, startedAt, memories.get(device.id) ?? null));
      }
    },

    stop: () => save([], clock.now()),

    observe(batch) {
      const at = clock.now();
      for (const reading of batch.readings) on(reading.deviceId, ({ vitals }) => vitals.reading(reading));
      for (const [deviceId, times] of batch.repeats) on(deviceId, ({ vitals }) => vitals.repeated(times, at));
      for (const gap of batch.gaps) on(gap.deviceId, ({ vitals }) => vitals.gap(gap, at));
      for (const reject of batch.rejected) on(reject.deviceId, ({ vitals }) => vitals.rejected(reject.at));
      for (const { deviceId, at: factAt, fact } of batch.facts) {
        on(deviceId, ({ vitals }) => vitals.fact(fact, factAt));
        if (fact.kind === 'device_error' && devices.has(deviceId))
          report({ deviceId, at: factAt, detail: fact.detail });
      }
    },

    presence: (deviceId, online, at) => on(deviceId, ({ vitals }) => vitals.presence(online, at)),
    printer: (deviceId, state, at) => on(deviceId, ({ vitals }) => vitals.printed(state, at)),
    heard: (deviceId, at) => on(deviceId, ({ vitals }) => vitals.heard(at)),

    tick(at) {
      const changes: HealthChange[] = [];
      const rows: DeviceRow[] = [];
      const since = openSince(at);
      for (const [deviceId, device] of devices) {
        const change = device.evaluate(at, since);
        if (change !== null) {
          changes.push(change);
          unsaved.add(deviceId);
        }
        const row = news(deviceId, device, at);
        if (row !== null) rows.push(row);
      }
      const figuresDue = unsaved.size > 0 && at - savedAt >= figuresEveryMs;
      if (changes.length > 0 || reports.length > 0 || figuresDue) save(changes, at);
      return rows;
    },

    rows: (at) => [...devices.values()].map((device) => device.row(at)),
    row: (deviceId, at) => devices.get(deviceId)?.row(at) ?? null,
    clockOffsetMs: (deviceId) => devices.get(deviceId)?.vitals.clockOffsetMs ?? null,
  };
}

/** Since when the mall is open at a moment; the bounds of a business day are worked out once. */
function openingHours(calendar: SiteCalendar): (at: number) => OpenSince {
  let day: BusinessDay | null = null;
  let hours = { opensAt: 0, closesAt: 0 };
  return (at) => {
    if (day === null || at < day.startsAt || at >= day.endsAt) {
      day = businessDayAt(at, calendar);
      hours = openingOf(day, calendar);
    }
    return at >= hours.opensAt && at < hours.closesAt ? hours.opensAt : null;
  };
}
