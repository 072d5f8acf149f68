/** Every state of the kiosk, drawn, photographed and held to axe: in both languages, both shapes and all comforts. */
import { expect, type Page, test } from '@playwright/test';
import { formatCard } from '#shared/wire/card.ts';
import { KioskStage, photograph, scan, typeOnPad } from './kiosk-stage.ts';

const words = {
  zh: {
    language: '中文',
    start: '轻触开始',
    sendCode: '获取验证码',
    confirm: '确认',
    agree: '同意并继续',
    skip: '不填，直接加入',
    joined: '欢迎加入',
    queued: '已经为您登记',
    bag: /帆布袋/,
    redeem: /用 1,200 积分兑换/,
    slip: '兑换成功',
    printed: '小票已打出，请取走',
    end: '结束并清除',
    cleared: '已清除',
    lookUp: '查询',
    note: '登记需求',
    noted: '已记下您的需求',
    stay: '继续使用',
    offline: /网络暂时中断/,
    codeWrong: '验证码不对',
    unknownCard: '没有认出这个会员码',
    cameOut: /小票出来了吗/,
    paperOut: /打印机缺纸/,
    done: '我记好了',
    larger: '大字',
    lower: '低位',
    contrast: '高对比',
    prove: '先验证手机号',
  },
  en: {
    language: 'English',
    start: 'Touch to start',
    sendCode: 'Send me a code',
    confirm: 'Confirm',
    agree: 'Agree and continue',
    skip: 'Join without it',
    joined: 'Welcome',
    queued: 'Your sign-up is noted',
    bag: /Canvas bag/,
    redeem: /Redeem for 1,200 points/,
    slip: 'It is yours',
    printed: 'Your slip is printed. Please take it',
    end: 'End and clear',
    cleared: 'All cleared',
    lookUp: 'Look up',
    note: 'Note my wish',
    noted: 'We noted your wish',
    stay: 'Keep going',
    offline: /The network is down/,
    codeWrong: /That code|The code/,
    unknownCard: 'We do not know this member code',
    cameOut: /Did the slip come out/,
    paperOut: /out of paper/,
    done: 'I have it',
    larger: 'Larger',
    lower: 'Lower',
    contrast: 'Contrast',
    prove: 'Confirm your number first',
  },
} as const;

const portrait = { width: 1080, height: 1920 };
const landscape = { width: 1920, height: 1080 };
const variants = [
  { name: 'zh-portrait', texts: words.zh, viewport: portrait, states: 'all' },
  { name: 'en-portrait', texts: words.en, viewport: portrait, states: 'all' },
  // The other shape changes the drawing, not the states: the longest journey and the largest drawing are looked at.
  { name: 'zh-landscape', texts: words.zh, viewport: landscape, states: 'few' },
] as const;

const memberPhone = '13800132046';

