/** Words that kiosk and gateway screens share, in Chinese. The keys of this file bind every other language. */
import { faultsZhCn } from './faults-zh-cn.ts';

export const sharedZhCn = {
  product: '中庭 Atrium',
  language: { 'zh-CN': '中文', en: 'English' },
  tier: { ordinary: '普通会员', silver: '银卡会员', gold: '金卡会员', diamond: '钻石会员' },
  figure: {
    points_other: '{{count, number}} 积分',
    pieces_other: '{{count, number}} 件',
    people_other: '{{count, number}} 人',
    tags_other: '{{count, number}} 个标签',
    bays_other: '{{count, number}} 个车位',
    perHundredSquareMetres: '人/100 m²',
    percent: '{{value}} %',
    minutesShort_other: '{{count}} 分钟',
    seconds: '{{value}} 秒',
  },
  age: {
    now: '刚刚',
    second_other: '{{count}} 秒',
    minute_other: '{{count}} 分钟',
    hour_other: '{{count}} 小时',
    day_other: '{{count}} 天',
    ago: '{{age}}前',
    lasting: '已 {{age}}',
  },
  /** What a picture of a gift shows, for those who hear it. */
  picture: {
    bag: '帆布袋',
    coffee: '咖啡',
    parking: '停车券',
    umbrella: '雨伞',
    thermos: '保温杯',
    plush: '毛绒玩偶',
    cinema: '电影票',
    scarf: '围巾',
    gift: '礼品',
  },
  action: {
    close: '关闭',
    cancel: '取消',
    retry: '再试一次',
    back: '返回',
  },
  loading: '正在读取',
  fault: faultsZhCn,
} as const;
