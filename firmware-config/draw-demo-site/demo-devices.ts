/** The devices of the demo mall: every line is counted once, every bay is watched, every shopping zone is read for tags. */
import type { DeviceId, LevelId, LineId, ProfileId } from '#shared/domain/ids.ts';
import { boundsOf } from '#shared/domain/shape.ts';
import type { Bay, ChannelTarget, Line, Point, Segment, SiteDevice } from '#shared/domain/site.ts';
import type { LocalText } from '#shared/domain/text.ts';
import { capitalised, type DrawnZone, text } from './plan.ts';

export interface DrawnMall {
  readonly zones: readonly DrawnZone[];
  readonly lines: readonly Line[];
  readonly bays: readonly Bay[];
}

export function drawDevices(mall: DrawnMall): readonly SiteDevice[] {
  return [
    ...drawCounters(mall.lines),
    ...drawZoneSensors(mall.zones),
    ...drawReaders(mall.zones),
    ...drawBaySensors(mall.bays),
    ...drawScanners(),
    ...drawPrinters(),
    device('chirpstack', 'chirpstack-v4', text('LoRaWAN 网络服务器', 'LoRaWAN network server'), '1f', [28, 48], {}),
    device('pos', 'pos', text('收银系统接口', 'Point-of-sale interface'), '1f', [28, 46], {}),
  ];
}

function device(
  id: string,
  profileId: string,
  name: LocalText,
  levelId: string,
  position: Point,
  channels: Record<string, ChannelTarget>,
  more: Partial<SiteDevice> = {},
): SiteDevice {
  return {
    id: id as DeviceId,
    profileId: profileId as ProfileId,
    name,
    levelId: levelId as LevelId,
    position,
    channels,
    ...more,
  };
}

// ---- lines -----------------------------------------------------------------------------------------------------

/** Which model hangs over which line: people are dense at doors and portals, regular in streets, few at the edge. */
function drawCounters(lines: readonly Line[]): readonly SiteDevice[] {
  const escalators = lines.filter(({ kind }) => kind === 'escalator');
  const lifts = lines.filter(({ kind }) => kind === 'lift');
  const single = lines.filter(({ kind }) => kind !== 'escalator' && kind !== 'lift');
  const stereo = single.filter(
    ({ id, kind }) => kind === 'door' || id.includes('-atrium-') || id.includes('f-south-street'),
  );
  const native = single.filter(
    (line) => !stereo.includes(line) && (line.levelId === 'p' || line.id.endsWith('-lane-north')),
  );
  const radio = single.filter((line) => !stereo.includes(line) && !native.includes(line));
  let serial = 0;
  const nextMac = (): string => `80:1F:12:D0:42:${hex(++serial, 2).toUpperCase()}`;
  return [
    ...stereo.map((line) => counter('xovis-pc2se', [['1', line]], `counter-${line.id}`, line.name, nextMac())),
    ...pairsOf(escalators).map(([up, down]) => {
      const id = `counter-${up.id.replace('-up-', '-')}`;
      const name = text(up.name['zh-CN'].replace('上行', ''), up.name.en.replace(' up', ''));
      return counter(
        'xovis-pc2se',
        [
          ['1', up],
          ['2', down],
        ],
        id,
        name,
        nextMac(),
      );
    }),
    ...radio.map((line, index) =>
      counter('milesight-vs121', [['line', line]], `counter-${line.id}`, line.name, `24e124716c${hex(index + 1, 6)}`),
    ),
    ...native.map((line) => counter('atrium-counter', [['line', line]], `counter-${line.id}`, line.name)),
    // The counter rides in the car and knows the floor: one channel for each section of the shaft.
    ...(['west', 'east'] as const).map((side) => {
      const sections = lifts.filter(({ id }) => id.startsWith(`lift-${side}-`));
      const channels = sections.map((line) => [line.id.replace(`lift-${side}-`, ''), line] as const);
      const name = text(side === 'west' ? '西侧电梯' : '东侧电梯', `${capitalised(side)} lift`);
      return counter('atrium-counter', channels, `counter-lift-${side}`, name);
    }),
  ];
}

