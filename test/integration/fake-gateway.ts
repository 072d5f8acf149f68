/**
 * A gateway for the kiosk's own tests: the kiosk API over real HTTP, its state in memory. It can be stopped and started on
 * the same port, and told to lose an answer. What it promises is held to the real gateway by kiosk-gateway-contract.ts.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, type FaultCode, fault, faults } from '#shared/domain/faults.ts';
import type { DeskId, KioskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import { hashPhone, normalisePhone, openPhone } from '#shared/node/phone.ts';
import { signSlip } from '#shared/node/slip-signature.ts';
import { parseCard } from '#shared/wire/card.ts';
import {
  codeCheck,
  codeRequest,
  type GiftView,
  type KioskFeed,
  type KioskOp,
  type MemberSnapshot,
  memberLookup,
  opsRequest,
  type PrintJob,
  type RedemptionView,
  redemptionRequest,
} from '#shared/wire/member-api.ts';

export interface FakeMember {
  readonly phone: string;
  readonly points: number;
  readonly tier?: MemberSnapshot['tier'];
}

interface Entry {
  snapshot: MemberSnapshot;
  readonly phone: string;
}

const codeLifeMs = 300_000;

export class FakeGateway {
  readonly secret = randomBytes(12).toString('hex');
  /** Codes by id, newest last: what the cashier's screen would show. */
  readonly codes: { codeId: string; phone: string; code: string }[] = [];
  readonly members = new Map<MemberId, Entry>();
  /** Every operation that was applied, once each. */
  readonly applied: KioskOp[] = [];
  readonly redemptions = new Map<OpId, { view: RedemptionView; memberId: MemberId }>();
  gifts: GiftView[];
  print: PrintJob = { jobId: 'job-1', state: 'printed', copy: 1, code: null, detail: null };
  /** Answers that are worked out and then lost on the way, by path prefix. */
  loseAnswersTo: string | null = null;
  readonly #proofs = new Map<string, string>();
  readonly #phoneKey = randomBytes(32);
  readonly #sealing = generateKeyPairSync('x25519');
  readonly #signing = generateKeyPairSync('ed25519');
  readonly #waiting = new Set<() => void>();
  readonly #ackSeq = new Map<string, number>();
  #version = 1;
  #port = 0;
  #server: Server | null = null;

  constructor(gifts: readonly GiftView[]) {
    this.gifts = [...gifts];
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.#port}`);
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#respond(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  addMember({ phone, points, tier = 'ordinary' }: FakeMember): MemberSnapshot {
    const e164 = normalisePhone(phone);
    if (e164 === null) throw new Error(`${phone} is no phone number`);
    const snapshot: MemberSnapshot = {
      memberId: randomUUID() as MemberId,
      phoneHash: hashPhone(this.#phoneKey, e164),
      points,
      tier,
      expiring: points > 800 ? { points: 800, at: Date.now() + 20 * 86_400_000 } : null,
      next: tier === 'diamond' ? null : { tier: 'diamond', missing: 1_520, total: 15_000 },
      coupons: [
        {
          id: 'welcome-coffee',
          name: { 'zh-CN': '迎新咖啡券', en: 'Welcome coffee' },
          expiresAt: Date.now() + 30 * 86_400_000,
          state: 'open',
        },
      ],
    };
    this.members.set(snapshot.memberId, { snapshot, phone: e164 });
    this.changed();
    return snapshot;
  }

  /** Wakes every feed that waits. */
  changed(): void {
    this.#version += 1;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const path = url.pathname.replace('/api/v1/kiosk/', '');
    const [kioskId = '', secret = ''] = (request.headers.authorization ?? '').replace('Bearer ', '').split(':');
    try {
      if (secret !== this.secret) throw refusal('credential_wrong');
      const answer = await this.#answer(path, url, await bodyOf(request), kioskId, request);
      if (this.loseAnswersTo !== null && path.startsWith(this.loseAnswersTo)) return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } catch (error) {
      const problem: Fault = error instanceof Refusal ? error.fault : fault('request_invalid', String(error));
      response.writeHead(faults[problem.code].status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(problem));
    }
  }

  async #answer(path: string, url: URL, body: unknown, kioskId: string, request: IncomingMessage): Promise<unknown> {
    if (path === 'feed') return this.#feed(Number(url.searchParams.get('after')), url, kioskId, request);
    if (path === 'codes') return this.#sendCode(codeRequest.parse(body).phone);
    if (path === 'members/lookup') return this.#lookup(memberLookup.parse(body).card);
    if (path === 'ops') return this.#applyOps(kioskId, opsRequest.parse(body).ops);
    if (path === 'redemptions') return this.#redeem(kioskId as KioskId, redemptionRequest.parse(body));
    if (path.endsWith('/verify')) return this.#verify(path.split('/')[1] ?? '', codeCheck.parse(body).code);
    if (path.endsWith('/print')) return this.print;
    throw refusal('not_found');
  }

  async #feed(after: number, url: URL, kioskId: string, request: IncomingMessage): Promise<KioskFeed> {
    const waitMs = Number(url.searchParams.get('waitMs'));
    if (after === this.#version && waitMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        this.#waiting.add(wake);
        request.socket.once('close', wake);
      });
    }
    return {
      version: this.#version,
      reset: after === 0,
      at: Date.now(),
      kiosk: {
        id: kioskId,
        name: { 'zh-CN': '东门自助机', en: 'East door kiosk' },
        siteName: { 'zh-CN': '中庭广场', en: 'Atrium Plaza' },
      },
      phoneKey: this.#phoneKey.toString('base64'),
      sealingKey: rawKey(this.#sealing.publicKey),
      slipKey: rawKey(this.#signing.publicKey),
      consent: consentTexts,
      members: after === this.#version ? [] : [...this.members.values()].map((entry) => entry.snapshot),
      removed: [],
      gifts: after === this.#version ? null : this.gifts,
      timeZone: 'Asia/Shanghai',
    };
  }

  #sendCode(typed: string) {
    const phone = normalisePhone(typed);
    if (phone === null) throw refusal('phone_invalid');
    const codeId = randomUUID();
    this.codes.push({ codeId, phone, code: String(100_000 + (randomBytes(3).readUIntBE(0, 3) % 900_000)) });
    return { codeId, expiresAt: Date.now() + codeLifeMs, resendAfterMs: 30_000 };
  }

  #verify(codeId: string, code: string) {
    const sent = this.codes.find((candidate) => candidate.codeId === codeId);
    if (sent?.code !== code) throw refusal('code_wrong');
    const proof = randomUUID();
    this.#proofs.set(proof, sent.phone);
    return { proof, expiresAt: Date.now() + 600_000, member: this.#byPhone(sent.phone)?.snapshot ?? null };
  }

  #lookup(card: string): MemberSnapshot {
    const entry = this.members.get(parseCard(card) ?? ('' as MemberId));
    if (entry === undefined) throw refusal('member_unknown');
    return entry.snapshot;
  }

  #applyOps(kioskId: string, ops: readonly KioskOp[]) {
    const results = ops.map((op) => {
      const known = this.applied.find((candidate) => candidate.opId === op.opId);
      if (known === undefined) this.applied.push(op);
      return { opId: op.opId, outcome: 'applied' as const, code: null, memberId: this.#join(op) };
    });
    this.#ackSeq.set(kioskId, Math.max(this.#ackSeq.get(kioskId) ?? 0, ...ops.map((op) => op.seq)));
    return { ackSeq: this.#ackSeq.get(kioskId) ?? 0, results };
  }

  #join(op: KioskOp): MemberId | null {
    if (op.kind !== 'join') return null;
    const phone = openPhone(this.#sealing.privateKey, op.sealedPhone);
    if (!phone.ok) throw refusal('phone_invalid');
    const known = this.#byPhone(phone.value);
    return (known?.snapshot ?? this.addMember({ phone: phone.value, points: 200 })).memberId;
  }

  #redeem(kioskId: KioskId, asked: { opId: OpId; memberId: MemberId; proof: string; sku: Sku; deskId: DeskId }) {
    const before = this.redemptions.get(asked.opId);
    if (before !== undefined) return before.view;
    const entry = this.members.get(asked.memberId);
    if (entry === undefined || this.#proofs.get(asked.proof) !== entry.phone) throw refusal('proof_missing');
    const gift = this.gifts.find((candidate) => candidate.sku === asked.sku);
    const shelf = gift?.stock.find((candidate) => candidate.deskId === asked.deskId);
    if (gift === undefined || shelf === undefined) throw refusal('gift_unknown');
    if (entry.snapshot.points < gift.points) throw refusal('points_short');
    if (shelf.free < 1) throw refusal('gift_sold_out');
    shelf.free -= 1;
    entry.snapshot = { ...entry.snapshot, points: entry.snapshot.points - gift.points };
    const view = this.#confirm(kioskId, asked, gift, entry, shelf.deskName);
    this.changed();
    return view;
  }

  #confirm(
    kioskId: KioskId,
    { opId, memberId, sku, deskId }: { opId: OpId; memberId: MemberId; sku: Sku; deskId: DeskId },
    gift: GiftView,
    entry: Entry,
    deskName: GiftView['name'],
  ): RedemptionView {
    const issuedAt = Math.floor(Date.now() / 1_000) * 1_000;
    const expiresAt = issuedAt + 36 * 3_600_000;
    const memberReference = createHash('sha256').update(memberId).digest('hex').slice(0, 8);
    const slip = { opId, kioskId, deskId, sku, units: 1, memberReference, issuedAt, expiresAt };
    const view: RedemptionView = {
      opId,
      state: 'confirmed',
      sku,
      giftName: gift.name,
      units: 1,
      points: gift.points,
      pointsLeft: entry.snapshot.points,
      deskId,
      deskName,
      issuedAt,
      expiresAt,
      slip: signSlip(this.#signing.privateKey, slip),
      shortCode: '7KQM-2XWD',
    };
    this.redemptions.set(opId, { view, memberId });
    return view;
  }

  #byPhone(phone: string): Entry | undefined {
    return [...this.members.values()].find((entry) => entry.phone === phone);
  }
}

const consentTexts: KioskFeed['consent'] = {
  membership: {
    version: '2026-11',
    text: {
      'zh-CN': '我们保存您的手机号，只用于识别会员、记录积分和发放礼品。您可以随时在服务台查询、更正或删除。',
      en: 'We keep your phone number only to know you as a member, to count points and to hand out gifts. You may see, correct or delete it at any service desk.',
    },
  },
  marketing: {
    version: '2026-11',
    text: {
      'zh-CN': '愿意收到商场活动与优惠的短信。随时可以退订。',
      en: 'Send me text messages about events and offers. I can stop them at any time.',
    },
  },
};

class Refusal extends Error {
  readonly fault: Fault;
  constructor(given: Fault) {
    super(given.detail);
    this.fault = given;
  }
}

function refusal(code: FaultCode): Refusal {
  return new Refusal(fault(code));
}

function rawKey(key: KeyObject): string {
  return Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url').toString('base64');
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
