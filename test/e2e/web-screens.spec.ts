/** The gateway's screens by themselves: drawn in both languages, themes and sizes, held to axe, and used without a mouse. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import type { Role } from '#shared/wire/session-api.ts';
import { House } from '../runner/house.ts';
import { projectRoot } from '../runner/process.ts';
import { signInAs } from './people.ts';

const picturesDir = process.env['ATRIUM_PICTURES'] ?? join(projectRoot, '.cache', 'pictures', 'web');
const device = 'counter-1f-east-door';

const sizes = {
  desk: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;
/** Each language, theme and size at least twice, and each pair of them once. */
const looks = [
  { language: 'zh-CN', theme: 'light', size: 'desk' },
  { language: 'en', theme: 'dark', size: 'desk' },
  { language: 'zh-CN', theme: 'dark', size: 'phone' },
  { language: 'en', theme: 'light', size: 'phone' },
] as const;
type Look = (typeof looks)[number];

const screens: readonly { name: string; role: Role; path: string; desk?: string }[] = [
  { name: 'ops', role: 'ops', path: '/ops' },
  { name: 'facilities', role: 'facilities', path: '/facilities' },
  { name: 'device', role: 'facilities', path: `/facilities/${device}` },
  { name: 'cashier', role: 'cashier', path: '/cashier', desk: '1 号服务台' },
];

async function showIn(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(sizes[look.size]);
  await page.evaluate(({ language, theme }) => {
    localStorage.setItem('atrium.language', language);
    localStorage.setItem('atrium.theme', theme);
  }, look);
  await page.reload();
}

async function photograph(page: Page, name: string): Promise<void> {
  await mkdir(picturesDir, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(picturesDir, `${name}.png`), animations: 'disabled' });
  // Two hundred rows are alike: the first of them speak for all, in a tenth of the time.
  const found = await new AxeBuilder({ page }).exclude(':is(li, tr):nth-child(n + 16)').analyze();
  expect(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`),
    name,
  ).toEqual([]);
}

/** A page that outlives its gateway would log that it is gone, into the test that runs by then. */
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

test.describe('screens', () => {
  const house = new House({ devices: [device] });
  test.beforeAll(() => house.open());
  test.afterAll(() => house.close());

  for (const screen of screens) {
    test(`${screen.name} in every look`, async ({ browser }) => {
      const page = await signInAs(browser, house, screen.role, screen.desk);
      await page.goto(`${house.url}${screen.path}`);
      for (const look of looks) {
        await showIn(page, look);
        await expect(page.locator('html')).toHaveAttribute('lang', look.language);
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${screen.name} must not scroll sideways`).toBeLessThanOrEqual(0);
        await photograph(page, `${screen.name}-${look.language}-${look.theme}-${look.size}`);
      }
    });
  }

  test('signing in', async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${house.url}/facilities`);
    await photograph(page, 'sign-in');
    await page.getByLabel('名称').fill('ops');
    await page.getByLabel('密码').fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('名称或密码不对');
    await expect(page.getByLabel('密码')).toHaveValue('');
    await page.getByLabel('密码').fill(house.secretOf('user', 'ops'));
    await page.keyboard.press('Enter');
    await expect(page, 'back to the page that was asked for').toHaveURL(/\/facilities$/);
    await page.getByRole('button', { name: /账号与显示/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
  });

  test('a role reaches its own screens only', async ({ browser }) => {
    const page = await signInAs(browser, house, 'cashier', '1 号服务台');
    await page.goto(`${house.url}/ops`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('此账号不能打开这个页面');
    await page.getByRole('link', { name: '回到首页' }).click();
    await expect(page).toHaveURL(/\/cashier$/);
  });

  test('language and theme are chosen in the account menu, and kept', async ({ browser }) => {
    const page = await signInAs(browser, house, 'ops');
    await page.getByRole('button', { name: /账号与显示/ }).click();
    await page.getByRole('radio', { name: '深色' }).click();
    await page.getByRole('radio', { name: 'English' }).click();
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
    await photograph(page, 'account');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('navigation', { name: 'Screens' })).toContainText('Operations');
  });

  test('looking back by keyboard, and coming back to live', async ({ browser }) => {
    const page = await signInAs(browser, house, 'ops');
    const slider = page.getByRole('slider', { name: '回看过去 24 小时' });
    await expect(slider).toHaveAttribute('aria-valuetext', '直播');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(slider).toHaveAttribute('aria-valuetext', /^\d{2}-\d{2} 周. \d{2}:\d{2}:00$/);
    await expect(
      page
        .getByRole('banner')
        .getByText(/回看/)
        .or(page.getByText(/^回看 \d/).first()),
    ).toBeVisible();
    await page.getByRole('button', { name: '回到直播' }).click();
    await expect(slider).toHaveAttribute('aria-valuetext', '直播');
  });

  test('a zone is chosen by keyboard and opens its day', async ({ browser }) => {
    const page = await signInAs(browser, house, 'ops');
    const zone = page.locator('svg [role="button"][data-zone="1f-east"]');
    await zone.focus();
    await page.keyboard.press('Enter');
    await expect(zone).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('heading', { level: 2, name: '东翼' })).toBeVisible();
    await page.getByRole('button', { name: '关闭区域详情' }).click();
    await expect(zone).toHaveAttribute('aria-pressed', 'false');
  });

  test('devices are found by state, class and words', async ({ browser }) => {
    const page = await signInAs(browser, house, 'facilities');
    const rows = page.getByRole('list', { name: '设备列表' }).getByRole('link');
    await expect(rows.first()).toBeVisible();
    const all = await rows.count();
    expect(all).toBeGreaterThan(150);
    await page.getByRole('searchbox').fill('东门 xovis');
    await expect(rows).toHaveCount(1);
    await page.getByRole('radio', { name: /正常/ }).click();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect(rows).toHaveCount(all);
    // The sign of a device on the plan leads to the same page as its row.
    await page.getByRole('radio', { name: /一层/ }).click();
    await page.locator(`svg [data-device="${device}"] a`).click();
    await expect(page).toHaveURL(`${house.url}/facilities/${device}`);
  });
});

test('a page says when the gateway is gone, and lives again with it', async ({ browser }) => {
  const house = new House();
  await house.open();
  const page = await (await browser.newContext()).newPage();
  await page.goto(house.url);
  await page.getByLabel('名称').fill('ops');
  await page.getByLabel('密码').fill(house.secretOf('user', 'ops'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^直播 \d/)).toBeVisible();
  await house.stopGateway();
  await expect(page.getByText(/连接中断/).first()).toBeVisible();
  await house.startGateway();
  await expect(page.getByText(/^直播 \d/)).toBeVisible({ timeout: 20_000 });
  await house.close();
});
