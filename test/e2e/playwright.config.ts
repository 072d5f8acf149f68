import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from '../runner/chromium.ts';

const executablePath = findChromium();

/** One worker: the tests share two cores with the very processes that they test. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: [...chromiumArguments] },
  },
});
