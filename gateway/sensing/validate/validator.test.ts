import { describe, expect, test } from 'vitest';
import type { DraftReading } from '#gateway/ports/sensing.ts';
import type { DeviceId, LevelId, LineId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Frame } from '#shared/domain/reading.ts';
import type { SiteDevice } from '#shared/domain/site.ts';
import { Validator } from './validator.ts';

const hourMs = 3_600_000;
const now = 1_795_000_000_000;
const deviceId = 'counter-1' as DeviceId;

const device: SiteDevice = {
  id: deviceId,
  profileId: 'counter' as ProfileId,
  name: { 'zh-CN': '计数器', en: 'Counter' },
  levelId: '1f' as LevelId,
  position: [0, 0],
  channels: { north: { line: 'door-1' as LineId } },
};

const profile: Profile = {
  id: 'counter' as ProfileId,
  vendor: 'Atrium',
  model: 'Counter',
  class: 'counter',
  decoder: 'native',
  codec: null,
  topics: [],
  pushesHttp: true,
  metrics: { 'line.cross.forward': { min: 1, max: 20 }, 'temperature.celsius': { min: -40, max: 90 } },
  counts: 'event',
  totalWrapsAt: null,
  cadenceMs: null,
  silentAfterMs: null,
  sequence: { kind: 'rises', bits: 32 },
  clock: true,
  battery: false,
};

const good: DraftReading = {
  metric: 'line.cross.forward',
  channel: 'north',
  tag: '',
  value: 1,
  sourceAt: now,
  sequence: null,
  intervalMs: 0,
  coverage: 1,
};

function frameAt(receivedAt: number): Frame {
  return { deviceId, topic: 'atrium/demo/counter-1/up', payload: new Uint8Array(), receivedAt };
}

function createValidator(): Validator {
  return new Validator({ readingAgeMaxMs: 24 * hourMs, readingAheadMaxMs: 300_000 });
}

describe('validator', () => {
  test.each([
    ['a metric of another model', { metric: 'zone.people' }, 'payload_kind_unknown', /^metric: counter does not send/],
    ['a value over the range', { value: 21 }, 'reading_implausible', /^value: line.cross.forward 21 .* 1 to 20$/],
    ['a value that is no number', { value: Number.NaN }, 'reading_implausible', /^value: /],
    ['a channel nobody placed', { channel: 'south' }, 'channel_unknown', /^channel: "south" .* counter-1 has north$/],
    ['a channel of the language', { channel: 'constructor' }, 'channel_unknown', /^channel: /],
    ['a reading of yesterday', { sourceAt: now - 24 * hourMs - 1 }, 'reading_too_old', /^at: .* 86400 s before/],
    ['a reading of tomorrow', { sourceAt: now + 300_001 }, 'reading_in_future', /^at: .* 300 s after/],
    ['a time that is no time', { sourceAt: 1.5 }, 'payload_field_invalid', /^at: /],
    ['a number that is no count', { sequence: -1 }, 'payload_field_invalid', /^sequence: /],
    ['a number beyond its counter', { sequence: 2 ** 32 }, 'payload_field_invalid', /^sequence: /],
  ] as const)('%s is refused with the name of its field', (_what, wrong, code, detail) => {
    const { readings, faults } = createValidator().validate(frameAt(now), device, profile, [{ ...good, ...wrong }]);
    expect(readings).toEqual([]);
    expect(faults).toMatchObject([{ code }]);
    expect(faults[0]?.detail).toMatch(detail);
  });

  test('a bad part does not cost the good ones, and is no gap', () => {
    const drafts = [1, 2, 3].map((sequence) => ({ ...good, sequence, value: sequence === 2 ? 99 : 1 }));
    const validated = createValidator().validate(frameAt(now), device, profile, drafts);
    expect(validated.readings.map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect(validated.faults).toHaveLength(1);
    expect(validated.gaps).toEqual([]);
  });

  test('a number that cannot be does not move the count', () => {
    const drafts = [1, 2 ** 40, 2].map((sequence) => ({ ...good, sequence }));
    expect(createValidator().validate(frameAt(now), device, profile, drafts)).toMatchObject({ gaps: [], fillings: [] });
  });

  test('a reading about the device itself needs no channel', () => {
    const draft = { ...good, metric: 'temperature.celsius', channel: '', value: 21.5 } as const;
    expect(createValidator().validate(frameAt(now), device, profile, [draft]).faults).toEqual([]);
  });

  test('nothing happens after it was received', () => {
    const [reading] = createValidator().validate(frameAt(now), device, profile, [
      { ...good, sourceAt: now + 5_000 },
    ]).readings;
    expect(reading).toMatchObject({ at: now, sourceAt: now + 5_000 });
  });

  test('a clock that is off is learnt, corrected, and remembered over a restart', () => {
    const validator = createValidator();
    const slow = (index: number) => ({ ...good, sourceAt: now + index * 1_000 - hourMs, sequence: index });
    const validated = [1, 2, 3, 4, 5, 6].map(
      (index) => validator.validate(frameAt(now + index * 1_000), device, profile, [slow(index)]).readings[0],
    );
    expect(validated[3]?.at).toBe(now + 4_000 - hourMs);
    expect(validated[5]?.at).toBe(now + 6_000);
    expect(validator.clockOffsetOf(deviceId)).toBe(-hourMs);

    const restarted = createValidator();
    const last = validated[5];
    if (last === undefined) throw new Error('no reading');
    restarted.resume([{ ...last, openGaps: [] }]);
    const [next] = restarted.validate(frameAt(now + 8_000), device, profile, [slow(8)]).readings;
    expect(next?.at).toBe(now + 8_000);
  });

  test('sequences go on after a restart: what was lost meanwhile is a gap', () => {
    const validator = createValidator();
    validator.resume([
      { deviceId, sourceAt: now - 1_000, at: now - 1_000, receivedAt: now - 900, sequence: 7, openGaps: [] },
    ]);
    const { gaps } = validator.validate(frameAt(now), device, profile, [{ ...good, sequence: 9 }]);
    expect(gaps).toMatchObject([{ deviceId, fromSequence: 8, toSequence: 8, fromAt: now - 1_000, toAt: now }]);
  });

  describe('without a clock', () => {
    const clockless = { ...good, sourceAt: null };

    test('the same number again is the same reading; much later it is another', () => {
      const validator = createValidator();
      const sourceAtOf = (receivedAt: number) =>
        validator.validate(frameAt(receivedAt), device, profile, [{ ...clockless, sequence: 4 }]).readings[0]?.sourceAt;
      expect(sourceAtOf(now)).toBe(now);
      expect(sourceAtOf(now + 60_000)).toBe(now);
      expect(sourceAtOf(now + hourMs)).toBe(now + hourMs);
    });

    test('without a number either, two in one millisecond stay two', () => {
      const { readings } = createValidator().validate(frameAt(now), device, profile, [clockless, clockless]);
      expect(readings.map(({ sourceAt }) => sourceAt)).toEqual([now, now + 1]);
    });
  });
});
