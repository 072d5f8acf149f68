/** The two gateways of the kiosk's journeys: the fake one in this process, and the real one as a process. */
import { join } from 'node:path';
import { loadSite } from '#firmware/load-site.ts';
import { oneTimeCode } from '#shared/wire/desk-api.ts';
import { House } from '../runner/house.ts';
import { projectRoot } from '../runner/process.ts';
import { FakeGateway } from './fake-gateway.ts';
import { fakeGifts } from './fake-gifts.ts';
import type { JourneyGateway } from './kiosk-journeys.ts';

export function fakeJourneyGateway(gateway = new FakeGateway(fakeGifts())): JourneyGateway {
  return {
    open: () => gateway.start(),
    close: () => gateway.stop(),
    start: () => gateway.start(),
    stop: () => gateway.stop(),
    url: () => gateway.url,
    secret: () => gateway.secret,
    codeFor: async (tail) => gateway.codes.findLast(({ phone }) => phone.endsWith(tail))?.code ?? '',
    async enrich({ memberId }) {
      const entry = gateway.members.get(memberId);
      if (entry) entry.snapshot = { ...entry.snapshot, points: 20_000 };
      gateway.changed();
    },
  };
}

export function realJourneyGateway(): JourneyGateway {
  const house = new House({ kiosks: ['kiosk-1'], systems: ['pos'] });
  let receipts = 0;
  return {
    open: () => house.open(),
    close: () => house.close(),
    start: () => house.startGateway(),
    stop: () => house.stopGateway(),
    url: () => new URL(house.url),
    secret: () => house.secretOf('kiosk', 'kiosk-1'),
    async codeFor(tail) {
      const cookie = await house.signIn('cashier', 'desk-1');
      const answer = await fetch(`${house.url}/api/v1/desk/codes`, { headers: { cookie } });
      const codes = oneTimeCode.array().parse(await answer.json());
      return codes.find(({ phoneTail }) => phoneTail === tail)?.code ?? '';
    },
    async enrich({ card }) {
      receipts += 1;
      const sale = {
        shopId: firstShop(),
        number: `R-${receipts}`,
        at: Date.now(),
        amountFen: 900_000,
        member: card,
      };
      const answer = await house.call({ kind: 'system', name: 'pos' }, '/api/v1/pos/receipts', sale);
      if (!answer.ok) throw new Error(`the receipt was refused: ${await answer.text()}`);
    },
  };
}

function firstShop(): string {
  const loaded = loadSite(join(projectRoot, 'firmware-config', 'sites', 'demo'));
  const shop = loaded.ok ? loaded.value.site.shops[0] : undefined;
  if (shop === undefined) throw new Error('the demo site has no shop');
  return shop.id;
}
