/** A kiosk for browser tests: the real shell and service before a fake gateway that can be told to misbehave. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { FakeGateway } from '../integration/fake-gateway.ts';
import { fakeGifts } from '../integration/fake-gifts.ts';
import { projectRoot, startProcess, type TestProcess } from '../runner/process.ts';

/** Not the runner's own folder: that is emptied at every start. */
const picturesDir = process.env['ATRIUM_PICTURES'] ?? join(projectRoot, '.cache', 'pictures', 'kiosk');

export class KioskStage {
  readonly gateway = new FakeGateway(fakeGifts());
  #shell: TestProcess<{ url: string }> | null = null;
  #dataDir = '';

  async open(): Promise<void> {
    await this.gateway.start();
    this.#dataDir = await mkdtemp(join(tmpdir(), 'atrium-kiosk-'));
    this.#shell = await startProcess<{ url: string }>(
      'kiosk/shell-chromium/main.ts',
      ['--gateway', this.gateway.url.href, '--kiosk', 'kiosk-1', '--data', this.#dataDir, '--no-browser'],
      { ATRIUM_KIOSK_SECRET: this.gateway.secret },
    );
  }

  get url(): string {
    return this.#shell?.ready.url ?? '';
  }

  async close(): Promise<void> {
    await this.#shell?.stop();
    await this.gateway.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** The code that the cashier's screen would show now. */
  lastCode(): string {
    return this.gateway.codes.at(-1)?.code ?? '';
  }
}

/** Types digits on the pad, as a finger would. */
export async function typeOnPad(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
}

/** A scanner that types like a keyboard. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code, { delay: 2 });
  await page.keyboard.press('Enter');
}

/**
 * Photographs the screen of the moment in both languages and both shapes. Its structure is the same in all of them, so
 * axe reads it once. English words are longer: what has room in English landscape has room in Chinese.
 * Begins and ends in Chinese and portrait.
 */
export async function photograph(page: Page, state: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await shoot(page, `${state}-zh-portrait`);
  await expectAccessible(page, state);
  await speak(page, 'English');
  await expect(page.locator('main')).not.toContainText(/[\u4e00-\u9fff]/);
  await shoot(page, `${state}-en-portrait`);
  await shootLandscape(page, `${state}-en-landscape`);
  await speak(page, '中文');
}

/** Holds the screen of the moment to axe (WCAG 2.2 AA). No frame of the page is another origin's: axe needs no second page to run. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** One picture, of a screen on which nothing lies over anything else or beyond the edge. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(picturesDir, { recursive: true });
  await page.screenshot({ path: join(picturesDir, `${name}.png`) });
  const outside = await page.evaluate(() => {
    // The picture of the attract screen reaches under the header on purpose.
    const areas = [...document.querySelectorAll('main > :not(:has(h1 + p + button)) > *')];
    return areas.flatMap((area) => {
      const place = area.getBoundingClientRect();
      return [...area.children].flatMap((child) => {
        const box = child.getBoundingClientRect();
        const byPx = Math.round(Math.max(place.top - box.top, box.bottom - place.bottom, box.right - place.right));
        return byPx > 1 ? [`${byPx} px: ${child.textContent?.slice(0, 40)}`] : [];
      });
    });
  });
  expect.soft(outside, `${name}: what does not fit into its place`).toEqual([]);
}

/** The same on a screen that lies on its side. */
export async function shootLandscape(page: Page, name: string): Promise<void> {
  const upright = page.viewportSize();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await shoot(page, name);
  if (upright !== null) await page.setViewportSize(upright);
}

async function speak(page: Page, language: string): Promise<void> {
  const choice = page.getByRole('button', { name: language, exact: true });
  await choice.click();
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'zh-CN');
}
