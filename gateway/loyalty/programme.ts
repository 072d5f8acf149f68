/** The loyalty programme as data: rates, tiers, the welcome pack, and the words a member agrees to. */
import type { CouponKind } from '#shared/domain/coupon.ts';
import type { TierLadder } from '#shared/domain/member.ts';
import type { RuleSet } from '#shared/domain/rules.ts';
import type { LocalText } from '#shared/domain/text.ts';

interface ConsentText {
  readonly version: string;
  readonly text: LocalText;
}

export interface LoyaltyProgramme {
  readonly tiers: TierLadder;
  readonly ruleSet: RuleSet;
  readonly welcome: { readonly points: number; readonly coupon: CouponKind };
  readonly consent: { readonly membership: ConsentText; readonly marketing: ConsentText };
}

const dayMs = 86_400_000;

export const standardProgramme: LoyaltyProgramme = {
  tiers: { ordinary: 0, silver: 2_000, gold: 10_000, diamond: 50_000 },
  ruleSet: {
    base: { id: 'base', version: 1, fenPerPoint: 100 },
    rules: [
      { id: 'category-dining', version: 1, percent: 150, when: { kind: 'category', category: 'dining' } },
      { id: 'category-kids', version: 1, percent: 120, when: { kind: 'category', category: 'kids' } },
      { id: 'category-electronics', version: 1, percent: 50, when: { kind: 'category', category: 'electronics' } },
      { id: 'category-supermarket', version: 1, percent: 50, when: { kind: 'category', category: 'supermarket' } },
      { id: 'tier-silver', version: 1, percent: 110, when: { kind: 'tier', tier: 'silver' } },
      { id: 'tier-gold', version: 1, percent: 125, when: { kind: 'tier', tier: 'gold' } },
      { id: 'tier-diamond', version: 1, percent: 150, when: { kind: 'tier', tier: 'diamond' } },
      { id: 'birthday-month', version: 1, percent: 200, when: { kind: 'birthday_month' } },
    ],
  },
  welcome: {
    points: 200,
    coupon: {
      id: 'welcome-coffee',
      name: { 'zh-CN': '新会员咖啡券', en: 'New member coffee' },
      validMs: 30 * dayMs,
    },
  },
  consent: {
    membership: {
      version: 'membership-1',
      text: {
        'zh-CN':
          '我同意商场为会员服务处理我的手机号码，用于识别会员、记录积分与兑换礼品。生日为选填，仅用于生日月份多倍积分。' +
          '手机号码加密保存在商场内，不出商场、不提供给他人。我可以随时在服务台查询、更正或注销。',
        en:
          'I agree that the mall processes my mobile number for the membership: to recognise me, to keep my points and to ' +
          'hand over gifts. The birthday is optional and only used for extra points in that month. The number is kept ' +
          'encrypted inside the mall and given to nobody. I can see, correct or delete my data at any service desk.',
      },
    },
    marketing: {
      version: 'marketing-1',
      text: {
        'zh-CN': '我愿意通过短信接收活动与优惠信息。不勾选不影响会员权益，可随时退订。',
        en: 'I would like to receive news and offers by text message. My membership does not depend on it, and I can stop it at any time.',
      },
    },
  },
};
