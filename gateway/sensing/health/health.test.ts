import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '#shared/domain/calendar.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { fail } from '#shared/domain/result.ts';
import { noonAt, openedStore, openWard, ward } from './ward.fixture.ts';

const byCrowd = { cadenceMs: null, silentAfterMs: 30 * minuteMs } as const;

describe('silent', () => {
  test('a device that stops is ill after its time, since its last reading, and well with the next one', () => {
    const bench = openWard();
    expect(bench.state()).toBe('unseen');
    bench.say();
    expect(bench.state()).toBe('well');
    bench.pass(180_000);
    expect(bench.state()).toBe('well');
    bench.pass(1000);
    expect(bench.row()).toMatchObject({ state: 'ill', cause: 'silent', since: noonAt, lastReadingAt: noonAt });
    bench.say();
    expect(bench.row()).toMatchObject({ state: 'well', cause: null, since: bench.now });
  });

  test('a device that speaks with the crowd is judged in opening hours only, from their beginning', () => {
    const bench = openWard(byCrowd);
    bench.pass(7.9 * hourMs);
    bench.say();
    bench.pass(12 * hourMs);
    expect(bench.state()).toBe('well');
    bench.pass(29 * minuteMs);
    expect(bench.state()).toBe('well');
    bench.pass(10 * minuteMs);
    expect(bench.state()).toBe('ill: silent');
  });

  test('the time in which the gateway was away is not the silence of the device', () => {
    const bench = openWard();
    bench.say();
    bench.restart(hourMs);
    expect(bench.state()).toBe('well');
    bench.pass(180_000);
    expect(bench.state()).toBe('well');
    bench.pass(2000);
    expect(bench.state()).toBe('ill: silent');
  });

  test('a silent device is still silent after a restart, since the same moment', () => {
    const bench = openWard();
    bench.say();
    bench.pass(10 * minuteMs);
    bench.restart(1000);
    expect(bench.row()).toMatchObject({ state: 'ill', cause: 'silent', since: noonAt });
    bench.say();
    expect(bench.state()).toBe('well');
  });

  test('what speaks and is not understood is ill, and the rejects say why', () => {
    const bench = openWard();
    bench.say();
    bench.pass(3 * minuteMs);
    bench.reject(3);
    expect(bench.state()).toBe('attention: payload_rejected');
    bench.pass(2000);
    expect(bench.row()).toMatchObject({ state: 'ill', cause: 'payload_rejected', causeValue: 3 });
  });
});

describe('offline', () => {
  test('a session that closed is an incident after half a minute only', () => {
    const bench = openWard();
    bench.health.presence(ward, true, bench.now);
    expect(bench.row()).toMatchObject({ state: 'well', online: true });
    bench.health.presence(ward, false, bench.now);
    bench.pass(29_000);
    expect(bench.row()).toMatchObject({ state: 'well', online: false });
    bench.pass(1000);
    expect(bench.row()).toMatchObject({ state: 'ill', cause: 'offline', since: noonAt });
    bench.tell({ kind: 'online', online: true });
    expect(bench.state()).toBe('well');
  });

  test('explains silence, and survives a restart', () => {
    const bench = openWard();
    bench.say();
    bench.health.presence(ward, true, bench.now);
    bench.health.presence(ward, false, bench.now);
    bench.pass(10 * minuteMs);
    expect(bench.state()).toBe('ill: offline');
    bench.restart(1000);
    expect(bench.row()).toMatchObject({ state: 'ill', cause: 'offline', since: noonAt });
  });

  test('after a restart a device has time to come back, and one that never had a session is never offline', () => {
    const bench = openWard();
    bench.health.presence(ward, true, bench.now);
    bench.restart(dayMs);
    bench.pass(29_000);
    expect(bench.state()).toBe('well');
    bench.pass(1000);
    expect(bench.state()).toBe('ill: offline');
    const pusher = openWard();
    pusher.say();
    pusher.restart(dayMs);
    pusher.pass(minuteMs);
    expect(pusher.row()).toMatchObject({ state: 'well', online: null });
  });

  test('a device that goes on sending by another way is not offline', () => {
    const bench = openWard();
    bench.health.presence(ward, false, bench.now);
    bench.pass(10_000);
    bench.say();
    bench.pass(40_000);
    expect(bench.state()).toBe('well');
  });
});

