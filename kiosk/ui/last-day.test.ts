import { expect, test } from 'vitest';
import { formatLastDay } from './last-day.ts';

const now = Date.parse('2026-11-22T14:20:00+08:00');

test.each([
  ['the end of next year', '2028-01-01T04:00:00+08:00', '2027-12-31', '31 Dec 2027'],
  ['the end of this year', '2027-01-01T04:00:00+08:00', '12-31 周四', 'Thu 31 Dec'],
  ['a moment in the middle of a day', '2026-12-22T14:20:00+08:00', '12-21 周一', 'Mon 21 Dec'],
  ['tomorrow at midnight', '2026-11-23T00:00:00+08:00', '11-22 周日', 'Sun 22 Nov'],
  ['this evening', '2026-11-22T21:00:00+08:00', '11-22 周日 21:00', 'Sun 22 Nov 21:00'],
])('%s', (_name, endsAt, chinese, english) => {
  expect(formatLastDay(Date.parse(endsAt), now, 'Asia/Shanghai', 'zh-CN')).toBe(chinese);
  expect(formatLastDay(Date.parse(endsAt), now, 'Asia/Shanghai', 'en')).toBe(english);
});
