import { describe, expect, test } from 'vitest';
import { couponStateAt } from './coupon.ts';
import { nextTier, pointsExpireAt, reachesTier, tierOf, tierWindowStart } from './member.ts';
import { drawShortCode, parseShortCode } from './slip-code.ts';

const ladder = { ordinary: 0, silver: 2_000, gold: 10_000, diamond: 50_000 };
const calendar = { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' };

describe('tiers', () => {
  test.each([
    [0, 'ordinary', { tier: 'silver', missing: 2_000, total: 2_000 }],
    [1_999, 'ordinary', { tier: 'silver', missing: 1, total: 2_000 }],
    [2_000, 'silver', { tier: 'gold', missing: 8_000, total: 10_000 }],
    [50_000, 'diamond', null],
  ] as const)('%d points are %s', (earned, tier, next) => {
    expect(tierOf(earned, ladder)).toBe(tier);
    expect(nextTier(earned, ladder)).toEqual(next);
  });

  test('a tier reaches those below it and itself', () => {
    expect(reachesTier('gold', 'silver')).toBe(true);
    expect(reachesTier('gold', 'gold')).toBe(true);
    expect(reachesTier('ordinary', 'silver')).toBe(false);
  });

  test('twelve months end today, also on a leap day', () => {
    const start = tierWindowStart(Date.parse('2028-02-29T12:00:00+08:00'), calendar);
    expect(new Date(start).toISOString()).toBe('2027-02-28T20:00:00.000Z');
  });
});

test('points are good until the last business day of the next year is over', () => {
  const end = '2027-12-31T20:00:00.000Z'; // 1 January 2028, 04:00 in Shanghai
  for (const earned of ['2026-01-01T00:00:00+08:00', '2026-12-31T23:59:59+08:00']) {
    expect(new Date(pointsExpireAt(Date.parse(earned), calendar)).toISOString()).toBe(end);
  }
});

test('a coupon is expired before anybody has noted it', () => {
  expect(couponStateAt({ usedAt: null, expiresAt: 10 }, 9)).toBe('open');
  expect(couponStateAt({ usedAt: null, expiresAt: 10 }, 10)).toBe('expired');
  expect(couponStateAt({ usedAt: 5, expiresAt: 10 }, 20)).toBe('used');
});

describe('short codes', () => {
  test('a code comes back however it was typed', () => {
    expect(drawShortCode(() => 0)).toBe('2222-2222');
    expect(drawShortCode((below) => below - 1)).toBe('ZZZZ-ZZZZ');
    for (const typed of ['7KQM-4XWR', '7kqm4xwr', ' 7KQM 4XWR ']) expect(parseShortCode(typed)).toBe('7KQM-4XWR');
  });

  test.each(['', '7KQM-4XW', '7KQM-4XWRR', '7KQM-4XW0', '7KQM-4XWO'])('%s is none', (typed) => {
    expect(parseShortCode(typed)).toBeNull();
  });
});