describe('stuck', () => {
  const minute = (bench: ReturnType<typeof openWard>, forward: number, backward: number) => {
    bench.pass(minuteMs);
    const back = bench.reading({ metric: 'line.backward', value: backward });
    bench.batch({ readings: [bench.reading({ value: forward, sequence: back.sequence }), back] });
  };

  test('ten equal counts of a busy line, and the first other one ends it', () => {
    const bench = openWard();
    for (let times = 0; times < 9; times++) minute(bench, 4, 2);
    expect(bench.state()).toBe('well');
    minute(bench, 4, 2);
    expect(bench.row()).toMatchObject({ state: 'ill', cause: 'stuck', causeValue: 4, since: noonAt + minuteMs });
    bench.restart(1000);
    expect(bench.state()).toBe('ill: stuck');
    minute(bench, 4, 2);
    expect(bench.state()).toBe('ill: stuck');
    minute(bench, 5, 2);
    expect(bench.state()).toBe('well');
  });

  test('nobody all night is not stuck, nor is a line where one direction moves', () => {
    const bench = openWard();
    for (let times = 0; times < 40; times++) minute(bench, 0, 0);
    for (let times = 0; times < 40; times++) minute(bench, 1, times % 2);
    expect(bench.state()).toBe('well');
  });

  test('a few people may sit still longer than a crowd', () => {
    const few = openWard();
    const crowd = openWard();
    for (let times = 0; times < 12; times++) {
      few.pass(minuteMs);
      few.say({ metric: 'zone.people', channel: '2', value: 2 });
      crowd.pass(minuteMs);
      crowd.say({ metric: 'zone.people', channel: '2', value: 30 });
    }
    expect(few.state()).toBe('well');
    expect(crowd.state()).toBe('ill: stuck');
  });
});

