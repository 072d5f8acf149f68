/** Points come in lots, each with its own expiry; spending takes those first that would expire first. */

/** What is left of one grant. */
export interface Lot {
  readonly id: string;
  /** Points not yet spent or expired. */
  readonly left: number;
  /** Epoch ms; from this moment on the lot is void. */
  readonly expiresAt: number;
}

/** Points taken from one lot: kept with the redemption, so that a release returns them to where they were. */
export interface LotUse {
  readonly lotId: string;
  readonly amount: number;
}

/** First expiring first; lots that expire together in the order of their ids. Null where the lots hold too little. */
export function takeFromLots(lots: readonly Lot[], amount: number, now: number): readonly LotUse[] | null {
  const uses: LotUse[] = [];
  let missing = amount;
  for (const lot of lots.filter((each) => each.expiresAt > now && each.left > 0).sort(byExpiry)) {
    if (missing === 0) break;
    const taken = Math.min(lot.left, missing);
    uses.push({ lotId: lot.id, amount: taken });
    missing -= taken;
  }
  return missing === 0 ? uses : null;
}

function byExpiry(one: Lot, other: Lot): number {
  return one.expiresAt - other.expiresAt || (one.id < other.id ? -1 : 1);
}
