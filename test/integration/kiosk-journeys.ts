/** What a kiosk must bring about whatever gateway it has: run against the fake one and against the real one. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KioskStatus, MemberView, RpcResult } from '#kiosk/core/rpc.ts';
import { createRpcClient, type RpcClient } from '#kiosk/core/rpc-client.ts';
import { createHttpGatewayLink } from '#kiosk/service/http-gateway-link.ts';
import { createKioskService, type KioskService } from '#kiosk/service/kiosk-service.ts';
import { pipeOfPort } from '#kiosk/service/port-pipe.ts';
import type { OpId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import { systemClock } from '#shared/node/clock.ts';
import { silentLog } from '#shared/node/log.ts';
import type { GiftView } from '#shared/wire/member-api.ts';

/** A gateway as these journeys need it. */
export interface JourneyGateway {
  open(): Promise<void>;
  close(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  url(): URL;
  secret(): string;
  /** The newest code that was sent to a phone with this tail. */
  codeFor(phoneTail: string): Promise<string>;
  /** Gives a member enough points for any gift. */
  enrich(member: MemberView): Promise<void>;
}

/** A kiosk service with one page. */
export class JourneyKiosk {
  client: RpcClient = { call: () => Promise.reject(new Error('the kiosk is not started')) };
  #service: KioskService | null = null;
  #status: KioskStatus | null = null;
  /** The member in sight, as the feed last told of them. */
  member: MemberView | null = null;
  readonly #watchers = new Set<() => void>();
  readonly #gateway: JourneyGateway;
  readonly dataDir: string;

  constructor(gateway: JourneyGateway, dataDir: string) {
    this.#gateway = gateway;
    this.dataDir = dataDir;
  }

  async start(): Promise<void> {
    const link = createHttpGatewayLink({
      gateway: this.#gateway.url(),
      kioskId: 'kiosk-1',
      secret: this.#gateway.secret(),
    });
    const service = createKioskService({
      dataDir: this.dataDir,
      link,
      clock: systemClock,
      log: silentLog,
      random: () => 1,
    });
    const started = await service.start();
    if (!started.ok) throw new Error(started.fault.detail);
    this.#service = service;
    this.openPage();
  }

  /** A new page, as after a reload: a new visit. */
  openPage(): void {
    const { port1, port2 } = new MessageChannel();
    this.#service?.serve(pipeOfPort(port2));
    this.client = createRpcClient(pipeOfPort(port1), {
      onStatus: (status) => {
        this.#status = status;
        for (const look of this.#watchers) look();
      },
      onMember: (member) => {
        this.member = member;
      },
    });
  }

  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = null;
    this.#status = null;
  }

  until(wanted: (status: KioskStatus) => boolean): Promise<KioskStatus> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#status === null || !wanted(this.#status)) return;
        this.#watchers.delete(look);
        resolve(this.#status);
      };
      this.#watchers.add(look);
      look();
    });
  }

  online(): Promise<KioskStatus> {
    return this.until((status) => status.link.online && status.asOf !== null);
  }

  offline(): Promise<KioskStatus> {
    return this.until((status) => !status.link.online);
  }

  /** Phone and one-time code. */
  async prove(phone: string): Promise<RpcResult<'verifyCode'> & { codeId: OpId }> {
    const sent = expectOk(await this.client.call('identify', { phone, language: 'zh-CN' }));
    if (sent.kind !== 'code_sent') throw new Error(`expected a code, got ${sent.kind}`);
    const { codeId, phoneTail } = sent;
    const code = await this.#gateway.codeFor(phoneTail);
    return { ...expectOk(await this.client.call('verifyCode', { codeId, code })), codeId };
  }

  async join(phone: string, codeId: OpId | null): Promise<MemberView | null> {
    const { consent } = await this.until((status) => status.consent !== null);
    const consentVersion = consent?.membership.version ?? '';
    const request = { phone, codeId, language: 'zh-CN', consentVersion, marketing: false, birthday: null } as const;
    return expectOk(await this.client.call('join', request)).member;
  }

  async newMember(phone: string): Promise<MemberView> {
    const { codeId } = await this.prove(phone);
    const member = await this.join(phone, codeId);
    if (member === null) throw new Error('joining was not answered');
    return member;
  }
}

