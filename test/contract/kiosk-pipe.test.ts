/**
 * One contract for both shells: whatever pipe the page got, it meets the same service behind it. The Chromium shell runs
 * whole, as a process; Electron's part is played by Node's MessageChannel, which its MessagePorts follow.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { KioskStatus, Pipe } from '#kiosk/core/rpc.ts';
import { createRpcClient, type RpcClient } from '#kiosk/core/rpc-client.ts';
import { createHttpGatewayLink } from '#kiosk/service/http-gateway-link.ts';
import { createKioskService, type KioskService } from '#kiosk/service/kiosk-service.ts';
import { pipeOfPort } from '#kiosk/service/port-pipe.ts';
import type { DeskId, OpId, Sku } from '#shared/domain/ids.ts';
import { systemClock } from '#shared/node/clock.ts';
import { silentLog } from '#shared/node/log.ts';
import { FakeGateway } from '../integration/fake-gateway.ts';
import { fakeGifts } from '../integration/fake-gifts.ts';
import { startProcess, type TestProcess } from '../runner/process.ts';

/** A shell with a kiosk behind it: what it takes to open pages. */
interface Shell {
  open(gateway: FakeGateway, dataDir: string): Promise<void>;
  openPage(): Promise<Pipe & { close(): void }>;
  close(): Promise<void>;
}

const phone = '13800132046';
const wish = { sku: 'canvas-bag' as Sku, deskId: 'desk-1' as DeskId };

