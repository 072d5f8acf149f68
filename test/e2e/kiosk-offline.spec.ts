/** The kiosk while its gateway is away, and after: real processes of both, stopped, killed and started again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openKioskStore } from '#kiosk/service/kiosk-store.ts';
import { nodeSecrets } from '#kiosk/service/secrets.ts';
import { formatCard } from '#shared/wire/card.ts';
import {
  type KioskFeed,
  type KioskOp,
  kioskFeed,
  memberSnapshot,
  opsAnswer,
  receiptAnswer,
} from '#shared/wire/member-api.ts';
import { demoSite } from '../runner/demo-site.ts';
import { House } from '../runner/house.ts';
import { startProcess, type TestProcess } from '../runner/process.ts';
import { typeOnPad } from './kiosk-stage.ts';
import { signInAs } from './people.ts';

const house = new House({ kiosks: ['kiosk-1', 'kiosk-2'], systems: ['pos'] });
/** Through this kiosk the test looks at the gateway; the shopper stands at the other one. */
const otherKiosk = { kind: 'kiosk', name: 'kiosk-2' } as const;
const memberPhone = '13912345678';
const strangerPhone = '13700137000';
const welcomePoints = 200;

let kiosk: TestProcess<{ url: string }> | undefined;
let kioskData = '';

test.beforeAll(async () => {
  await house.open();
  kioskData = await mkdtemp(join(tmpdir(), 'atrium-kiosk-'));
});
test.afterAll(async () => {
  await kiosk?.stop();
  await house.close();
  await rm(kioskData, { recursive: true, force: true });
});

test.use({ viewport: { width: 1080, height: 1920 }, hasTouch: true });

test('what is asked and joined while the gateway is away arrives once', async ({ page, browser }) => {
  const points = await memberWithPoints();
  await startKiosk();
  await page.goto(kiosk?.ready.url ?? '');
  await expect(page.getByRole('button', { name: '轻触开始' })).toBeEnabled();
  await house.stopGateway();
  await expect(page.getByText(/网络暂时中断，积分截至 \d{2}:\d{2}/)).toBeVisible();

  await test.step('a member of another kiosk is known here, with the time of the figures', async () => {
    await lookUp(page, memberPhone);
    await expect(page.getByRole('heading', { level: 1, name: /5678/ })).toBeVisible();
    await expect(page.getByText(points.toLocaleString('en-US'), { exact: true })).toBeVisible();
    await expect(page.getByText(/^截至 \d{2}:\d{2}$/)).toBeVisible();
  });

  await test.step('a wish is noted, and nothing is promised or taken', async () => {
    await page.getByRole('button', { name: /停车券.*只能登记/ }).click();
    await expect(page.getByRole('button', { name: /积分兑换/ })).toHaveCount(0);
    await page.getByRole('button', { name: '登记需求' }).click();
    await expect(page.getByText(/没有扣积分，也没有保留礼品/)).toBeVisible();
    await page.getByRole('button', { name: '结束并清除' }).click();
  });

  await test.step('a stranger joins', async () => {
    await lookUp(page, strangerPhone);
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByRole('button', { name: '不填，直接加入' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '已经为您登记' })).toBeVisible();
  });

  // What the screen said is kept on disk: the kiosk loses its power before the gateway is back.
  await kiosk?.kill();
  const queued = opsOnDisk();
  expect(queued.map(({ kind }) => kind)).toEqual(['request', 'join']);
  expect(JSON.stringify(queued)).not.toContain(strangerPhone);
  await startKiosk();
  await house.startGateway();

  const feed = await feedOnceJoined();
  const strangerHash = nodeSecrets.hashPhone(feed.phoneKey, e164(strangerPhone));
  const joined = feed.members.filter(({ phoneHash }) => phoneHash === strangerHash);
  expect(joined).toMatchObject([{ points: welcomePoints, coupons: [{ state: 'open' }] }]);
  expect(feed.members).toHaveLength(2);

  await test.step('the same operations once more change nothing', async () => {
    const again = opsAnswer.parse(
      await (await house.call({ kind: 'kiosk', name: 'kiosk-1' }, '/api/v1/kiosk/ops', { ops: queued })).json(),
    );
    const [member] = joined;
    if (member === undefined) throw new Error('nobody joined');
    expect(again.results).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied', memberId: member.memberId }]);
    const card = formatCard(member.memberId);
    const looked = await (await house.call(otherKiosk, '/api/v1/kiosk/members/lookup', { card })).json();
    expect(memberSnapshot.parse(looked)).toEqual(member);
    expect((await readFeed()).members).toHaveLength(2);
  });

  await test.step('the desk sees one wish, and the new member is at home', async () => {
    const cashier = await signInAs(browser, house, 'cashier', '1 号服务台');
    const wishes = cashier.getByRole('region', { name: '登记的需求' }).getByRole('listitem');
    await expect(wishes).toHaveCount(1);
    await expect(wishes).toContainText('停车券');

    await page.goto(kiosk?.ready.url ?? '');
    await lookUp(page, strangerPhone, '获取验证码');
    const code = cashier.getByTestId('one-time-code').filter({ hasText: '7000' }).locator('strong');
    await typeOnPad(page, (await code.innerText()).replace(/\D/g, ''));
    await page.getByRole('button', { name: '确认', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: /7000/ })).toBeVisible();
    await expect(page.getByText(String(welcomePoints), { exact: true })).toBeVisible();
    await cashier.context().close();
  });
});

