/**
 * Double entry: value never appears or vanishes, it moves from one account to another. A transfer is balanced because
 * it has one amount and two ends; it is never changed, and a correction is a new one.
 */
import type { DeskId, MemberId, OpId, Sku } from './ids.ts';

/** Where points come from; its balance is minus all points ever granted. */
export const pointsIssued = 'points:issued';

export type MemberAccount = `member:${MemberId}:${'available' | 'pending' | 'spent' | 'expired'}`;
export type StockAccount = `stock:${Sku}@${DeskId}:${'received' | 'free' | 'reserved' | 'handed'}`;
export type Account = typeof pointsIssued | MemberAccount | StockAccount;

export type TransferKind = 'grant' | 'opening' | 'hold' | 'hand_over' | 'release' | 'expire';

/** One movement of a whole, positive number of points or units. Its id is made by whoever starts it and posted once. */
export interface Transfer {
  readonly id: string;
  readonly kind: TransferKind;
  readonly from: Account;
  readonly to: Account;
  readonly amount: number;
  /** Epoch ms. */
  readonly at: number;
}

/** What a redemption moves, in both currencies. */
export interface RedemptionAmounts {
  readonly opId: OpId;
  readonly memberId: MemberId;
  readonly points: number;
  readonly sku: Sku;
  readonly deskId: DeskId;
  readonly units: number;
}

export function memberAccount(id: MemberId, part: 'available' | 'pending' | 'spent' | 'expired'): MemberAccount {
  return `member:${id}:${part}`;
}

export function stockAccount(
  sku: Sku,
  deskId: DeskId,
  part: 'received' | 'free' | 'reserved' | 'handed',
): StockAccount {
  return `stock:${sku}@${deskId}:${part}`;
}

/** Sources stand for the world outside: they alone go below zero. */
export function isSource(account: Account): boolean {
  return account === pointsIssued || account.endsWith(':received');
}

/** Points that a member earned or was given; `id` names the receipt or the occasion, so that it is given once. */
export function grant(id: string, memberId: MemberId, amount: number, at: number): Transfer {
  return transfer({ id, kind: 'grant', from: pointsIssued, to: memberAccount(memberId, 'available'), amount, at });
}

/** Units that lay at a desk when the gift was first listed there. */
export function opening(sku: Sku, deskId: DeskId, units: number, at: number): Transfer {
  return transfer({
    id: `opening:${sku}@${deskId}`,
    kind: 'opening',
    from: stockAccount(sku, deskId, 'received'),
    to: stockAccount(sku, deskId, 'free'),
    amount: units,
    at,
  });
}

/** Points and units are set aside together: a redemption is confirmed. */
export function hold(redemption: RedemptionAmounts, at: number): readonly Transfer[] {
  return bothLegs(redemption, 'hold', ['available', 'pending'], ['free', 'reserved'], at);
}

/** The gift leaves the desk; the redemption is over. */
export function handOver(redemption: RedemptionAmounts, at: number): readonly Transfer[] {
  return bothLegs(redemption, 'hand_over', ['pending', 'spent'], ['reserved', 'handed'], at);
}

/** Nobody came for it: points and units go back to where they were. */
export function release(redemption: RedemptionAmounts, at: number): readonly Transfer[] {
  return bothLegs(redemption, 'release', ['pending', 'available'], ['reserved', 'free'], at);
}

/** Points of a lot whose time is over. A lot may expire twice: a release can bring points back into an old one. */
export function expire(lotId: string, memberId: MemberId, amount: number, at: number): Transfer {
  return transfer({
    id: `expire:${lotId}@${at}`,
    kind: 'expire',
    from: memberAccount(memberId, 'available'),
    to: memberAccount(memberId, 'expired'),
    amount,
    at,
  });
}

type MemberPart = Parameters<typeof memberAccount>[1];
type StockPart = Parameters<typeof stockAccount>[2];

function bothLegs(
  { opId, memberId, points, sku, deskId, units }: RedemptionAmounts,
  kind: TransferKind,
  [pointsFrom, pointsTo]: readonly [MemberPart, MemberPart],
  [unitsFrom, unitsTo]: readonly [StockPart, StockPart],
  at: number,
): readonly Transfer[] {
  return [
    transfer({
      id: `${opId}:${kind}:points`,
      kind,
      from: memberAccount(memberId, pointsFrom),
      to: memberAccount(memberId, pointsTo),
      amount: points,
      at,
    }),
    transfer({
      id: `${opId}:${kind}:stock`,
      kind,
      from: stockAccount(sku, deskId, unitsFrom),
      to: stockAccount(sku, deskId, unitsTo),
      amount: units,
      at,
    }),
  ];
}

function transfer(made: Transfer): Transfer {
  if (!Number.isSafeInteger(made.amount) || made.amount <= 0) {
    throw new Error(`transfer ${made.id}: ${made.amount} is no amount`);
  }
  return made;
}