describe('attention', () => {
  test('a clock that is off, and one that was set right', () => {
    const bench = openWard();
    bench.say({ sourceAt: noonAt - 61_000, at: noonAt });
    expect(bench.row()).toMatchObject({ state: 'attention', cause: 'clock_off', causeValue: -61 });
    expect(bench.health.clockOffsetMs(ward)).toBe(-61_000);
    bench.say({ sourceAt: noonAt - 40_000, at: noonAt });
    expect(bench.state()).toBe('attention: clock_off');
    bench.say({ sourceAt: noonAt - 20_000, at: noonAt });
    expect(bench.state()).toBe('well');
  });

  test('three rejects in ten minutes, until ten minutes without one', () => {
    const bench = openWard();
    bench.say();
    bench.reject(2);
    expect(bench.state()).toBe('well');
    bench.reject(1);
    expect(bench.state()).toBe('attention: payload_rejected');
    for (let minutes = 0; minutes < 9; minutes++) {
      bench.pass(minuteMs);
      bench.say();
      expect(bench.state()).toBe('attention: payload_rejected');
    }
    bench.pass(minuteMs);
    bench.say();
    expect(bench.state()).toBe('well');
  });

  test('more than a fifth of repeats', () => {
    const bench = openWard();
    for (let times = 0; times < 10; times++) bench.say();
    bench.batch({ repeats: new Map([[ward, 2]]) });
    expect(bench.state()).toBe('well');
    bench.batch({ repeats: new Map([[ward, 3]]) });
    expect(bench.row()).toMatchObject({ state: 'attention', cause: 'repeating', causeValue: 33 });
  });

  test('more than a fifth out of order', () => {
    const bench = openWard();
    for (let times = 0; times < 20; times++) {
      bench.pass(5000);
      bench.say({ sourceAt: times % 3 === 2 ? bench.now - 20_000 : bench.now, sequence: null });
    }
    expect(bench.row()).toMatchObject({ state: 'attention', cause: 'out_of_order', causeValue: 30 });
  });

  test('numbers that never came, until they come late after all', () => {
    const bench = openWard();
    bench.say();
    const gap = bench.loseNumbers(2);
    bench.say();
    expect(bench.row()).toMatchObject({ state: 'well', completeness: 1 });
    bench.pass(30_000);
    expect(bench.row()).toMatchObject({ cause: 'readings_missing', causeValue: 2, completeness: 0.5 });
    bench.batch({ fillings: [{ ...gap, missing: [[gap.toSequence, gap.toSequence]] }] });
    expect(bench.row()).toMatchObject({ cause: 'readings_missing', causeValue: 1 });
    bench.batch({ fillings: [{ ...gap, missing: [] }] });
    expect(bench.row()).toMatchObject({ state: 'well', completeness: 1 });
  });

  test('neighbours that change places miss nothing: they are out of order, whatever each of them measures', () => {
    const bench = openWard();
    for (let times = 0; times < 10; times++) {
      bench.pass(minuteMs);
      const held = bench.reading({ metric: 'heartbeat', channel: '' });
      bench.pass(minuteMs);
      const overtaking = bench.reading();
      const late = { ...held, receivedAt: bench.now };
      const gap = { deviceId: ward, fromAt: bench.now, fromSequence: Number(held.sequence) };
      const [fromSequence, toSequence] = [gap.fromSequence, gap.fromSequence];
      const opened = {
        ...gap,
        fromSequence,
        toSequence,
        toAt: bench.now,
        missing: [[fromSequence, toSequence]] as const,
      };
      bench.batch({ readings: [overtaking, late], gaps: [opened], fillings: [{ ...gap, missing: [] }] });
      expect(bench.row().cause).not.toBe('readings_missing');
    }
    expect(bench.row()).toMatchObject({ state: 'attention', cause: 'out_of_order', causeValue: 50, completeness: 1 });
  });

  test('a gap is forgotten after an hour', () => {
    const bench = openWard({ cadenceMs: null, silentAfterMs: null });
    bench.say();
    bench.loseNumbers(5);
    bench.say();
    bench.pass(59 * minuteMs);
    expect(bench.state()).toBe('attention: readings_missing');
    bench.pass(2 * minuteMs);
    expect(bench.state()).toBe('well');
  });

  test('a battery is low from 15 % and fine again from 20 %', () => {
    const bench = openWard();
    const states = [16, 15, 19, 20].map((value) => {
      bench.say({ metric: 'battery.percent', channel: '', value });
      return bench.state();
    });
    expect(states).toEqual(['well', 'attention: battery_low', 'attention: battery_low', 'well']);
    expect(bench.row().batteryPercent).toBe(20);
  });
});

describe('printers', () => {
  const printer = { class: 'printer', decoder: 'none', cadenceMs: null, silentAfterMs: null } as const;

  test.each([
    ['paper_low', 'attention: paper_low', 'low'],
    ['paper_out', 'ill: paper_out', 'out'],
    ['cover_open', 'ill: cover_open', 'ok'],
    ['error', 'ill: printer_error', 'ok'],
    ['unreachable', 'ill: printer_unreachable', 'ok'],
  ] as const)('%s', (state, shown, paper) => {
    const bench = openWard(printer);
    bench.health.printer(ward, 'ready', bench.now);
    expect(bench.state()).toBe('well');
    bench.pass(5000);
    bench.health.printer(ward, state, bench.now);
    expect(bench.state()).toBe(shown);
    expect(bench.row()).toMatchObject({ paper, since: noonAt + 5000, online: null });
    bench.pass(5000);
    bench.health.printer(ward, state, bench.now);
    expect(bench.row().since).toBe(noonAt + 5000);
    bench.restart(minuteMs);
    expect(bench.state()).toBe(shown);
    bench.health.printer(ward, 'ready', bench.now);
    expect(bench.state()).toBe('well');
  });

  test('the worst of several causes is shown, and the next when it is gone', () => {
    const bench = openWard({ ...printer, battery: true });
    bench.say({ metric: 'battery.percent', channel: '', value: 5 });
    bench.health.printer(ward, 'cover_open', bench.now);
    expect(bench.state()).toBe('ill: cover_open');
    bench.health.printer(ward, 'ready', bench.now);
    expect(bench.state()).toBe('attention: battery_low');
  });
});

