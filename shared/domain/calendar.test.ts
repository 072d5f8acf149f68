import { describe, expect, test } from 'vitest';
import { businessDayAt, businessDayNamed, hourMs, openingOf } from './calendar.ts';

const shanghai = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };
const berlin = { ...shanghai, timeZone: 'Europe/Berlin' };

describe('business day', () => {
  test('before the day starts, it is still yesterday', () => {
    expect(businessDayAt(Date.parse('2026-11-22T03:59:59+08:00'), shanghai).name).toBe('2026-11-21');
    expect(businessDayAt(Date.parse('2026-11-22T04:00:00+08:00'), shanghai).name).toBe('2026-11-22');
  });

  test('bounds are moments of the site, not of the machine', () => {
    const day = businessDayNamed('2026-11-22', shanghai);
    expect(new Date(day.startsAt).toISOString()).toBe('2026-11-21T20:00:00.000Z');
    expect(day.endsAt - day.startsAt).toBe(24 * hourMs);
  });

  test('a day on which clocks change has 23 or 25 hours', () => {
    const spring = businessDayNamed('2026-03-28', berlin);
    const autumn = businessDayNamed('2026-10-24', berlin);
    expect((spring.endsAt - spring.startsAt) / hourMs).toBe(23);
    expect((autumn.endsAt - autumn.startsAt) / hourMs).toBe(25);
  });

  test('a mall that closes after midnight closes on the next date', () => {
    const late = { ...shanghai, closesAt: '01:30' };
    const { opensAt, closesAt } = openingOf(businessDayNamed('2026-11-22', late), late);
    expect((closesAt - opensAt) / hourMs).toBe(15.5);
  });
});
