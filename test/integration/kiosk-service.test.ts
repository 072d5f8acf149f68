/** The kiosk's journeys before a fake and before the real gateway, and what only a fake can be told to do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeGateway } from './fake-gateway.ts';
import { fakeGifts } from './fake-gifts.ts';
import { fakeJourneyGateway, realJourneyGateway } from './kiosk-gateways.ts';
import { describeJourneys, expectOk, JourneyKiosk } from './kiosk-journeys.ts';

describeJourneys('a fake gateway', fakeJourneyGateway());
describeJourneys('the real gateway', realJourneyGateway());

const gateway = new FakeGateway(fakeGifts());
let dataDir = '';
beforeAll(async () => {
  await gateway.start();
  dataDir = await mkdtemp(join(tmpdir(), 'atrium-kiosk-'));
});
afterAll(async () => {
  await gateway.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('a redemption whose answer was lost is asked again under its id and spends once', async () => {
  const { memberId } = gateway.addMember({ phone: '13800132046', points: 5_000 });
  const kiosk = new JourneyKiosk(fakeJourneyGateway(gateway), dataDir);
  await kiosk.start();
  const { gifts } = await kiosk.online();
  const [gift] = gifts;
  if (gift?.stock[0] === undefined) throw new Error('there is no gift');
  const wish = { memberId, sku: gift.sku, deskId: gift.stock[0].deskId };
  await kiosk.prove('13800132046');
  gateway.loseAnswersTo = 'redemptions';
  expect(await kiosk.client.call('redeem', wish)).toMatchObject({
    ok: false,
    fault: { code: 'gateway_unreachable' },
  });
  gateway.loseAnswersTo = null;

  // The kiosk loses power; another proof, another page: the wish is still the same one.
  await kiosk.stop();
  await kiosk.start();
  await kiosk.online();
  const { unfinished } = await kiosk.prove('13800132046');
  expect(unfinished).toMatchObject({ kind: 'unanswered', sku: wish.sku, deskId: wish.deskId });
  const redeemed = expectOk(await kiosk.client.call('redeem', wish));
  expect(gateway.redemptions.size).toBe(1);
  expect(redeemed.pointsLeft).toBe(5_000 - 1_200);

  // The page died with the slip on it: the next visit of this member is offered the slip, until it was taken.
  kiosk.openPage();
  expect((await kiosk.prove('13800132046')).unfinished).toMatchObject({
    kind: 'confirmed',
    redemption: { opId: redeemed.opId },
  });
  await kiosk.client.call('slipTaken', { opId: redeemed.opId });
  expect((await kiosk.prove('13800132046')).unfinished).toBeNull();

  // Once answered, the same wish is a new one.
  expect(expectOk(await kiosk.client.call('redeem', wish)).opId).not.toBe(redeemed.opId);
  expect(gateway.redemptions.size).toBe(2);
  await kiosk.stop();
});
