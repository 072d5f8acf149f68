/** The paper that a member carries from the kiosk to the desk: what was redeemed, where it lies, until when. */
import { businessDayAt, openingOf } from './calendar.ts';
import type { DeskId, KioskId, OpId, Sku } from './ids.ts';
import type { SiteCalendar } from './site.ts';

/** Carries no phone and no name: a lost slip tells who finds it nothing about a person. */
export interface Slip {
  readonly opId: OpId;
  readonly kioskId: KioskId;
  /** The one desk that honours it: the gift physically lies there. */
  readonly deskId: DeskId;
  readonly sku: Sku;
  /** 1 to 255. */
  readonly units: number;
  /** The first eight hexadecimal digits of the member id: enough to look at, not enough to be a card. */
  readonly memberReference: string;
  /** Epoch ms, whole seconds. */
  readonly issuedAt: number;
  /** Epoch ms, whole seconds; from this moment on it is void. */
  readonly expiresAt: number;
}

/** A slip is dated in whole seconds: the moment before, in epoch ms. */
export function wholeSecond(at: number): number {
  return Math.floor(at / 1_000) * 1_000;
}

/**
 * Until when a slip issued now is good: closing time of the next business day, so that nobody finds a closed desk, but
 * never longer than `lifeMaxMs`, because what an unclaimed slip holds back is held back for everybody.
 */
export function slipEndOf(issuedAt: number, calendar: SiteCalendar, lifeMaxMs: number): number {
  const today = businessDayAt(issuedAt, calendar);
  const { closesAt } = openingOf(businessDayAt(today.endsAt, calendar), calendar);
  return Math.min(closesAt, issuedAt + lifeMaxMs);
}
