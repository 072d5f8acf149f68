/** Words of the gateway's screens, in Chinese. The keys of this file bind every other language. */
import { cashierZhCn } from './cashier-zh-cn.ts';
import { facilitiesZhCn } from './facilities-zh-cn.ts';
import { opsZhCn } from './ops-zh-cn.ts';

export const webZhCn = {
  screen: { ops: '运营', facilities: '设施', cashier: '服务台', label: '屏幕' },
  skip: '跳到主要内容',
  role: { admin: '管理员', ops: '运营', facilities: '设施', cashier: '服务台' },
  account: {
    menu: '账号与显示',
    theme: '外观',
    themes: { auto: '跟随系统', light: '浅色', dark: '深色' },
    language: '语言',
    signOut: '退出登录',
  },
  signIn: {
    title: '登录',
    lead: '商场的实时客流、设备与服务台',
    name: '名称',
    secret: '密码',
    desk: '服务台',
    deskNone: '不在服务台',
    submit: '登录',
    busy: '正在登录',
  },
  live: {
    live: '直播 {{seconds}} 秒',
    connecting: '正在连接',
    stale: '{{age}}没有新数据',
    lost: '连接中断，正在重新连接',
    lostSince: '连接中断，画面停在 {{time}}',
  },
  missing: { title: '没有这个页面', screen: '此账号不能打开这个页面', home: '回到首页' },
  crash: { title: '这个页面出错了', lead: '已保存的数据不受影响。请重新打开页面。', reload: '重新打开' },
  ops: opsZhCn,
  facilities: facilitiesZhCn,
  cashier: cashierZhCn,
} as const;
