/** A member and a redemption for the tests of the session. */
import type { DeskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import type { RedemptionView } from '#shared/wire/member-api.ts';
import type { MemberView } from './rpc.ts';

export function gold(change: Partial<Omit<MemberView, 'memberId'>> & { memberId?: string } = {}): MemberView {
  const { memberId = '00000000-0000-4000-8000-000000000001', ...rest } = change;
  return {
    memberId: memberId as MemberId,
    points: 12_480,
    tier: 'gold',
    expiring: null,
    next: { tier: 'diamond', missing: 1_520 },
    coupons: [],
    card: 'AM1TEST',
    phoneTail: '2046',
    asOf: 0,
    live: true,
    proven: true,
    ...rest,
  };
}

export const redemption: RedemptionView = {
  opId: '00000000-0000-4000-8000-0000000000d1' as OpId,
  state: 'confirmed',
  sku: 'canvas-bag' as Sku,
  giftName: { 'zh-CN': '帆布袋', en: 'Canvas bag' },
  units: 1,
  points: 1_200,
  pointsLeft: 11_280,
  deskId: 'desk-1' as DeskId,
  deskName: { 'zh-CN': '1 号服务台', en: 'Service desk 1' },
  issuedAt: 0,
  expiresAt: 36 * 3_600_000,
  slip: 'SLIP',
  shortCode: '7KQM-2XWD',
};
