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

/** Photographs the screen of the moment and holds it to axe (WCAG 2.2 AA). */
export async function photograph(page: Page, name: string): Promise<void> {
  await mkdir(picturesDir, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(picturesDir, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