async function startKiosk(): Promise<void> {
  kiosk = await startProcess<{ url: string }>(
    'kiosk/shell-chromium/main.ts',
    ['--gateway', house.url, '--kiosk', 'kiosk-1', '--data', kioskData, '--no-browser'],
    { ATRIUM_KIOSK_SECRET: house.secretOf('kiosk', 'kiosk-1') },
  );
}

async function lookUp(page: Page, phone: string, button = '查询'): Promise<void> {
  await page.getByRole('button', { name: '轻触开始' }).click();
  await typeOnPad(page, phone);
  await page.getByRole('button', { name: button }).click();
}

/** Joins at the other kiosk, as it would after a silence of its own, and buys something; answers the points. */
async function memberWithPoints(): Promise<number> {
  const { phoneKey, sealingKey, consent } = await readFeed();
  const { membership } = consent;
  const join: KioskOp = {
    kind: 'join',
    opId: nodeSecrets.newOpId(),
    seq: 1,
    at: Date.now(),
    sealedPhone: nodeSecrets.sealPhone(sealingKey, e164(memberPhone)),
    phoneHash: nodeSecrets.hashPhone(phoneKey, e164(memberPhone)),
    proof: null,
    consent: {
      version: membership.version,
      textHash: nodeSecrets.digest(membership.text['zh-CN']),
      language: 'zh-CN',
      marketing: false,
    },
    birthday: null,
  };
  const joined = opsAnswer.parse(await (await house.call(otherKiosk, '/api/v1/kiosk/ops', { ops: [join] })).json());
  const memberId = joined.results[0]?.memberId;
  if (!memberId) throw new Error(`nobody joined: ${JSON.stringify(joined)}`);
  const sale = {
    shopId: demoSite().shops[0]?.id,
    number: 'R-1',
    at: Date.now(),
    amountFen: 98_800,
    member: formatCard(memberId),
  };
  const sold = await house.call({ kind: 'system', name: 'pos' }, '/api/v1/pos/receipts', sale);
  return receiptAnswer.parse(await sold.json()).balance ?? 0;
}

/** What the dead kiosk left in its outbox. */
function opsOnDisk(): readonly KioskOp[] {
  const opened = openKioskStore(join(kioskData, 'kiosk.sqlite'));
  if (!opened.ok) throw new Error(opened.fault.detail);
  const ops = opened.value.outbox.pending(100);
  opened.value.close();
  return ops;
}

async function readFeed(): Promise<KioskFeed> {
  return kioskFeed.parse(await (await house.call(otherKiosk, '/api/v1/kiosk/feed?after=0&waitMs=0')).json());
}

/** The whole feed, as soon as the stranger is in it. */
async function feedOnceJoined(): Promise<KioskFeed> {
  let feed = await readFeed();
  await expect
    .poll(async () => {
      feed = await readFeed();
      return feed.members.map(({ phoneHash }) => phoneHash);
    })
    .toContain(nodeSecrets.hashPhone(feed.phoneKey, e164(strangerPhone)));
  return feed;
}

function e164(phone: string): string {
  return nodeSecrets.normalisePhone(phone) ?? '';
}
