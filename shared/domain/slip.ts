/** The paper that a member carries from the kiosk to the desk: what was redeemed, where it lies, until when. */
import type { DeskId, KioskId, OpId, Sku } from './ids.ts';

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
