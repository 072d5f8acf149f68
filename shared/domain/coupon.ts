/** Coupons: a promise of one thing at one price, until a day. */
import type { LocalText } from './text.ts';

export interface CouponKind {
  readonly id: string;
  readonly name: LocalText;
  readonly validMs: number;
}

export type CouponState = 'open' | 'used' | 'expired';

/** What a coupon is worth at a moment: an open one whose time is over is expired before anybody has noted it. */
export function couponStateAt(coupon: { usedAt: number | null; expiresAt: number }, now: number): CouponState {
  if (coupon.usedAt !== null) return 'used';
  return coupon.expiresAt > now ? 'open' : 'expired';
}
