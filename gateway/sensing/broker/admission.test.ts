import { describe, expect, test } from 'vitest';
import type { DeviceDirectory, KnownDevice } from '#gateway/ports/sensing.ts';
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import { createDeviceDirectory } from '../device-directory.ts';
import { admitForward, admitPublish, admitSubscribe } from './admission.ts';

const directory = directoryOf([
  { id: 'counter-1', topics: [] },
  { id: 'xovis-1', foreignId: '00-6E-02', topics: ['xovis/{foreignId}/#'] },
  { id: 'server-1', topics: ['application/+/device/{other}/event/+'] },
  { id: 'bay-1', foreignId: '24E124FFFEA1B2C3', topics: [] },
]);

describe('admission of a publish', () => {
  test.each([
    ['counter-1', 'atrium/demo/counter-1/up', 'counter-1', false],
    ['counter-1', 'atrium/demo/counter-1/state', 'counter-1', true],
    ['xovis-1', 'atrium/demo/xovis-1/up', 'xovis-1', false],
    ['xovis-1', 'xovis/00-6E-02/logics', 'xovis-1', false],
    ['xovis-1', 'xovis/00-6E-02', 'xovis-1', false],
    ['server-1', 'application/7/device/24e124fffea1b2c3/event/up', 'bay-1', false],
  ])('%s on %s', (publisher, topic, deviceId, retainable) => {
    expect(admitPublish(known(publisher), topic, directory)).toEqual({ ok: true, value: { deviceId, retainable } });
  });

  test.each([
    ['counter-1', 'atrium/demo/xovis-1/up', 'topic_invalid'],
    ['counter-1', 'atrium/other/counter-1/up', 'topic_invalid'],
    ['counter-1', 'atrium/demo/counter-1/cmd/c1', 'topic_invalid'],
    ['counter-1', 'atrium/demo/counter-1/config/desired', 'topic_invalid'],
    ['counter-1', 'xovis/00-6E-02/logics', 'topic_invalid'],
    ['counter-1', '$SYS/x', 'topic_invalid'],
    ['xovis-1', 'xovis/other/logics', 'topic_invalid'],
    ['server-1', 'application/7/device/24e124fffea1b2c3/event', 'topic_invalid'],
    ['server-1', 'application/7/device/24e124fffea1b2c3/event/up/x', 'topic_invalid'],
    ['server-1', 'application/7/device/ffffffffffffffff/event/up', 'device_unknown'],
  ])('%s not on %s', (publisher, topic, code) => {
    const admitted = admitPublish(known(publisher), topic, directory);
    expect(admitted).toMatchObject({ ok: false, fault: { code } });
    expect(!admitted.ok && admitted.fault.detail).toContain(`topic ${topic}`);
  });
});

describe('admission of a subscription', () => {
  test.each([
    ['counter-1', 'atrium/demo/counter-1/#', true],
    ['counter-1', 'atrium/demo/counter-1/cmd/+', true],
    ['xovis-1', 'xovis/00-6E-02/+/x', true],
    ['counter-1', 'atrium/demo/counter-1', false],
    ['counter-1', 'atrium/demo/counter-1/', false],
    ['counter-1', 'atrium/demo/+/up', false],
    ['counter-1', 'atrium/demo/counter-10/#', false],
    ['counter-1', '#', false],
    ['counter-1', '+/+/+/+', false],
    ['counter-1', '$share/g/atrium/demo/counter-1/#', false],
    ['xovis-1', 'xovis/#', false],
    ['xovis-1', 'xovis/+/logics', false],
  ])('%s to %s: %s', (subscriber, filter, isAdmitted) => {
    expect(admitSubscribe(known(subscriber), filter, directory)).toBe(isAdmitted);
  });

  test('nothing of others is forwarded, whatever a session of old may hold', () => {
    expect(admitForward(known('counter-1'), 'atrium/demo/xovis-1/state', directory)).toBe(false);
    expect(admitForward(known('counter-1'), 'atrium/demo/counter-1/state', directory)).toBe(true);
  });
});

function known(deviceId: string): KnownDevice {
  const device = directory.find(deviceId);
  if (device === null) throw new Error(`no ${deviceId}`);
  return device;
}

function directoryOf(devices: readonly { id: string; foreignId?: string; topics: string[] }[]): DeviceDirectory {
  const profiles = devices.map(({ id, topics }) => [id as ProfileId, { id, topics } as never] as const);
  const placed = devices.map(({ topics: _, ...device }) => ({
    ...device,
    id: device.id as DeviceId,
    profileId: device.id,
  }));
  return createDeviceDirectory({ id: 'demo', devices: placed } as never, new Map(profiles));
}
