import { expect, test } from 'vitest';
import type { DeskId, Sku } from '#shared/domain/ids.ts';
import type { GiftView } from '#shared/wire/member-api.ts';
import { likeliestDesk, offerOf } from './offer.ts';
import { gold } from './session-samples.ts';

function gift(change: Partial<GiftView> = {}): GiftView {
  const deskName = { 'zh-CN': '服务台', en: 'Desk' };
  return {
    sku: 'bag' as Sku,
    name: { 'zh-CN': '袋', en: 'Bag' },
    description: { 'zh-CN': '袋', en: 'Bag' },
    picture: 'bag',
    points: 1_200,
    minimumTier: 'ordinary',
    dailyLimit: null,
    stock: [
      { deskId: 'desk-1' as DeskId, deskName, free: 0 },
      { deskId: 'desk-2' as DeskId, deskName, free: 3 },
    ],
    ...change,
  };
}

test.each([
  ['everything suffices', gift(), gold(), true, null, { state: 'now' }],
  ['this desk is empty', gift(), gold(), true, 'desk-1', { state: 'soldOut' }],
  ['too few points', gift(), gold({ points: 1_000 }), true, null, { state: 'short', missing: 200 }],
  ['exactly enough', gift(), gold({ points: 1_200 }), true, null, { state: 'now' }],
  ['a higher tier', gift({ minimumTier: 'diamond' }), gold(), true, null, { state: 'tier', tier: 'diamond' }],
  ['the gateway is away', gift(), gold(), false, null, { state: 'notPromised' }],
  ['away and too few points', gift(), gold({ points: 0 }), false, null, { state: 'short', missing: 1_200 }],
])('%s', (_name, what, member, online, deskId, offer) => {
  expect(offerOf(what, member, online, deskId)).toEqual(offer);
});

test('the desk with the most left comes first', () => {
  expect(likeliestDesk(gift())?.deskId).toBe('desk-2');
  expect(likeliestDesk(gift({ stock: [] }))).toBeNull();
});
