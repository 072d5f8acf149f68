import { describe, expect, test } from 'vitest';
import type { DraftReading } from '#gateway/ports/sensing.ts';
import type { DeviceId, LevelId, LineId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Frame } from '#shared/domain/reading.ts';
import type { SiteDevice } from '#shared/domain/site.ts';
import { type Validated, Validator } from './validator.ts';

const minuteMs = 60_000;
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
    const { readings, faults } = createValidator().validate(frameAt(now), device, profile, {
      readings: [{ ...good, ...wrong }],
    });
    expect(readings).toEqual([]);
    expect(faults).toMatchObject([{ code }]);
    expect(faults[0]?.detail).toMatch(detail);
  });

  test('a bad part does not cost the good ones, and is no gap', () => {
    const drafts = [1, 2, 3].map((sequence) => ({ ...good, sequence, value: sequence === 2 ? 99 : 1 }));
    const validated = createValidator().validate(frameAt(now), device, profile, { readings: drafts });
    expect(validated.readings.map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect(validated.faults).toHaveLength(1);
    expect(validated.gaps).toEqual([]);
  });

  test('a number that cannot be does not move the count', () => {
    const drafts = [1, 2 ** 40, 2].map((sequence) => ({ ...good, sequence }));
    expect(createValidator().validate(frameAt(now), device, profile, { readings: drafts })).toMatchObject({
      gaps: [],
      fillings: [],
    });
  });

  test('a reading about the device itself needs no channel', () => {
    const draft = { ...good, metric: 'temperature.celsius', channel: '', value: 21.5 } as const;
    expect(createValidator().validate(frameAt(now), device, profile, { readings: [draft] }).faults).toEqual([]);
  });

  test('nothing happens after it was received', () => {
    const [reading] = createValidator().validate(frameAt(now), device, profile, {
      readings: [{ ...good, sourceAt: now + 5_000 }],
    }).readings;
    expect(reading).toMatchObject({ at: now, sourceAt: now + 5_000 });
  });

  test('a message that is not understood has come: its number is no gap', () => {
    const validator = createValidator();
    const number = (sequence: number) => ({ ...good, sequence, sourceAt: now + sequence });
    validator.validate(frameAt(now + 1), device, profile, { readings: [number(1)] });
    const unread = [{ sequence: 2, sourceAt: null }];
    expect(validator.validate(frameAt(now + 2), device, profile, { readings: [], unread }).gaps).toEqual([]);
    expect(validator.validate(frameAt(now + 3), device, profile, { readings: [number(3)] }).gaps).toEqual([]);
  });

  test('a clock that is off is learnt and corrected', () => {
    const validator = createValidator();
    const slow = (index: number) => ({ ...good, sourceAt: now + index * minuteMs - hourMs, sequence: index });
    const validated = [1, 2, 3].map(
      (index) =>
        validator.validate(frameAt(now + index * minuteMs), device, profile, { readings: [slow(index)] }).readings[0],
    );
    expect(validated.map((reading) => reading?.at)).toEqual([
      now + minuteMs - hourMs,
      now + 2 * minuteMs,
      now + 3 * minuteMs,
    ]);
    expect(validator.clockOffsetOf(deviceId)).toBe(-hourMs);
  });

  test('a clock that is set right has none of its readings refused', () => {
    const validator = createValidator();
    for (const index of [1, 2, 3]) {
      const drafts = [{ ...good, sourceAt: now + index * minuteMs - hourMs }];
      validator.validate(frameAt(now + index * minuteMs), device, profile, { readings: drafts });
    }
    const right = { ...good, sourceAt: now + 4 * minuteMs };
    const { readings, faults } = validator.validate(frameAt(right.sourceAt + 20), device, profile, {
      readings: [right],
    });
    expect(faults).toEqual([]);
    expect(readings).toMatchObject([{ at: right.sourceAt }]);
  });

  describe('over a restart', () => {
    /** A device that sends a message a minute; its clock is an hour slow from the third on. */
    function hearUntil(validator: Validator, from: number, to: number, missing: readonly number[] = []): Validated[] {
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
        .filter((sequence) => !missing.includes(sequence))
        .map((sequence) => {
          const sourceAt = now + sequence * minuteMs - (sequence >= 3 ? hourMs : 0);
          const frame = frameAt(now + sequence * minuteMs);
          return validator.validate(frame, device, profile, { readings: [{ ...good, sourceAt, sequence }] });
        });
    }

    function restarted(before: Validator): Validator {
      const validator = createValidator();
      validator.resume(before.takeStandings().map((standing) => ({ ...standing, openGaps: [] })));
      return validator;
    }

    test('a clock that went wrong is still corrected, and its times that ran backwards open no gap', () => {
      const before = createValidator();
      hearUntil(before, 1, 6);
      const [next] = hearUntil(restarted(before), 7, 7);
      expect(next).toMatchObject({ readings: [{ at: now + 7 * minuteMs }], gaps: [], faults: [] });
    });

    test('what was lost meanwhile is a gap, and what an overtaken message left open is none', () => {
      const before = createValidator();
      hearUntil(before, 1, 6, [5]);
      hearUntil(before, 5, 5);
      const gaps = hearUntil(restarted(before), 8, 8).flatMap((each) => each.gaps);
      expect(gaps).toMatchObject([
        { deviceId, fromSequence: 7, toSequence: 7, fromAt: now + 6 * minuteMs, toAt: now + 8 * minuteMs },
      ]);
    });

    test('a gap that opens while a clock is set back does not end before it begins', () => {
      const gaps = hearUntil(createValidator(), 1, 4, [3]).flatMap((each) => each.gaps);
      expect(gaps).toMatchObject([{ fromSequence: 3, fromAt: now + 2 * minuteMs, toAt: now + 2 * minuteMs }]);
    });

    test('only what is new is told again', () => {
      const validator = createValidator();
      hearUntil(validator, 1, 2);
      expect(validator.takeStandings()).toMatchObject([{ deviceId, furthest: { sequence: 2 } }]);
      hearUntil(validator, 2, 2);
      expect(validator.takeStandings()).toEqual([]);
    });
  });

  describe('without a clock', () => {
    const clockless = { ...good, sourceAt: null };

    test('the same number again is the same reading; much later it is another', () => {
      const validator = createValidator();
      const sourceAtOf = (receivedAt: number) =>
        validator.validate(frameAt(receivedAt), device, profile, { readings: [{ ...clockless, sequence: 4 }] })
          .readings[0]?.sourceAt;
      expect(sourceAtOf(now)).toBe(now);
      expect(sourceAtOf(now + 60_000)).toBe(now);
      expect(sourceAtOf(now + hourMs)).toBe(now + hourMs);
    });

    test('without a number either, two in one millisecond stay two', () => {
      const { readings } = createValidator().validate(frameAt(now), device, profile, {
        readings: [clockless, clockless],
      });
      expect(readings.map(({ sourceAt }) => sourceAt)).toEqual([now, now + 1]);
    });
  });
});