export function expectOk<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.detail}`);
  return result.value;
}

/** A gift and a desk that can be redeemed now. */
export function affordable(gifts: readonly GiftView[], member: MemberView) {
  for (const { sku, stock, points, minimumTier } of gifts) {
    const shelf = stock.find((candidate) => candidate.free > 0);
    if (shelf && points <= member.points && minimumTier === 'ordinary') return { sku, deskId: shelf.deskId, points };
  }
  throw new Error('no gift can be redeemed');
}

export function describeJourneys(name: string, gateway: JourneyGateway): void {
  describe(`a kiosk before ${name}`, () => {
    let kiosk: JourneyKiosk;

    beforeAll(() => gateway.open());
    afterAll(() => gateway.close());
    beforeEach(async () => {
      kiosk = new JourneyKiosk(gateway, await mkdtemp(join(tmpdir(), 'atrium-kiosk-')));
      await kiosk.start();
      await kiosk.online();
    });
    afterEach(async () => {
      await kiosk.stop();
      await rm(kiosk.dataDir, { recursive: true, force: true });
    });

    test('a person joins and is known by phone and by card', async () => {
      const first = await kiosk.prove('13900000001');
      expect(first.member).toBeNull();
      const joined = await kiosk.join('13900000001', first.codeId);
      expect(joined).toMatchObject({ tier: 'ordinary', live: true, proven: true, phoneTail: '0001' });
      const byCard = expectOk(await kiosk.client.call('lookUpCard', { card: joined?.card ?? '' }));
      expect(byCard).toMatchObject({ memberId: joined?.memberId, proven: false });
    });

    test('a member redeems at once, and what a shop sells to the member is seen at once', async () => {
      const member = await kiosk.newMember('13900000002');
      await gateway.enrich(member);
      await expect.poll(() => kiosk.member?.points ?? 0).toBeGreaterThan(member.points);
      const rich = { ...member, points: kiosk.member?.points ?? 0 };
      const { gifts } = await kiosk.until((status) => status.gifts.length > 0);
      const { sku, deskId, points } = affordable(gifts, rich);
      const redeemed = expectOk(await kiosk.client.call('redeem', { memberId: rich.memberId, sku, deskId }));
      expect(redeemed).toMatchObject({ state: 'confirmed', sku, deskId, points, pointsLeft: rich.points - points });
      expect(redeemed.slip).toMatch(/^[0-9A-Z $%*+./:-]+$/);
      await expect.poll(() => kiosk.member?.points).toBe(rich.points - points);
    });

    test('without the gateway the cache answers, joining waits and redeeming promises nothing', async () => {
      const member = await kiosk.newMember('13900000003');
      await kiosk.until((status) => status.gifts.length > 0);
      const { gifts } = await kiosk.online();
      await gateway.stop();
      await kiosk.offline();

      const remembered = expectOk(await kiosk.client.call('identify', { phone: '13900000003', language: 'en' }));
      expect(remembered).toMatchObject({
        kind: 'remembered',
        member: { memberId: member.memberId, points: member.points, live: false, proven: false },
      });
      const unknown = expectOk(await kiosk.client.call('identify', { phone: '13900000004', language: 'en' }));
      expect(unknown.kind).toBe('stranger');
      expect(await kiosk.join('13900000004', null)).toBeNull();

      const { sku, deskId } = affordable(gifts, { ...member, points: 1_000_000 });
      const refused = await kiosk.client.call('redeem', { memberId: member.memberId, sku, deskId });
      expect(refused.ok).toBe(false);
      expectOk(await kiosk.client.call('noteRequest', { memberId: member.memberId, sku, deskId }));
      expect((await kiosk.until((status) => status.opsWaiting === 2)).link.online).toBe(false);

      // The kiosk itself goes down before the gateway comes back.
      await kiosk.stop();
      await kiosk.start();
      expect((await kiosk.until((status) => status.opsWaiting === 2)).asOf).not.toBeNull();
      await gateway.start();
      await kiosk.until((status) => status.link.online && status.opsWaiting === 0);
      const proven = await kiosk.prove('13900000004');
      expect(proven.member).not.toBeNull();
    });

    test('no phone number is ever on the disk of the kiosk', async () => {
      await kiosk.newMember('13987654321');
      await gateway.stop();
      await kiosk.offline();
      await kiosk.join('13987654322', null);
      const files = await readdir(kiosk.dataDir);
      const bytes = await Promise.all(files.map((file) => readFile(join(kiosk.dataDir, file), 'latin1')));
      expect(bytes.join('')).toContain('sealedPhone');
      for (const tail of ['13987654321', '13987654322']) expect(bytes.join('')).not.toContain(tail.slice(3));
      await gateway.start();
      await kiosk.until((status) => status.opsWaiting === 0);
    });
  });
}