describe('what the screens are told', () => {
  test('a change at once; a new reading every few seconds; nothing where nothing is new', () => {
    const bench = openWard();
    expect(bench.tick()).toHaveLength(1);
    expect(bench.tick()).toEqual([]);
    bench.say();
    expect(bench.tick()).toMatchObject([{ state: 'well' }]);
    bench.pass(1000);
    bench.say();
    expect(bench.tick()).toEqual([]);
    const told: number[] = [];
    for (let second = 0; second < 30; second++) {
      bench.say();
      told.push(bench.health.tick(bench.now + second * 1000).length);
    }
    expect(told.filter((rows) => rows > 0)).toHaveLength(2);
  });

  test('the timeline keeps each change with its value, newest first', () => {
    const bench = openWard();
    bench.say();
    bench.pass(200_000);
    bench.say({ metric: 'battery.percent', channel: '', value: 9 });
    bench.tick();
    const timeline = bench.store.changesOf(ward, 10).map(({ state, cause, causeValue }) => [state, cause, causeValue]);
    expect(timeline).toEqual([
      ['attention', 'battery_low', 9],
      ['ill', 'silent', null],
      ['well', null, null],
    ]);
  });

  test('completeness counts the minutes in which a regular device was not heard', () => {
    const bench = openWard();
    for (let minutes = 0; minutes < 30; minutes++) {
      bench.pass(minuteMs);
      bench.say();
    }
    expect(bench.row().completeness).toBe(1);
    bench.pass(30 * minuteMs);
    // Due a minute after the last message: 29 of 60 minutes are lost.
    expect(bench.row().completeness).toBeCloseTo(31 / 60, 3);
    for (let minutes = 0; minutes < 40; minutes++) {
      bench.say();
      bench.pass(minuteMs);
    }
    // Of the quiet half hour only the last 20 minutes lie in the last hour.
    expect(bench.row().completeness).toBeCloseTo(40 / 60, 3);
  });

  test('what the device says of itself is kept once, not once a second', () => {
    const bench = openWard();
    bench.tell({ kind: 'firmware', version: '5.1.4' });
    for (let times = 0; times < 5; times++) bench.tell({ kind: 'device_error', detail: 'the lens is covered' });
    bench.pass(11 * minuteMs);
    bench.tell({ kind: 'device_error', detail: 'the lens is covered' });
    bench.tick();
    expect(bench.row().firmware).toBe('5.1.4');
    expect(bench.store.reportsOf(ward, 10)).toHaveLength(2);
  });

  test('changes that the store refuses are offered again, and not every second', () => {
    const real = openedStore();
    let refusals = 2;
    const refuse = () => fail(fault('store_failed', 'the disk is full'));
    const bench = openWard({}, { ...real, save: (...all) => (refusals-- > 0 ? refuse() : real.save(...all)) });
    bench.say();
    bench.pass(14_000);
    expect(refusals).toBe(1);
    bench.say({ metric: 'battery.percent', channel: '', value: 9 });
    bench.pass(32_000);
    expect(bench.store.changesOf(ward, 10).map(({ state }) => state)).toEqual(['attention', 'well']);
  });

  test('a name that is not in the site is nobody', () => {
    const bench = openWard();
    bench.health.presence('kiosk-1' as DeviceId, true, bench.now);
    bench.batch({ readings: [bench.reading({ deviceId: 'gone' as DeviceId })] });
    expect(bench.health.rows(bench.now).map(({ deviceId }) => deviceId)).toEqual([ward]);
  });
});
