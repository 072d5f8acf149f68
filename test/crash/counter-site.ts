/** A site of nothing but line counters, for tests and benchmarks of the intake. */
import type { DeviceId, LevelId, LineId, ProfileId, SiteId, ZoneId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site, SiteDevice } from '#shared/domain/site.ts';

const level = '1f' as LevelId;
export const counterChannel = 'line-1';

/** `counter-001` and so on. */
export function counterName(index: number): DeviceId {
  return `counter-${String(index + 1).padStart(3, '0')}` as DeviceId;
}

export const counterProfile: Profile = {
  id: 'test-counter' as ProfileId,
  vendor: 'Atrium',
  model: 'Test counter',
  class: 'counter',
  decoder: 'native',
  codec: null,
  topics: ['test/{foreignId}/#'],
  pushesHttp: true,
  metrics: {
    'line.cross.forward': { min: 1, max: 1_000_000 },
    'line.forward': { min: 0, max: 1_000_000 },
    'temperature.celsius': { min: -40, max: 90 },
  },
  counts: 'event',
  totalWrapsAt: null,
  cadenceMs: null,
  silentAfterMs: null,
  sequence: { kind: 'rises', bits: 53 },
  clock: true,
  battery: false,
};

/** `count` counters at one door; `others` are added as they are. */
export function counterSite(count: number, others: readonly SiteDevice[] = []): Site {
  const counters = Array.from({ length: count }, (_, index): SiteDevice => {
    const id = counterName(index);
    return {
      id,
      profileId: counterProfile.id,
      name: { 'zh-CN': `计数器 ${index + 1}`, en: `Counter ${index + 1}` },
      levelId: level,
      position: [0, index],
      channels: { [counterChannel]: { line: 'door-1' as LineId } },
      foreignId: `SN-${id}`,
    };
  });
  const outline = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ] as const;
  return {
    id: 'test' as SiteId,
    name: { 'zh-CN': '测试', en: 'Test' },
    calendar: { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' },
    levels: [{ id: level, ordinal: 0, shortName: '1F', name: { 'zh-CN': '一层', en: 'Floor 1' }, outline, walls: [] }],
    units: [],
    zones: [
      {
        id: 'hall' as ZoneId,
        levelId: level,
        name: { 'zh-CN': '大厅', en: 'Hall' },
        kind: 'shopping',
        outline,
        labelAt: [50, 50],
        areaM2: 10_000,
        capacityPeople: 1_000,
      },
    ],
    lines: [
      {
        id: 'door-1' as LineId,
        levelId: level,
        name: { 'zh-CN': '大门', en: 'Door' },
        kind: 'door',
        from: 'outside',
        to: 'hall' as ZoneId,
        at: [
          [0, 40],
          [0, 60],
        ],
      },
    ],
    bays: [],
    devices: [...counters, ...others],
    desks: [],
    kiosks: [],
    shops: [],
    gifts: [],
  };
}
