/**
 * The health of all devices: takes what the other stages tell (stored batches, MQTT presence, printers' answers) and
 * once a tick judges every device. It holds no timer; whoever composes it calls the tick.
 */
import type { HealthStore, PrinterState } from '#gateway/ports/health.ts';
import type { StoredBatch } from '#gateway/ports/sensing.ts';
import { type BusinessDay, businessDayAt, openingOf } from '#shared/domain/calendar.ts';
import type { Fault } from '#shared/domain/faults.ts';
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site, SiteCalendar } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import type { OpenSince } from './causes.ts';
import { DeviceHealth } from './device-health.ts';
import type { DeviceVitals } from './device-vitals.ts';
import { figuresEveryMs, HealthJournal } from './health-journal.ts';

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
  /** Told when the store refuses (`store_failed`); nothing is lost then, it is offered again later. */
  readonly onFault?: (fault: Fault) => void;
}

export function createHealth({ site, profiles, store, clock, onFault = () => {} }: HealthParts): Health {
  const devices = new Map<DeviceId, DeviceHealth>();
  const journal = new HealthJournal(store, onFault);
  const told = new Map<DeviceId, { readonly at: number; readonly urgent: string }>();
  const openSince = openingHours(site.calendar);
  const save = (at: number) => journal.save(at, (deviceId) => devices.get(deviceId)?.memory());

  /** A name that is not in the site (a kiosk, a device removed since) is nobody's health. */
  function on(deviceId: DeviceId, work: (vitals: DeviceVitals) => void): void {
    const device = devices.get(deviceId);
    if (device === undefined) return;
    work(device.vitals);
    journal.touch(deviceId);
  }

  /** The row where the screens must hear of it, else null. */
  function news(deviceId: DeviceId, device: DeviceHealth, at: number): DeviceRow | null {
    const row = device.row(at);
    const urgent = [row.state, row.cause, row.online, row.paper, row.firmware].join(' ');
    const before = told.get(deviceId);
    const figuresDue = before !== undefined && at - before.at >= figuresEveryMs && journal.isTouched(deviceId);
    if (urgent === before?.urgent && !figuresDue) return null;
    told.set(deviceId, { at, urgent });
    return row;
  }

  return {
    start() {
      const startedAt = clock.now();
      const memories = new Map(store.load().map((memory) => [memory.deviceId, memory]));
      for (const device of site.devices) {
        const profile = profiles.get(device.profileId);
        // The site was checked when it was read: this is a bug, not a fault.
        if (profile === undefined) throw new Error(`device ${device.id}: no profile ${device.profileId}`);
        devices.set(device.id, new DeviceHealth(device, profile, startedAt, memories.get(device.id) ?? null));
      }
    },

    stop: () => save(clock.now()),

    observe({ readings, repeats, gaps, fillings, rejected, facts }) {
      const now = clock.now();
      for (const reading of readings) on(reading.deviceId, (vitals) => vitals.reading(reading));
      for (const [deviceId, times] of repeats) on(deviceId, (vitals) => vitals.repeated(times, now));
      // A gap and what fills it may come in one batch.
      for (const gap of gaps) on(gap.deviceId, (vitals) => vitals.gaps.opened(gap, now));
      for (const filling of fillings) on(filling.deviceId, (vitals) => vitals.gaps.filled(filling));
      for (const { deviceId, at } of rejected) on(deviceId, (vitals) => vitals.rejected(at));
      for (const { deviceId, at, fact } of facts) {
        on(deviceId, (vitals) => vitals.fact(fact, at));
        if (fact.kind === 'device_error' && devices.has(deviceId))
          journal.report({ deviceId, at, detail: fact.detail });
      }
    },

    presence: (deviceId, online, at) => on(deviceId, (vitals) => vitals.presence(online, at)),
    printer: (deviceId, state, at) => on(deviceId, (vitals) => vitals.printed(state, at)),
    heard: (deviceId, at) => on(deviceId, (vitals) => vitals.heard(at)),

    tick(at) {
      const since = openSince(at);
      const rows: DeviceRow[] = [];
      for (const [deviceId, device] of devices) {
        const change = device.evaluate(at, since);
        if (change !== null) journal.change(change);
        const row = news(deviceId, device, at);
        if (row !== null) rows.push(row);
      }
      if (journal.isDue(at)) save(at);
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
