/**
 * Vectors of the encoders, written down by hand from the published layouts: Milesight VS121 user guide (TLV, and the
 * JSON of the VS121-P), Bosch TPS110 communication interface, ChirpStack v4 event JSON, Xovis data push 5, Impinj IoT
 * device interface.
 */
import { describe, expect, test } from 'vitest';
import type { SiteDevice } from '#shared/domain/site.ts';
import { nativePayload, nativeState } from '#shared/wire/native.ts';
import { createRandom } from '../crowd/random.ts';
import { smallSite } from '../small-site.ts';
import { buildAtriumBayEye, buildAtriumCounter } from './atrium-native.ts';
import { buildBoschTps110, encodeHeartbeat, encodeState, encodeStart as startOfBosch } from './bosch-tps110.ts';
import type { BuildFirmware, Condition, Message } from './firmware.ts';
import { buildImpinjR700 } from './impinj-r700.ts';
import { buildMilesightVs121, encodeReport, encodeStart as startOfVs121 } from './milesight-vs121.ts';
import { buildMilesightVs121P } from './milesight-vs121-p.ts';
import { buildXovisPc2se } from './xovis-pc2se.ts';

const at = Date.parse('2026-11-22T10:41:00.250+08:00');
const since = at - 60_000;

function power(build: BuildFirmware, id: string, overHttp = false) {
  const device = deviceNamed(id);
  const condition: Condition = { stuck: false, clockOffsetMs: 0, batteryPercent: 93 };
  const around = {
    peopleIn: () => 0,
    tagsIn: () => new Set(['30395DFA81EC1F40000000A1']),
    isOccupied: () => true,
  };
  const random = createRandom(5, id);
  return { condition, firmware: build({ siteId: 'small', device, random, condition, around, overHttp }) };
}

function deviceNamed(id: string): SiteDevice {
  const device = smallSite.devices.find((candidate) => candidate.id === id);
  if (device === undefined) throw new Error(`no device ${id}`);
  return device;
}

const bodyOf = (message: Message | undefined) => JSON.parse(message?.payload ?? 'null');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('bytes over LoRaWAN', () => {
  test('VS121: 05 CC with the interval, 0D CC with the totals, unsigned, little-endian, wrapping at 65,536', () => {
    expect(hex(encodeReport({ forward: 3, backward: 258 }, { forward: 65_537, backward: 40_000 }))).toBe(
      '05cc030002010dcc0100409c',
    );
  });

  test('VS121: protocol, hardware, firmware and power on', () => {
    expect(hex(startOfVs121())).toBe('ff0101ff090210ff1f07000155ff0bff');
  });

  test('TPS110: state, heartbeat below zero, start-up', () => {
    expect([encodeState(true), encodeState(false)].map(hex)).toEqual(['01', '00']);
    expect(hex(encodeHeartbeat(true, -7))).toBe('01f9');
    expect(hex(startOfBosch(true))).toBe('0000000000000000000000000024020101');
  });

  test('ChirpStack leaves out what is zero: the first uplink has no fCnt', () => {
    const { firmware } = power(buildMilesightVs121, 'counter-escalator');
    const [join, start] = firmware.boot(at);
    firmware.sense([{ kind: 'crossing', at, channel: 'line-1', direction: 'backward' }]);
    const [report] = firmware.report(at, since);
    expect(join?.topic).toMatch(/^application\/[0-9a-f-]{36}\/device\/24e124000000e501\/event\/join$/);
    expect(bodyOf(start)).not.toHaveProperty('fCnt');
    expect(bodyOf(report)).toMatchObject({
      time: '2026-11-22T02:41:00.250+00:00',
      deviceInfo: { devEui: '24e124000000e501' },
      fCnt: 1,
      fPort: 85,
      data: Buffer.from('05cc000001000dcc00000100', 'hex').toString('base64'),
    });
  });

  test('the network server tells the battery of a parking sensor', () => {
    const { firmware } = power(buildBoschTps110, 'bay-sensor');
    const [, start, status] = firmware.boot(at);
    expect(bodyOf(start)).toMatchObject({ fPort: 3, data: Buffer.from(startOfBosch(true)).toString('base64') });
    expect(status?.topic.endsWith('/event/status')).toBe(true);
    expect(bodyOf(status)).toMatchObject({ batteryLevel: 93 });
    const [gone] = firmware.sense([{ kind: 'bay', at, channel: 'bay', occupied: false }]);
    expect(bodyOf(gone)).toMatchObject({ fCnt: 1, fPort: 1, data: 'AA==' });
  });
});

