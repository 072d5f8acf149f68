/** A mall that runs: the four roles in real browsers, before real processes, from the sensor's bytes to the handed gift. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { scanCode } from '#test/printer/scan-code.ts';
import { rastersOf, textOf } from '#test/printer/sheet.ts';
import { VirtualPrinter } from '#test/printer/virtual-printer.ts';
import { copyDemoSite, type DemoCopy, demoSite, deviceOf } from '../runner/demo-site.ts';
import { House } from '../runner/house.ts';
import { startProcess, type TestProcess } from '../runner/process.ts';
import { typeOnPad } from './kiosk-stage.ts';
import { readmePicture, signInAs } from './people.ts';

const counter = 'counter-1f-east-door';
/** The zone behind the east door, by the demo site's lines. */
const zoneBehind = '1f-east';

/** What a Xovis sensor pushes at the moment when somebody crosses its line (firmware 5, live data). */
function crossing(frameNumber: number, at: number, direction: 'FORWARD' | 'BACKWARD', people = 1): string {
  const events = Array.from({ length: people }, (_, index) => ({
    category: 'SCENE',
    type: `LINE_CROSS_${direction}`,
    attributes: { geometry_id: 1, track_id: frameNumber * 100 + index, sequence_number: index },
  }));
  return JSON.stringify({
    live_data: {
      package_info: { version: '5.0', id: frameNumber, agent_id: 1 },
      sensor_info: { serial_number: '80:1F:12:D0:42:0A', type: 'SINGLE_SENSOR', sw_version: '5.3.2' },
      frames: [{ framenumber: frameNumber, frametype: 'UPDATE', time: at, tracked_objects: [], events }],
    },
  });
}

const site = demoSite();
const topic = `xovis/${deviceOf(site, counter).foreignId}/live`;

/** A page that outlives its gateway would complain of it in the next test. */
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

test.describe('operations', () => {
  const house = new House({ devices: [counter] });
  test.beforeAll(() => house.open());
  test.afterAll(() => house.close());

  test('a crossing moves the figure and the heat within a second', async ({ browser }) => {
    const page = await signInAs(browser, house, 'ops');
    await page.getByRole('radio', { name: /一层/ }).click();
    const figure = page.locator(`[data-zone="${zoneBehind}"] [data-testid="zone-people"]`);
    const heat = page.locator('canvas').first();
    await expect(page.getByText(/直播/).first()).toBeVisible();
    const client = await house.connect(counter);

    const cold = await heat.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const delays: number[] = [];
    for (let inside = 1; inside <= 9; inside += 1) {
      const publishedAt = Date.now();
      await client.publishAsync(topic, crossing(inside, publishedAt, 'FORWARD'), { qos: 1 });
      await expect(figure).toHaveText(String(inside));
      delays.push(Date.now() - publishedAt);
    }
    // One slow poll of the test itself is no slow mall: the middle one of nine counts.
    expect(delays.sort((a, b) => a - b)[4]).toBeLessThanOrEqual(1_000);
    await expect.poll(() => heat.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).not.toBe(cold);

    await client.publishAsync(topic, crossing(10, Date.now(), 'BACKWARD', 4), { qos: 1 });
    await expect(figure).toHaveText('5');
  });

  test('a figure is never negative, however many leave', async ({ browser }) => {
    const page = await signInAs(browser, house, 'ops');
    await page.getByRole('radio', { name: /一层/ }).click();
    const client = await house.connect(counter);
    await client.publishAsync(topic, crossing(20, Date.now(), 'BACKWARD', 30), { qos: 1 });
    const figure = page.locator(`[data-zone="${zoneBehind}"] [data-testid="zone-people"]`);
    await expect(figure).toHaveText('0');
  });
});

test.describe('facilities', () => {
  const house = new House({ devices: [counter] });
  let impatient: DemoCopy | undefined;

  /** The demo mall that never closes, with counters that are missed after four seconds instead of three minutes. */
  test.beforeAll(async () => {
    impatient = await copyDemoSite({
      calendar: { opensAt: '00:00', closesAt: '00:00', dayStartsAt: '00:00' },
      profiles: { 'xovis-pc2se': { cadenceMs: 2_000, silentAfterMs: 4_000 } },
    });
    house.configure(impatient);
    await house.open();
  });
  test.afterAll(async () => {
    await house.close();
    await impatient?.remove();
  });

  test('a device that falls silent is ill, and well again with its next reading', async ({ browser }) => {
    const page = await signInAs(browser, house, 'facilities');
    const row = page.locator(`a[href="/facilities/${counter}"]`).first();
    await expect(row).toHaveAttribute('data-state', 'unseen');
    const client = await house.connect(counter);
    await client.publishAsync(topic, crossing(1, Date.now(), 'FORWARD'), { qos: 1 });
    await expect(row).toHaveAttribute('data-state', 'well');

    await expect(row).toHaveAttribute('data-state', 'ill', { timeout: 30_000 });
    await expect(row).toContainText('东门');
    await row.click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('东门');
    await client.publishAsync(topic, crossing(2, Date.now(), 'FORWARD'), { qos: 1 });
    await page.goBack();
    await expect(row).toHaveAttribute('data-state', 'well');
  });

  test('a message that cannot be used is acknowledged, kept and explained', async ({ browser }) => {
    const client = await house.connect(counter);
    await client.publishAsync(`atrium/demo/${counter}/up`, '{"metric":"line.forward","value":"many"}', { qos: 1 });
    const page = await signInAs(browser, house, 'facilities');
    await page.goto(`${house.url}/facilities/${counter}`);
    await expect(page.getByText(/value: .*number/).first()).toBeVisible();
  });
});