describe.each<[string, () => Shell]>([
  ['WebSocket of the Chromium shell', chromiumShell],
  ['MessagePort as in Electron', messagePortShell],
])('%s', (_name, createShell) => {
  const gateway = new FakeGateway(fakeGifts());
  const shell = createShell();
  let dataDir = '';

  beforeAll(async () => {
    await gateway.start();
    gateway.addMember({ phone, points: 12_480, tier: 'gold' });
    dataDir = await mkdtemp(join(tmpdir(), 'atrium-pipe-'));
    await shell.open(gateway, dataDir);
  });
  afterAll(async () => {
    await shell.close();
    await gateway.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('a page is told the status at once, and again when the gateway goes', async () => {
    const page = await openClient(shell);
    const filled = await page.until((status) => status.gifts.length > 0 && status.link.online);
    expect(filled.kiosk?.id).toBe('kiosk-1');
    await gateway.stop();
    await page.until((status) => !status.link.online);
    await gateway.start();
    await page.until((status) => status.link.online);
    page.close();
  });

  test('a call is answered with what it asked for', async () => {
    const page = await openClient(shell);
    const sent = await page.client.call('identify', { phone, language: 'en' });
    if (!sent.ok || sent.value.kind !== 'code_sent') throw new Error('no code was sent');
    const { codeId } = sent.value;
    const code = gateway.codes.at(-1)?.code ?? '';
    expect(await page.client.call('verifyCode', { codeId, code: '0000' })).toMatchObject({
      ok: false,
      fault: { code: 'code_wrong' },
    });
    const verified = await page.client.call('verifyCode', { codeId, code });
    if (!verified.ok || verified.value.member === null) throw new Error('the code was not accepted');
    const { memberId } = verified.value.member;
    expect(verified.value.member).toMatchObject({ phoneTail: '2046', proven: true, tier: 'gold' });
    expect(JSON.stringify(verified.value)).not.toContain('phoneHash');
    const redeemed = await page.client.call('redeem', { memberId, ...wish });
    expect(redeemed).toMatchObject({ ok: true, value: { state: 'confirmed', pointsLeft: 11_280 } });

    // The proof belongs to this visit, not to the kiosk and not to the next person.
    const other = await openClient(shell);
    const refused = { ok: false, fault: { code: 'proof_missing' } };
    expect(await other.client.call('redeem', { memberId, ...wish })).toMatchObject(refused);
    await page.client.call('endVisit', {});
    expect(await page.client.call('redeem', { memberId, ...wish })).toMatchObject(refused);
    page.close();
    other.close();
  });

  test('what is no call is dropped, and what is a wrong call is refused by name', async () => {
    const page = await openClient(shell);
    for (const nonsense of ['text', 7, null, { id: 0 }, { id: 1, method: 'eval', params: {} }]) page.post(nonsense);
    const wrong = await page.client.call('print', { opId: 'not-an-id' as OpId });
    expect(wrong).toMatchObject({ ok: false, fault: { code: 'request_invalid' } });
    expect((await page.client.call('status', {})).ok).toBe(true);
    page.close();
  });

  test('many calls at once are each answered', async () => {
    const page = await openClient(shell);
    const answers = await Promise.all(Array.from({ length: 60 }, () => page.client.call('status', {})));
    expect(answers.filter((answer) => answer.ok || answer.fault.code === 'overloaded')).toHaveLength(60);
    page.close();
  });

  test('a call that the pipe did not survive is answered all the same', async () => {
    const page = await openClient(shell);
    const asked = page.client.call('identify', { phone, language: 'en' });
    page.close();
    expect(await asked).toMatchObject({ ok: false, fault: { code: 'gateway_unreachable' } });
    expect(await page.client.call('status', {})).toMatchObject({ ok: false });
  });
});

interface Page {
  readonly client: RpcClient;
  post(message: unknown): void;
  /** The first status that satisfies, past ones included. */
  until(wanted: (status: KioskStatus) => boolean): Promise<KioskStatus>;
  close(): void;
}

async function openClient(shell: Shell): Promise<Page> {
  const pipe = await shell.openPage();
  let latest: KioskStatus | null = null;
  const waiting = new Set<() => void>();
  const client = createRpcClient(pipe, {
    onStatus(status) {
      latest = status;
      for (const wake of waiting) wake();
    },
    onMember: () => undefined,
  });
  return {
    client,
    post: (message) => pipe.post(message),
    close: () => pipe.close(),
    until: (wanted) =>
      new Promise((resolve) => {
        function look(): void {
          if (latest === null || !wanted(latest)) return;
          waiting.delete(look);
          resolve(latest);
        }
        waiting.add(look);
        look();
      }),
  };
}

function chromiumShell(): Shell {
  let process: TestProcess<{ url: string }> | null = null;
  return {
    async open(gateway, dataDir) {
      process = await startProcess<{ url: string }>(
        'kiosk/shell-chromium/main.ts',
        ['--gateway', gateway.url.href, '--kiosk', 'kiosk-1', '--data', dataDir, '--no-browser'],
        { ATRIUM_KIOSK_SECRET: gateway.secret },
      );
    },
    async openPage() {
      const url = process?.ready.url ?? '';
      const answer = await fetch(`${url}/pipe`, { method: 'POST', headers: { origin: url } });
      const { token } = (await answer.json()) as { token: string };
      const socket = new WebSocket(`${url.replace('http', 'ws')}/pipe?token=${token}`, { origin: url });
      // Listening before the socket is open, so that the first word is not missed.
      const early: unknown[] = [];
      let listener: (message: unknown) => void = (message) => early.push(message);
      socket.on('message', (data) => listener(JSON.parse(String(data))));
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return {
        post: (message) => socket.send(JSON.stringify(message)),
        onMessage(given) {
          listener = given;
          for (const message of early.splice(0)) given(message);
        },
        onClose: (given) => void socket.on('close', given),
        close: () => socket.close(),
      };
    },
    close: async () => void (await process?.stop()),
  };
}

function messagePortShell(): Shell {
  let service: KioskService | null = null;
  return {
    async open(gateway, dataDir) {
      const { url, secret } = gateway;
      const link = createHttpGatewayLink({ gateway: url, kioskId: 'kiosk-1', secret });
      service = createKioskService({ dataDir, link, clock: systemClock, log: silentLog, random: () => 0.5 });
      expect((await service.start()).ok).toBe(true);
    },
    async openPage() {
      const { port1, port2 } = new MessageChannel();
      service?.serve(pipeOfPort(port2));
      return { ...pipeOfPort(port1), close: () => port1.close() };
    },
    close: async () => service?.stop(),
  };
}
