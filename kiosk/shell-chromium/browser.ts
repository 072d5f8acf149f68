/** The Chromium that shows the kiosk, where this machine has one and a screen to show it on. */
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];

/** CHROMIUM_PATH or the first of the usual places; null without a browser or without a display. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>, platform: string): string | null {
  const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  if (!hasDisplay) return null;
  return [env['CHROMIUM_PATH'] ?? '', ...places].find((path) => path !== '' && existsSync(path)) ?? null;
}

/** A browser of one page: no bars, no gestures out of it, no keyring, nothing it fetches for itself. */
export function browserArguments(url: string, profileDir: string): readonly string[] {
  return [
    '--kiosk',
    `--app=${url}`,
    `--user-data-dir=${profileDir}`,
    '--incognito',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-pinch',
    '--disable-session-crashed-bubble',
    '--overscroll-history-navigation=0',
    '--disable-features=Translate,TouchpadOverscrollHistoryNavigation,MediaRouter',
    '--password-store=basic',
    '--autoplay-policy=no-user-gesture-required',
  ];
}