for (const { name, texts, viewport, states } of variants) {
  test.describe(name, () => {
    const stage = new KioskStage();
    test.use({ viewport, hasTouch: true });
    test.beforeAll(async () => {
      await stage.open();
      stage.gateway.addMember({ phone: memberPhone, points: 12_480, tier: 'gold' });
    });
    test.afterAll(() => stage.close());

    const shoot = (page: Page, state: string) => photograph(page, `${name}-${state}`);
    const press = (page: Page, label: string | RegExp) => page.getByRole('button', { name: label }).click();
    const heading = (page: Page, label: string | RegExp) =>
      expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible();

    async function start(page: Page): Promise<void> {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      await page.goto(stage.url);
      await page.getByRole('button', { name: texts.language }).click();
      await press(page, texts.start);
      expect(errors).toEqual([]);
    }

    async function identify(page: Page, phone: string): Promise<void> {
      await start(page);
      await typeOnPad(page, phone);
      await press(page, texts.sendCode);
      await expect(page.getByRole('button', { name: texts.confirm, exact: true })).toBeVisible();
      await typeOnPad(page, stage.lastCode());
      await press(page, texts.confirm);
    }

    test('from a touch to a slip', async ({ page }) => {
      await page.goto(stage.url);
      await page.getByRole('button', { name: texts.language }).click();
      await shoot(page, '01-attract');
      await press(page, texts.start);
      await shoot(page, '02-phone');
      await typeOnPad(page, memberPhone);
      await shoot(page, '02-phone-typed');
      await press(page, texts.sendCode);
      await expect(page.getByRole('button', { name: texts.confirm, exact: true })).toBeVisible();
      await typeOnPad(page, '000000');
      await shoot(page, '03-code');
      await press(page, texts.confirm);
      await expect(page.getByRole('alert')).toContainText(texts.codeWrong);
      await shoot(page, '03-code-wrong');
      await typeOnPad(page, stage.lastCode());
      await press(page, texts.confirm);
      await heading(page, /2046/);
      await shoot(page, '04-home');
      await press(page, texts.bag);
      await shoot(page, '05-confirm');
      await press(page, texts.redeem);
      await heading(page, texts.slip);
      await expect(page.getByText(texts.printed)).toBeVisible();
      await shoot(page, '06-slip');
      stage.gateway.print = { ...stage.gateway.print, state: 'printed' };
      await press(page, texts.end);
      await heading(page, texts.cleared);
      await shoot(page, '07-leave');
    });

    test('larger, lower, more contrast', async ({ page }) => {
      await identify(page, memberPhone);
      await heading(page, /2046/);
      for (const comfort of [texts.larger, texts.lower, texts.contrast]) {
        await page.getByRole('button', { name: comfort, exact: true }).click();
        await shoot(page, `15-home-${comfort}`);
        await press(page, texts.bag);
        await shoot(page, `15-confirm-${comfort}`);
        await page.getByRole('button', { name: /返回|Back/ }).click();
      }
      await press(page, texts.end);
      await press(page, texts.language);
    });

    if (states === 'few') return;

    test('the printer is asked and answers badly', async ({ page }) => {
      stage.gateway.print = { ...stage.gateway.print, state: 'print_unknown', code: 'print_unknown' };
      await identify(page, memberPhone);
      await press(page, texts.bag);
      await press(page, texts.redeem);
      await expect(page.getByText(texts.cameOut)).toBeVisible();
      await shoot(page, '06-slip-unknown');
      stage.gateway.print = { ...stage.gateway.print, state: 'print_failed', code: 'printer_paper_out' };
      await page.getByRole('button', { name: /再打一张|print it again/ }).click();
      await expect(page.getByText(texts.paperOut)).toBeVisible();
      await shoot(page, '06-slip-paper-out');
      await press(page, texts.done);
      await heading(page, /2046/);
      stage.gateway.print = { ...stage.gateway.print, state: 'printed', code: null };
    });

    test('joining', async ({ page }) => {
      await identify(page, '13900139000');
      await expect(page.getByRole('button', { name: texts.agree })).toBeVisible();
      await shoot(page, '08-consent');
      await press(page, texts.agree);
      await typeOnPad(page, '0815');
      await shoot(page, '09-birthday');
      for (let digit = 0; digit < 4; digit += 1) await page.keyboard.press('Backspace');
      await press(page, texts.skip);
      await heading(page, texts.joined);
      await shoot(page, '10-welcome');
    });

    test('a member code looks up, and spending asks for a proof', async ({ page }) => {
      const [member] = [...stage.gateway.members.keys()];
      if (member === undefined) throw new Error('the stage has no member');
      await page.goto(stage.url);
      await page.getByRole('button', { name: texts.language }).click();
      await scan(page, 'AM1NOBODY');
      await expect(page.getByRole('alert')).toContainText(texts.unknownCard);
      await shoot(page, '11-card-unknown');
      await scan(page, formatCard(member));
      await expect(page.getByRole('button', { name: texts.bag })).toBeVisible();
      await press(page, texts.bag);
      await shoot(page, '12-confirm-unproven');
      await press(page, texts.prove);
      await shoot(page, '13-prove');
      await typeOnPad(page, memberPhone);
      await press(page, texts.sendCode);
      await expect(page.getByRole('button', { name: texts.confirm, exact: true })).toBeVisible();
      await typeOnPad(page, stage.lastCode());
      await press(page, texts.confirm);
      await expect(page.getByRole('button', { name: texts.redeem })).toBeEnabled();
    });

    test('the countdown, and the wipe', async ({ page }) => {
      await page.clock.install();
      await identify(page, memberPhone);
      await heading(page, /2046/);
      await page.clock.runFor(31_000);
      await expect(page.getByRole('button', { name: texts.stay })).toBeVisible();
      await shoot(page, '14-idle');
      await page.clock.runFor(15_000);
      await expect(page.getByRole('button', { name: /轻触开始/ })).toBeVisible();
      await expect(page.getByText('2046')).toHaveCount(0);
    });

    test('the gateway is away', async ({ page }) => {
      await start(page);
      await stage.gateway.stop();
      await expect(page.getByText(texts.offline)).toBeVisible();
      await typeOnPad(page, memberPhone);
      await shoot(page, '16-offline-phone');
      await press(page, texts.lookUp);
      await heading(page, /2046/);
      await shoot(page, '17-offline-home');
      await press(page, texts.bag);
      await shoot(page, '18-offline-confirm');
      await press(page, texts.note);
      await heading(page, texts.noted);
      await shoot(page, '19-offline-noted');
      await press(page, texts.end);
      // The next person is greeted in the mall's first language again.
      await expect(page.getByRole('button', { name: words.zh.start })).toBeVisible({ timeout: 15_000 });
      await press(page, texts.language);
      await press(page, texts.start);
      await typeOnPad(page, '13700137000');
      await press(page, texts.lookUp);
      await press(page, texts.agree);
      await press(page, texts.skip);
      await heading(page, texts.queued);
      await shoot(page, '20-offline-joined');
      await stage.gateway.start();
      await expect(page.getByText(texts.offline)).toBeHidden({ timeout: 20_000 });
      await expect.poll(() => stage.gateway.applied.filter((op) => op.kind === 'join').length).toBeGreaterThan(0);
    });
  });
}