test.describe('member, kiosk and desk', () => {
  const house = new House({ kiosks: ['kiosk-1'], systems: ['pos'] });
  const kioskPrinter = new VirtualPrinter({ widthMm: 80 });
  const deskPrinter = new VirtualPrinter({ widthMm: 80 });
  let kiosk: TestProcess<{ url: string }> | undefined;
  let kioskData = '';
  let copy: DemoCopy | undefined;
  const phone = '13912345678';

  test.beforeAll(async () => {
    const printerPorts = {
      'printer-kiosk-1': await kioskPrinter.start(),
      'printer-desk-1': await deskPrinter.start(),
    };
    copy = await copyDemoSite({ printerPorts });
    house.configure(copy);
    await house.open();
    kioskData = await mkdtemp(join(tmpdir(), 'atrium-kiosk-'));
    kiosk = await startProcess<{ url: string }>(
      'kiosk/shell-chromium/main.ts',
      ['--gateway', house.url, '--kiosk', 'kiosk-1', '--data', kioskData, '--no-browser'],
      { ATRIUM_KIOSK_SECRET: house.secretOf('kiosk', 'kiosk-1') },
    );
  });
  test.afterAll(async () => {
    await kiosk?.stop();
    await house.close();
    await kioskPrinter.stop();
    await deskPrinter.stop();
    await copy?.remove();
    await rm(kioskData, { recursive: true, force: true });
  });

  test('a member joins, earns, redeems, and the desk hands over once', async ({ browser }) => {
    const cashier = await signInAs(browser, house, 'cashier', '1 号服务台');
    const shopper = await (
      await browser.newContext({ viewport: { width: 1080, height: 1920 }, hasTouch: true })
    ).newPage();
    await joinAtKiosk(shopper, cashier);
    await expect(shopper.getByText('200', { exact: true })).toBeVisible();

    const receipt = { shopId: site.shops[0]?.id, number: 'R-1001', at: Date.now(), amountFen: 98_800, member: phone };
    const earned = await (await house.call({ kind: 'system', name: 'pos' }, '/api/v1/pos/receipts', receipt)).json();
    const again = await (await house.call({ kind: 'system', name: 'pos' }, '/api/v1/pos/receipts', receipt)).json();
    expect(earned).toMatchObject({ repeated: false });
    expect(again).toEqual({ ...earned, repeated: true });
    const balance = (earned as { balance: number }).balance.toLocaleString('en-US');
    await expect(shopper.getByText(balance, { exact: true })).toBeVisible();
    await readmePicture(shopper, 'kiosk');

    const printed = kioskPrinter.nextSheet();
    await shopper.getByRole('button', { name: /停车券/ }).click();
    await shopper.getByRole('button', { name: /用 300 积分兑换/ }).click();
    await expect(shopper.getByRole('heading', { level: 1, name: '兑换成功' })).toBeVisible();
    const sheet = await printed;
    expect(textOf(sheet)).toContain('停车券');
    await expect(shopper.getByText('小票已打出，请取走')).toBeVisible();
    const slip =
      rastersOf(sheet)
        .map(scanCode)
        .find((text) => text !== null) ?? '';

    // The scanner types like a keyboard, into the page rather than into a field.
    await cashier.keyboard.type(slip);
    await cashier.keyboard.press('Enter');
    await expect(cashier.locator('[data-answer="hand_over"]')).toContainText('5678');
    await readmePicture(cashier, 'cashier');
    const receiptSheet = deskPrinter.nextSheet();
    // An Enter that comes before anybody can have read the answer is the scanner's, and does nothing.
    await expect(async () => {
      await cashier.keyboard.press('Enter');
      await expect(cashier.locator('[data-answer="handed_now"]')).toBeVisible({ timeout: 500 });
    }).toPass();
    expect(textOf(await receiptSheet)).toContain('停车券');

    await cashier.keyboard.type(slip);
    await cashier.keyboard.press('Enter');
    const second = cashier.locator('[data-answer="already_handed"]');
    await expect(second).toContainText(/\d{2}:\d{2}/);
    await expect(second).toContainText('cashier');
  });

  test('a desk without paper says so, and the gift is handed over all the same', async ({ browser }) => {
    const cashier = await signInAs(browser, house, 'cashier', '1 号服务台');
    deskPrinter.tell({ paper: 'out' });
    await cashier.getByRole('button', { name: '打印测试页' }).click();
    await expect(cashier.getByText(/缺纸/).first()).toBeVisible();
    deskPrinter.tell({ paper: 'ok' });
  });

  test('nonsense at the desk is one calm answer', async ({ browser }) => {
    const cashier = await signInAs(browser, house, 'cashier', '1 号服务台');
    await cashier.keyboard.type('hello');
    await cashier.keyboard.press('Enter');
    await expect(cashier.locator('[data-answer="unreadable"], [data-answer="unknown"]')).toBeVisible();
  });

  async function joinAtKiosk(shopper: Page, cashier: Page): Promise<void> {
    await shopper.goto(kiosk?.ready.url ?? '');
    await shopper.getByRole('button', { name: '轻触开始' }).click();
    await typeOnPad(shopper, phone);
    await shopper.getByRole('button', { name: '获取验证码' }).click();
    const code = cashier.getByTestId('one-time-code').filter({ hasText: '5678' }).locator('strong');
    await typeOnPad(shopper, (await code.innerText()).replace(/\D/g, ''));
    await shopper.getByRole('button', { name: '确认', exact: true }).click();
    await shopper.getByRole('button', { name: '同意并继续' }).click();
    await shopper.getByRole('button', { name: '不填，直接加入' }).click();
    await expect(shopper.getByRole('heading', { level: 1, name: '欢迎加入' })).toBeVisible();
    await shopper.getByRole('button', { name: '看看能换什么' }).click();
  }
});
