/** Devices as screens and programs ask for them: shared/wire/device-api.ts, from health, stores and the site. */
import type { HealthStore } from '#gateway/ports/health.ts';
import type { DeviceReader, LossStore, QuarantineStore, ReadingStore } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { metrics, type Reading } from '#shared/domain/reading.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { ChannelTarget, Site, SiteDevice } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import { type DeviceRow, healthState, type ReadingRow } from '#shared/wire/device-api.ts';
import type { Health } from './health.ts';

export interface DeviceReaderParts {
  readonly site: Site;
  readonly health: Pick<Health, 'row' | 'rows' | 'clockOffsetMs'>;
  readonly changes: Pick<HealthStore, 'changesOf' | 'reportsOf'>;
  readonly readings: ReadingStore;
  readonly quarantine: QuarantineStore;
  readonly losses: LossStore;
  readonly clock: Clock;
}

const changesMax = 100;
const readingsMax = 200;
const quarantineMax = 50;
const lossesMax = 50;
const reportsMax = 50;

export function createDeviceReader(parts: DeviceReaderParts): DeviceReader {
  const { site, health, changes, readings, quarantine, losses, clock } = parts;
  const devices = new Map(site.devices.map((device) => [device.id, device]));

  return {
    list() {
      const at = clock.now();
      return { at, devices: [...health.rows(at)].sort(illFirst) };
    },

    page(deviceId) {
      const device = devices.get(deviceId);
      const row = health.row(deviceId, clock.now());
      if (device === undefined || row === null) return fail(unknown(deviceId));
      return succeed({
        device: row,
        clockOffsetMs: health.clockOffsetMs(deviceId),
        channels: Object.entries(device.channels).map(([channel, target]) => ({ channel, watches: idOf(target) })),
        timeline: changes
          .changesOf(deviceId, changesMax)
          .map(({ at, state, cause, causeValue }) => ({ at, state, cause, causeValue })),
        reports: changes.reportsOf(deviceId, reportsMax).map(({ at, detail }) => ({ at, detail })),
        readings: readings.latestOf(deviceId, readingsMax).map((reading) => readingRow(reading, device)),
        quarantine: [...quarantine.latestOf(deviceId, quarantineMax)],
        losses: [...losses.latestOf(deviceId, lossesMax)],
      });
    },

    readings(deviceId, fromAt, toAt): Result<Iterable<ReadingRow>> {
      const device = devices.get(deviceId);
      if (device === undefined) return fail(unknown(deviceId));
      if (fromAt > toAt) return fail(fault('request_invalid', 'from: expected a time before to'));
      return succeed(readingRows(readings.readingsOf(deviceId, fromAt, toAt), device));
    },
  };
}

/** Readings as programs take them, one at a time: an export may be a whole day. */
export function* readingRows(readings: Iterable<Reading>, device: SiteDevice): Iterable<ReadingRow> {
  for (const reading of readings) yield readingRow(reading, device);
}

function readingRow(reading: Reading, device: SiteDevice): ReadingRow {
  const { metric, channel, value, at, sourceAt, receivedAt, sequence } = reading;
  const target = Object.hasOwn(device.channels, channel) ? device.channels[channel] : undefined;
  const watches = target === undefined ? '' : idOf(target);
  return { metric, channel, watches, value, unit: metrics[metric].unit, at, sourceAt, receivedAt, sequence };
}

function idOf(target: ChannelTarget): string {
  if ('line' in target) return target.line;
  return 'zone' in target ? target.zone : target.bay;
}

/** By state, then by name: rows keep their place while only figures change. */
function illFirst(one: DeviceRow, other: DeviceRow): number {
  const order = healthState.options;
  const byState = order.indexOf(one.state) - order.indexOf(other.state);
  return byState || (one.deviceId < other.deviceId ? -1 : 1);
}

function unknown(deviceId: DeviceId): Fault {
  return fault('device_unknown', `device ${deviceId}: the site has no device of this name`);
}
