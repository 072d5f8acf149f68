/** Gifts for the fake gateway: every state that a card can show. */
import type { DeskId, Sku } from '#shared/domain/ids.ts';
import type { LocalText } from '#shared/domain/text.ts';
import type { GiftView } from '#shared/wire/member-api.ts';

const desk1: LocalText = { 'zh-CN': '1 号服务台', en: 'Service desk 1' };
const desk2: LocalText = { 'zh-CN': '2 号服务台', en: 'Service desk 2' };

function gift(
  sku: string,
  picture: string,
  points: number,
  name: LocalText,
  free: readonly [number, number],
  rest: Partial<GiftView> = {},
): GiftView {
  return {
    sku: sku as Sku,
    name,
    description: name,
    picture,
    points,
    minimumTier: 'ordinary',
    dailyLimit: null,
    stock: [
      { deskId: 'desk-1' as DeskId, deskName: desk1, free: free[0] },
      { deskId: 'desk-2' as DeskId, deskName: desk2, free: free[1] },
    ],
    ...rest,
  };
}

export function fakeGifts(): readonly GiftView[] {
  return [
    gift('canvas-bag', 'bag', 1_200, { 'zh-CN': '帆布袋', en: 'Canvas bag' }, [12, 4], {
      description: { 'zh-CN': '加厚棉布，可装下一周的蔬果', en: 'Heavy cotton, holds a week of groceries' },
    }),
    gift('parking', 'parking', 300, { 'zh-CN': '停车券 2 小时', en: 'Parking, 2 hours' }, [80, 60]),
    gift('coffee', 'coffee', 800, { 'zh-CN': '咖啡券', en: 'Coffee voucher' }, [0, 9]),
    gift('umbrella', 'umbrella', 2_400, { 'zh-CN': '晴雨伞', en: 'Umbrella' }, [3, 0]),
    gift('thermos', 'thermos', 6_800, { 'zh-CN': '保温杯', en: 'Thermos flask' }, [5, 5]),
    gift('plush', 'plush', 3_600, { 'zh-CN': '毛绒小熊', en: 'Plush bear' }, [0, 0]),
    gift('cinema', 'cinema', 4_500, { 'zh-CN': '电影票', en: 'Cinema ticket' }, [20, 20]),
    gift('scarf', 'scarf', 18_000, { 'zh-CN': '桑蚕丝巾', en: 'Silk scarf' }, [2, 1], { minimumTier: 'gold' }),
  ];
}
