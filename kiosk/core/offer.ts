/** What a gift is to this member at this moment. The screen says exactly this, never more. */
import { type Tier, tiers } from '#shared/domain/site.ts';
import type { GiftView } from '#shared/wire/member-api.ts';
import type { MemberView } from './rpc.ts';

export type Offer =
  /** The gateway answers and everything suffices. */
  | { readonly state: 'now' }
  | { readonly state: 'short'; readonly missing: number }
  | { readonly state: 'tier'; readonly tier: Tier }
  | { readonly state: 'soldOut' }
  /** The gateway is away: a wish can be noted, nothing is promised. */
  | { readonly state: 'notPromised' };

/** `desk` narrows the question to one desk; without it any desk will do. */
export function offerOf(gift: GiftView, member: MemberView, online: boolean, deskId: string | null = null): Offer {
  if (tiers.indexOf(member.tier) < tiers.indexOf(gift.minimumTier)) return { state: 'tier', tier: gift.minimumTier };
  if (member.points < gift.points) return { state: 'short', missing: gift.points - member.points };
  if (!online) return { state: 'notPromised' };
  const shelves = deskId === null ? gift.stock : gift.stock.filter((shelf) => shelf.deskId === deskId);
  return shelves.some((shelf) => shelf.free > 0) ? { state: 'now' } : { state: 'soldOut' };
}

/** The desk that is offered first: the one with the most left. */
export function likeliestDesk(gift: GiftView): GiftView['stock'][number] | null {
  return gift.stock.reduce<GiftView['stock'][number] | null>(
    (best, shelf) => (best === null || shelf.free > best.free ? shelf : best),
    null,
  );
}
