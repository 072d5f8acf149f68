/** Words that kiosk and gateway screens share, in English. */
import { faultsEn } from './faults-en.ts';
import type { SameTexts } from './same-texts.ts';
import type { sharedZhCn } from './zh-cn.ts';

export const sharedEn: SameTexts<typeof sharedZhCn> = {
  product: 'Atrium',
  language: { 'zh-CN': '中文', en: 'English' },
  tier: { ordinary: 'Member', silver: 'Silver member', gold: 'Gold member', diamond: 'Diamond member' },
  figure: {
    points_one: '{{count, number}} point',
    points_other: '{{count, number}} points',
    pieces_one: '{{count, number}} piece',
    pieces_other: '{{count, number}} pieces',
    people_one: '{{count, number}} person',
    people_other: '{{count, number}} people',
    tags_one: '{{count, number}} tag',
    tags_other: '{{count, number}} tags',
    bays_one: '{{count, number}} bay',
    bays_other: '{{count, number}} bays',
    perHundredSquareMetres: 'people per 100 m²',
    percent: '{{value}}%',
    minutesShort_other: '{{count}} min',
    seconds: '{{value}} s',
  },
  age: {
    now: 'just now',
    second_other: '{{count}} s',
    minute_other: '{{count}} min',
    hour_other: '{{count}} h',
    day_one: '{{count}} day',
    day_other: '{{count}} days',
    ago: '{{age}} ago',
    lasting: 'for {{age}}',
  },
  picture: {
    bag: 'Canvas bag',
    coffee: 'Coffee',
    parking: 'Parking voucher',
    umbrella: 'Umbrella',
    thermos: 'Thermos flask',
    plush: 'Plush toy',
    cinema: 'Cinema ticket',
    scarf: 'Scarf',
    gift: 'Gift',
  },
  action: {
    close: 'Close',
    cancel: 'Cancel',
    retry: 'Try again',
    back: 'Back',
  },
  loading: 'Loading',
  fault: faultsEn,
};
