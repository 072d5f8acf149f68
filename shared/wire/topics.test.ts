import { describe, expect, test } from 'vitest';
import type { DeviceId, SiteId } from '../domain/ids.ts';
import { type DeviceTopic, formatTopic, parseTopic } from './topics.ts';

const base = { siteId: 'demo' as SiteId, deviceId: 'counter-1' as DeviceId };

describe('topics', () => {
  const kinds: DeviceTopic[] = [
    { ...base, kind: 'up', itemId: '' },
    { ...base, kind: 'state', itemId: '' },
    { ...base, kind: 'event', itemId: '' },
    { ...base, kind: 'config/desired', itemId: '' },
    { ...base, kind: 'config/reported', itemId: '' },
    { ...base, kind: 'cmd', itemId: 'c1' },
    { ...base, kind: 'cmd/reply', itemId: 'c1' },
    { ...base, kind: 'job', itemId: 'j1' },
    { ...base, kind: 'job/state', itemId: 'j1' },
  ];

  test.each(kinds)('$kind survives the round trip', (topic) => {
    expect(parseTopic(formatTopic(topic))).toEqual(topic);
  });

  test.each([
    'atrium/demo/counter-1',
    'atrium/demo/counter-1/up/x',
    'atrium/demo/counter-1/cmd',
    'atrium/demo/counter-1/cmd/c1/other',
    'atrium/demo/counter-1/job/j1/state/x',
    'atrium/Demo/counter-1/up',
    'atrium/demo/+/up',
    'other/demo/counter-1/up',
    '/atrium/demo/counter-1/up',
  ])('%s is none of ours', (text) => {
    expect(parseTopic(text)).toBeNull();
  });
});
