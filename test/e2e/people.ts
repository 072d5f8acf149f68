/** What the journeys' actors do at the gateway's screens. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Role } from '#shared/wire/session-api.ts';
import type { House } from '../runner/house.ts';
import { projectRoot } from '../runner/process.ts';

/** Where the README's pictures go: into the docs only when somebody asks for new ones. */
const picturesDir = process.env['ATRIUM_README_PICTURES'] ?? join('.cache', 'pictures', 'readme');

/** A page of its own context, signed in through the form as a person would be. Console errors fail the test. */
export async function signInAs(browser: Browser, house: House, role: Role, desk?: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => expect.soft(error.message, 'a page must not throw').toBe(''));
  page.on('console', (message) => {
    if (message.type() === 'error') expect.soft(message.text(), 'a page must not log errors').toBe('');
  });
  await page.goto(house.url);
  await page.getByLabel('名称').fill(role);
  await page.getByLabel('密码').fill(house.secretOf('user', role));
  if (desk !== undefined) {
    await page.getByRole('button', { name: /服务台/ }).click();
    await page.getByRole('option', { name: desk }).click();
  }
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('button', { name: role })).toBeVisible();
  // Nobody scans before there is a field to see; a test would.
  if (desk !== undefined) await expect(page.getByRole('textbox', { name: /短码/ })).toBeFocused();
  return page;
}

export async function readmePicture(page: Page, name: string): Promise<void> {
  const folder = join(projectRoot, picturesDir);
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
