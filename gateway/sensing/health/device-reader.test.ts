import { expect, test } from 'vitest';
import type { LossStore, QuarantineStore, ReadingStore } from '#gateway/ports/sensing.ts';
import { minuteMs } from '#shared/domain/calendar.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { type DeviceRow, deviceList, devicePage } from '#shared/wire/device-api.ts';
import { createDeviceReader } from './device-reader.ts';
import { openWard, ward } from './ward.fixture.ts';

function openReader(stored: readonly Reading[] = []) {
  const bench = openWard();
  const readings: ReadingStore = {
    readingsOf: (_deviceId, fromAt, toAt) => stored.filter(({ at }) => at >= fromAt && at < toAt),
    readingsBetween: () => [],
    latestOf: (_deviceId, limit) => stored.slice(-limit).reverse(),
  };
  const quarantine: QuarantineStore = { latestOf: () => [] };
  const losses: LossStore = { latestOf: () => [] };
  const parts = { site: bench.site, changes: bench.store, clock: bench.clock, readings, quarantine, losses };
  return { bench, parts, reader: createDeviceReader({ ...parts, health: bench.health }) };
}

test('a page says what each channel watches, in which unit, and what happened to the device', () => {
  const { bench } = openReader();
  const crossing = bench.reading({ value: 3 });
  const people = bench.reading({ metric: 'zone.people', channel: '2', value: 17 });
  const own = bench.reading({ metric: 'battery.percent', channel: '', value: 80 });
  const { bench: used, reader } = openReader([crossing, people, own]);
  used.say();
  used.pass(4 * minuteMs);
  const page = reader.page(ward);
  expect(page.ok).toBe(true);
  if (!page.ok) return;
  expect(devicePage.parse(page.value)).toEqual(page.value);
  expect(page.value.device).toMatchObject({ state: 'ill', cause: 'silent' });
  expect(page.value.timeline.map(({ state }) => state)).toEqual(['ill', 'well']);
  expect(page.value.channels).toEqual([
    { channel: '1', watches: 'door' },
    { channel: '2', watches: 'hall' },
  ]);
  expect(page.value.readings.map(({ metric, watches, unit }) => [metric, watches, unit])).toEqual([
    ['battery.percent', '', '%'],
    ['zone.people', 'hall', 'people'],
    ['line.forward', 'door', 'crossings'],
  ]);
});

test('the ill stand first, then those that need attention, the unseen, the well; names decide within', () => {
  const { bench, parts } = openReader();
  const row = bench.row();
  const rows = [
    ['b', 'well'],
    ['a', 'well'],
    ['c', 'ill'],
    ['d', 'unseen'],
    ['e', 'attention'],
    ['a2', 'ill'],
  ].map(([deviceId, state]) => ({ ...row, deviceId, state }) as DeviceRow);
  const reader = createDeviceReader({ ...parts, health: { ...bench.health, rows: () => rows } });
  const list = reader.list();
  expect(list.devices.map(({ deviceId }) => deviceId)).toEqual(['a2', 'c', 'e', 'd', 'a', 'b']);
  expect(deviceList.parse(list).devices).toHaveLength(6);
});

test('an export gives what lies in its span, oldest first', () => {
  const { bench } = openReader();
  const early = bench.reading({ at: bench.now - 1, value: 1 });
  const inside = bench.reading({ value: 2 });
  const { reader } = openReader([early, inside]);
  const rows = reader.readings(ward, bench.now, bench.now + 1000);
  expect(rows.ok && [...rows.value].map(({ value }) => value)).toEqual([2]);
});

test('an unknown device and a span that ends before it begins are faults', () => {
  const { reader } = openReader();
  expect(reader.page('nobody' as DeviceId)).toMatchObject({ ok: false, fault: { code: 'device_unknown' } });
  expect(reader.readings('nobody' as DeviceId, 0, 1)).toMatchObject({ ok: false, fault: { code: 'device_unknown' } });
  expect(reader.readings(ward, 2, 1)).toMatchObject({ ok: false, fault: { code: 'request_invalid' } });
});
