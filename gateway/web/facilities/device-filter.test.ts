import { expect, test } from 'vitest';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import { countStates, filterDevices, noFilter } from './device-filter.ts';

const device = (deviceId: string, state: string, since = 0, kind = 'counter') =>
  ({ deviceId, state, since, class: kind }) as unknown as DeviceRow;
const devices = [
  device('well-10', 'well', 9),
  device('well-2', 'well', 1),
  device('ill-old', 'ill', 1),
  device('ill-new', 'ill', 5),
  device('low', 'attention', 7, 'printer'),
  device('new', 'unseen', 8),
];
const idOf = (row: DeviceRow) => row.deviceId;

test('the ill come first, the newly ill before the long ill, the well by name', () => {
  expect(filterDevices(devices, noFilter, idOf).map(idOf)).toEqual([
    'ill-new',
    'ill-old',
    'low',
    'new',
    'well-2',
    'well-10',
  ]);
});

test('state, class and every word of a search narrow the list', () => {
  expect(filterDevices(devices, { ...noFilter, state: 'ill' }, idOf)).toHaveLength(2);
  expect(filterDevices(devices, { ...noFilter, class: 'printer' }, idOf).map(idOf)).toEqual(['low']);
  expect(filterDevices(devices, { ...noFilter, search: ' ILL  old' }, idOf).map(idOf)).toEqual(['ill-old']);
});

test('states are counted over all devices', () => {
  expect(countStates(devices)).toEqual({ ill: 2, attention: 1, unseen: 1, well: 2 });
});
