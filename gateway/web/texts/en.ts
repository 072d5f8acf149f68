/** Words of the gateway's screens, in English. */
import type { SameTexts } from '#shared/ui/texts/same-texts.ts';
import { cashierEn } from './cashier-en.ts';
import { facilitiesEn } from './facilities-en.ts';
import { opsEn } from './ops-en.ts';
import type { webZhCn } from './zh-cn.ts';

export const webEn: SameTexts<typeof webZhCn> = {
  screen: { ops: 'Operations', facilities: 'Facilities', cashier: 'Desk', label: 'Screens' },
  skip: 'Skip to the main content',
  role: { admin: 'Administrator', ops: 'Operations', facilities: 'Facilities', cashier: 'Service desk' },
  account: {
    menu: 'Account and display',
    theme: 'Appearance',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    signOut: 'Sign out',
  },
  signIn: {
    title: 'Sign in',
    lead: 'Live footfall, devices and desks of the mall',
    name: 'Name',
    secret: 'Secret',
    desk: 'Desk',
    deskNone: 'Not at a desk',
    submit: 'Sign in',
    busy: 'Signing in',
  },
  live: {
    live: 'Live {{seconds}} s',
    connecting: 'Connecting',
    stale: 'Nothing new for {{age}}',
    lost: 'Disconnected, reconnecting',
    lostSince: 'Disconnected, showing {{time}}',
  },
  missing: { title: 'There is no such page', screen: 'This account may not open this page', home: 'Back to start' },
  crash: { title: 'This page failed', lead: 'What is saved is safe. Open the page again.', reload: 'Open again' },
  ops: opsEn,
  facilities: facilitiesEn,
  cashier: cashierEn,
};