describe('Xovis', () => {
  const crossing = { kind: 'crossing', channel: '1', direction: 'forward' } as const;

  test('a crossing is a live event at once, and a count at the end of the interval', () => {
    const { firmware } = power(buildXovisPc2se, 'counter-door');
    const [live] = firmware.sense([
      { ...crossing, at },
      { ...crossing, at },
    ]);
    expect(live?.topic).toBe('xovis/00:26:8c:00:00:01/live');
    const events = bodyOf(live).live_data.frames[0].events;
    expect(events.map(({ type }: { type: string }) => type)).toEqual(['LINE_CROSS_FORWARD', 'LINE_CROSS_FORWARD']);
    expect(events[1].attributes).toMatchObject({ geometry_id: 1, sequence_number: 1 });

    const { package_info, logics } = bodyOf(firmware.report(at, since)[0]).logics_data;
    expect(package_info).toMatchObject({ version: '5.0', id: 1, from: since, to: at });
    expect(logics).toHaveLength(2);
    expect(logics[0]).toMatchObject({
      geometries: [{ id: 1, type: 'LINE' }],
      records: [
        {
          from: since,
          to: at,
          samples_expected: 750,
          counts: [
            { id: 1001, name: 'fw', value: 2 },
            { id: 1002, name: 'bw', value: 0 },
          ],
        },
      ],
    });
    expect(bodyOf(firmware.report(at + 60_000, at)[0]).logics_data).toMatchObject({
      package_info: { id: 2 },
      logics: [{ records: [{ counts: [{ value: 0 }, { value: 0 }] }] }, {}],
    });
  });

  test('times are RFC 3339 where the agent is set so, and wrong where the clock is', () => {
    const { firmware, condition } = power(buildXovisPc2se, 'counter-door', true);
    condition.clockOffsetMs = -600_000;
    const [live] = firmware.sense([{ ...crossing, at }]);
    expect(bodyOf(live).live_data.frames[0].time).toBe('2026-11-22T02:31:00.250Z');
  });

  test('a stuck counter tells one busy interval over and over', () => {
    const { firmware, condition } = power(buildXovisPc2se, 'counter-door');
    condition.stuck = true;
    const counts = [1, 2, 3].map((minute) => {
      const [report] = firmware.report(at + minute * 60_000, at + (minute - 1) * 60_000);
      return bodyOf(report).logics_data.logics[0].records[0].counts;
    });
    expect(counts[0][0].value).toBeGreaterThan(0);
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[2]).toEqual(counts[0]);
  });
});

test('VS121-P writes local time with the offset beside it', () => {
  const { firmware } = power(buildMilesightVs121P, 'camera-hall');
  const [report] = firmware.report(at, since);
  expect(report?.topic).toBe('milesight/6601d0000001/report');
  expect(bodyOf(report)).toMatchObject({
    report_type: 'interval',
    time_info: { timezone: 'UTC+8:00', start_time: '2026/11/22 10:40:00', end_time: '2026/11/22 10:41:00' },
    current_total: 0,
  });
  expect(report?.payload).not.toContain('snapshot');
});

test('R700 names a tag in both forms, and the antenna that read it', () => {
  const { firmware } = power(buildImpinjR700, 'reader-hall', true);
  const rounds = Array.from({ length: 40 }, (_, round) =>
    firmware.report(at + round * 5_000, at + (round - 1) * 5_000),
  );
  const events = rounds.flat().flatMap((message) => bodyOf(message));
  expect(events.length).toBeGreaterThan(4);
  expect(new Set(events.map(({ tagInventoryEvent }) => tagInventoryEvent.antennaPort))).toEqual(new Set([1, 2]));
  for (const { eventType, tagInventoryEvent: read } of events) {
    expect(eventType).toBe('tagInventory');
    expect(read).toMatchObject({ epcHex: '30395DFA81EC1F40000000A1', epc: 'MDld-oHsH0AAAACh' });
    expect(read.peakRssiCdbm).toBeLessThan(-4400);
  }
});

describe('native devices', () => {
  test('number every message without a gap and keep to the documented payload', () => {
    const { firmware } = power(buildAtriumCounter, 'counter-ramp');
    const crossed = { kind: 'crossing', channel: 'ramp', direction: 'backward' } as const;
    const messages = [
      ...firmware.boot(at),
      ...firmware.sense([
        { ...crossed, at },
        { ...crossed, at: at + 1 },
      ]),
      ...firmware.report(at + 60_000, at),
    ];
    const state = messages.find(({ topic }) => topic === 'atrium/small/counter-ramp/state');
    expect(state?.retain).toBe(true);
    expect(nativeState.parse(bodyOf(state)).online).toBe(true);
    const readings = messages
      .filter(({ topic }) => topic === 'atrium/small/counter-ramp/up')
      .flatMap((message) => nativePayload.parse(bodyOf(message)));
    expect(readings.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(readings[1]).toEqual({
      at: Math.round(at),
      sequence: 2,
      metric: 'line.cross.backward',
      channel: 'ramp',
      value: 1,
    });
  });

  test('a bay eye tells all its bays in each report', () => {
    const { firmware } = power(buildAtriumBayEye, 'bay-eye');
    expect(bodyOf(firmware.report(at, since)[0])).toMatchObject({ metric: 'bay.occupied', channel: '1', value: 1 });
  });
});