/** These hang the other way round, as it happens; the site file says so instead of a ladder. */
const reversedLines: ReadonlySet<string> = new Set(['1f-atrium-north', '2f-west-street-south', '3f-east-lane-north']);

function counter(
  profileId: string,
  channels: readonly (readonly [channel: string, line: Line])[],
  id: string,
  name: LocalText,
  foreignId?: string,
): SiteDevice {
  const targets = channels.map(([channel, { id: lineId }]): [string, ChannelTarget] => [
    channel,
    reversedLines.has(lineId) ? { line: lineId as LineId, reversed: true } : { line: lineId as LineId },
  ]);
  const [first] = channels;
  return device(
    id,
    profileId,
    text(`${name['zh-CN']}计数器`, `${name.en} counter`),
    first?.[1].levelId ?? '',
    middleOf(channels.map(([, line]) => line.at)),
    Object.fromEntries(targets),
    foreignId === undefined ? {} : { foreignId },
  );
}

function middleOf(segments: readonly Segment[]): Point {
  const [low, high] = boundsOf(segments.flat());
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
}

function pairsOf(lines: readonly Line[]): readonly (readonly [Line, Line])[] {
  return lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return index % 2 === 0 && next !== undefined ? [[line, next] as const] : [];
  });
}

// ---- zones -----------------------------------------------------------------------------------------------------

const watchedZones = [
  '1f-atrium',
  '2f-atrium',
  '3f-atrium',
  '1f-south',
  '2f-south',
  '3f-south',
  '1f-north',
  '1f-market',
  '2f-playground',
  '3f-cinema',
];

function drawZoneSensors(zones: readonly DrawnZone[]): readonly SiteDevice[] {
  return watchedZones.flatMap((id, index) => {
    const zone = zones.find((candidate) => candidate.id === id);
    if (zone === undefined) return [];
    const name = text(`${zone.name['zh-CN']}人数传感器`, `${zone.name.en} people sensor`);
    const foreignId = `6537E11${String(index + 1).padStart(5, '0')}`;
    const place = standingPlaces[zone.id.split('-').slice(1).join('-')] ?? [90, 21];
    return device(
      `people-${id}`,
      'milesight-vs121-p',
      name,
      zone.levelId,
      place,
      { people: { zone: zone.id } },
      { foreignId },
    );
  });
}

const standingPlaces: Readonly<Record<string, Point>> = {
  atrium: [90, 37],
  south: [80, 21],
  north: [80, 75],
  market: [165, 84],
  playground: [165, 84],
  cinema: [165, 84],
};

/** Four readers a floor, three antennas each: every shopping zone has one antenna. */
function drawReaders(zones: readonly DrawnZone[]): readonly SiteDevice[] {
  const groups = [
    ['south', ['south', 'south-west', 'south-east'], '南侧', [54, 21]],
    ['north', ['north', 'north-west', 'north-east'], '北侧', [54, 75]],
    ['west', ['west', 'west-lane', 'atrium'], '西侧', [41, 48]],
    ['east', ['east', 'east-lane', 'anchor'], '东侧', [139, 48]],
  ] as const;
  return ['1f', '2f', '3f'].flatMap((levelId, floor) =>
    groups.map(([side, names, chinese, place], index) => {
      const anchor = zones.filter((zone) => zone.levelId === levelId).at(-1);
      const zoneIds = names.map((name) =>
        name === 'anchor' ? anchor?.id : zones.find(({ id }) => id === `${levelId}-${name}`)?.id,
      );
      const channels = zoneIds.flatMap((zoneId, port) =>
        zoneId === undefined ? [] : [[String(port + 1), { zone: zoneId }] as const],
      );
      return device(
        `reader-${levelId}-${side}`,
        'impinj-r700',
        text(`${chinese}标签读写器`, `${capitalised(side)} tag reader`),
        levelId,
        place,
        Object.fromEntries(channels),
        { foreignId: `impinj-16-42-${hex(floor * groups.length + index + 1, 2)}` },
      );
    }),
  );
}

