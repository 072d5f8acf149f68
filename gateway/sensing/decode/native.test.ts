import { describe, expect, test } from 'vitest';
import type { DecodeContext, Decoded } from '#gateway/ports/sensing.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { decodeNative } from './native.ts';

const base = 'atrium/demo/counter-1';
const context = {} as DecodeContext;

function decode(payload: unknown, topic = `${base}/up`): Decoded {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const frame = { deviceId: 'counter-1' as DeviceId, topic, payload: Buffer.from(text), receivedAt: 5 };
  return decodeNative(frame, context);
}

const message = { at: 1_795_000_000_000, sequence: 7, metric: 'line.cross.forward', channel: 'north', value: 1 };

describe('native payload', () => {
  test('one message', () => {
    expect(decode(message)).toEqual({
      readings: [
        {
          metric: 'line.cross.forward',
          channel: 'north',
          tag: '',
          value: 1,
          sourceAt: 1_795_000_000_000,
          sequence: 7,
          intervalMs: 0,
          coverage: 1,
        },
      ],
      facts: [],
      faults: [],
      unread: [],
    });
  });

  test('what is wrong and says its number is told, so that it is no gap as well', () => {
    const wrong = [
      { ...message, value: '1' },
      { sequence: 8, at: 'noon' },
      { sequence: 'nine', value: 1 },
    ];
    expect(decode(wrong)).toMatchObject({
      readings: [],
      unread: [
        { sequence: 7, sourceAt: message.at },
        { sequence: 8, sourceAt: null },
      ],
    });
  });

  test('what may be left out', () => {
    const [draft] = decode({ metric: 'heartbeat', value: 1 }).readings;
    expect(draft).toMatchObject({ channel: '', sourceAt: null, sequence: null });
  });

  test('the same over HTTP, where there is no topic of ours', () => {
    expect(decode(message, 'http').readings).toHaveLength(1);
  });

  test('a batch keeps its order and its good messages', () => {
    const { readings, faults } = decode([message, { ...message, sequence: 8 }, { ...message, value: '1' }]);
    expect(readings.map(({ sequence }) => sequence)).toEqual([7, 8]);
    expect(faults).toEqual([
      { code: 'payload_field_invalid', detail: 'readings[2].value: expected number, got string' },
    ]);
  });

  test.each([
    ['not JSON', '{"metric":', 'payload_not_json', /^payload: /],
    ['nothing', '', 'payload_not_json', /^payload: /],
    ['a number', 5, 'payload_field_invalid', 'payload: expected object, got number'],
    ['null', null, 'payload_field_invalid', 'payload: expected object, got null'],
    ['no value', { metric: 'heartbeat' }, 'payload_field_invalid', 'value: expected number, is missing'],
    ['a value that is null', { ...message, value: null }, 'payload_field_invalid', 'value: expected number, got null'],
    [
      'a metric of nobody',
      { ...message, metric: 'x' },
      'payload_field_invalid',
      /^metric: "x" is none of line\.forward/,
    ],
    ['half a sequence', { ...message, sequence: 0.5 }, 'payload_field_invalid', /^sequence: /],
    ['a field too many', { ...message, mac: 'aa' }, 'payload_field_invalid', 'payload: unknown field "mac"'],
    ['an empty batch', [], 'payload_field_invalid', 'readings: expected at least one message'],
    ['a batch too long', new Array(501).fill(message), 'payload_field_invalid', /at most 500, got 501$/],
  ])('%s is refused with the name of its field', (_what, payload, code, detail) => {
    const { readings, faults } = decode(payload);
    expect(readings).toEqual([]);
    expect(faults).toMatchObject([{ code }]);
    expect(faults[0]?.detail).toMatch(detail);
  });

  test('text that is not UTF-8 is no JSON', () => {
    const payload = Uint8Array.of(0x22, 0xff, 0x22);
    const frame = { deviceId: 'counter-1' as DeviceId, topic: `${base}/up`, payload, receivedAt: 5 };
    expect(decodeNative(frame, context).faults).toMatchObject([{ code: 'payload_not_json' }]);
  });

  test('presence tells facts, not readings', () => {
    expect(decode({ online: true, firmware: '1.4.0' }, `${base}/state`)).toEqual({
      readings: [],
      facts: [
        { kind: 'online', online: true },
        { kind: 'firmware', version: '1.4.0' },
      ],
      faults: [],
    });
    expect(decode({ online: 'yes' }, `${base}/state`).faults).toMatchObject([
      { detail: 'online: expected boolean, got string' },
    ]);
  });

  test('what nobody reads in this release is said to be so', () => {
    expect(decode({}, `${base}/event`).faults).toMatchObject([{ code: 'payload_kind_unknown' }]);
  });
});