// ---- bays ------------------------------------------------------------------------------------------------------

const singleBaySensors = 84;
const baysPerEye = 12;

/** A sensor in the floor for each of the first bays, cameras over the others. */
function drawBaySensors(bays: readonly Bay[]): readonly SiteDevice[] {
  const single = bays
    .slice(0, singleBaySensors)
    .map((bay, index) =>
      device(
        `bay-${bay.id}`,
        'bosch-tps110',
        text(`车位 ${bay.id.toUpperCase()} 传感器`, `Bay ${bay.id.toUpperCase()} sensor`),
        bay.levelId,
        middleOf([[bay.outline[0] ?? [0, 0], bay.outline[2] ?? [0, 0]]]),
        { bay: { bay: bay.id } },
        { foreignId: `0004a30b00${hex(0xb05c00 + index + 1, 6)}` },
      ),
    );
  const rest = bays.slice(singleBaySensors);
  const eyes = Array.from({ length: rest.length / baysPerEye }, (_, index) => {
    const seen = rest.slice(index * baysPerEye, (index + 1) * baysPerEye);
    const number = String(index + 1).padStart(2, '0');
    return device(
      `bay-eye-${number}`,
      'atrium-bay-eye',
      text(`车位相机 ${number}`, `Bay camera ${number}`),
      'p',
      middleOf([[seen[0]?.outline[0] ?? [0, 0], seen.at(-1)?.outline[2] ?? [0, 0]]]),
      Object.fromEntries(seen.map((bay, place) => [String(place + 1), { bay: bay.id }])),
    );
  });
  return [...single, ...eyes];
}

// ---- kiosks and desks ------------------------------------------------------------------------------------------

export const demoDesks = [
  { id: 'desk-1', name: text('1 号服务台', 'Service desk 1'), level: '1f', at: [90, 61], printer: 'printer-desk-1' },
  { id: 'desk-2', name: text('2 号服务台', 'Service desk 2'), level: '2f', at: [90, 62], printer: 'printer-desk-2' },
] as const;

export const demoKiosks = [
  {
    id: 'kiosk-1',
    name: text('南门自助机', 'South door kiosk'),
    level: '1f',
    at: [87, 19],
    printer: 'printer-kiosk-1',
  },
  { id: 'kiosk-2', name: text('中庭自助机', 'Atrium kiosk'), level: '1f', at: [72, 44], printer: 'printer-kiosk-2' },
  {
    id: 'kiosk-3',
    name: text('二楼自助机', 'Second level kiosk'),
    level: '2f',
    at: [94, 33],
    printer: 'printer-kiosk-3',
  },
  {
    id: 'kiosk-4',
    name: text('三楼自助机', 'Third level kiosk'),
    level: '3f',
    at: [94, 33],
    printer: 'printer-kiosk-4',
  },
] as const;

function drawScanners(): readonly SiteDevice[] {
  return demoKiosks.map(({ id, name, level, at }) => {
    const label = text(`${name['zh-CN']}扫码器`, `${name.en} scanner`);
    return device(`scanner-${id}`, 'atrium-scanner', label, level, at, {});
  });
}

function drawPrinters(): readonly SiteDevice[] {
  return [...demoDesks, ...demoKiosks].map(({ name, level, at, printer }, index) => {
    const paperWidthMm = printer === 'printer-desk-2' ? 58 : 80;
    const label = text(`${name['zh-CN']}打印机`, `${name.en} printer`);
    const address = { host: '127.0.0.1', port: 9101 + index };
    return device(printer, `escpos-${paperWidthMm}`, label, level, at, {}, { address, paperWidthMm });
  });
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
