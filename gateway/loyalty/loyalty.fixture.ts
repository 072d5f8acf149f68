/** A small mall with a real ledger file, a clock that tests turn, and a shopper who knows how to join. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoyaltyStore } from '#gateway/ports/membership.ts';
import type { DeskId, DeviceId, KioskId, LevelId, MemberId, OpId, ShopId, SiteId, Sku } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Gift, Site } from '#shared/domain/site.ts';
import type { PrinterState } from '#shared/node/drivers/printer-status.ts';
import { silentLog } from '#shared/node/log.ts';
import { hashPhone, sealPhone } from '#shared/node/phone.ts';
import type { KioskOp, RedemptionView } from '#shared/wire/member-api.ts';
import type { Session } from '../ports/identity.ts';
import { openKeyring, type StoredKeyring } from '../store/keys.ts';
import { openLoyaltyStore } from '../store/loyalty-store.ts';
import { createLoyalty, type Loyalty } from './loyalty.ts';

export const kiosk1 = 'kiosk-1' as KioskId;
export const kiosk2 = 'kiosk-2' as KioskId;
export const desk1 = 'desk-1' as DeskId;
export const desk2 = 'desk-2' as DeskId;
export const noon = Date.parse('2026-11-22T12:00:00+08:00');

const level = '1f' as LevelId;
const name = (text: string) => ({ 'zh-CN': `${text}号`, en: text });

export function newId(): OpId {
  return randomUUID() as OpId;
}

export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.detail}`);
  return result.value;
}

function gift(sku: string, points: number, other: Partial<Gift> = {}): Gift {
  return {
    sku: sku as Sku,
    name: { 'zh-CN': '咖啡券', en: 'Coffee voucher' },
    description: name(sku),
    picture: 'coffee',
    points,
    minimumTier: 'ordinary',
    dailyLimit: null,
    stock: { [desk1]: 3, [desk2]: 1 },
    ...other,
  };
}

/** `printerPorts` are those of virtual printers; without them the site has none. */
export function smallSite(printerPorts: { desk?: number; kiosk?: number } = {}): Site {
  const printer = (id: string, port: number, paperWidthMm: 58 | 80) => ({
    id: id as DeviceId,
    profileId: 'escpos-80' as never,
    name: name(id),
    levelId: level,
    position: [0, 0] as const,
    channels: {},
    address: { host: '127.0.0.1', port },
    paperWidthMm,
  });
  const { desk, kiosk } = printerPorts;
  const place = { levelId: level, position: [0, 0] as const };
  const deskPrinter = desk === undefined ? null : ('printer-desk' as DeviceId);
  const kioskPrinter = kiosk === undefined ? null : ('printer-kiosk' as DeviceId);
  return {
    id: 'small' as SiteId,
    name: { 'zh-CN': '星河广场', en: 'Star River Mall' },
    calendar: { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' },
    levels: [],
    units: [],
    zones: [],
    lines: [],
    bays: [],
    devices: [
      ...(desk === undefined ? [] : [printer('printer-desk', desk, 58)]),
      ...(kiosk === undefined ? [] : [printer('printer-kiosk', kiosk, 80)]),
    ],
    desks: [
      { id: desk1, name: { 'zh-CN': '一楼服务台', en: 'Service desk 1F' }, ...place, printerId: deskPrinter },
      { id: desk2, name: { 'zh-CN': '二楼服务台', en: 'Service desk 2F' }, ...place, printerId: deskPrinter },
    ],
    kiosks: [
      { id: kiosk1, name: name('K1'), ...place, printerId: kioskPrinter },
      { id: kiosk2, name: name('K2'), ...place, printerId: kioskPrinter },
    ],
    shops: [
      { id: 'bakery' as ShopId, name: name('bakery'), category: 'dining' },
      { id: 'tailor' as ShopId, name: name('tailor'), category: 'fashion' },
    ],
    gifts: [
      gift('coffee', 100),
      gift('bag', 1_200),
      gift('scarf', 150, { minimumTier: 'gold' }),
      gift('ticket', 50, { dailyLimit: 1 }),
    ],
  };
}

export interface TestMall {
  readonly loyalty: Loyalty;
  /** A new loyalty wing on the same files, after the old one was stopped. */
  restart(): void;
  readonly store: LoyaltyStore;
  readonly keys: StoredKeyring;
  readonly clock: { now(): number; set(at: number): void; advance(byMs: number): void };
  readonly file: string;
  /** The bytes of the ledger, its write-ahead log included, as text. */
  rawFile(): string;
  /** The first answer of each printer; waits for all of them. */
  printerStates(): Promise<ReadonlyMap<string, PrinterState>>;
  session(deskId: DeskId | null): Session;
  joinOperation(phone: string, seq: number, proof?: string | null): Extract<KioskOp, { kind: 'join' }>;
  /** A new member through kiosk-1, proven, with so many points more than the welcome pack. */
  member(phone: string, extraPoints?: number): Promise<{ memberId: MemberId; proof: string }>;
  prove(phone: string, kioskId?: KioskId): Promise<string>;
  redeem(who: { memberId: MemberId; proof: string }, sku: string, deskId?: DeskId): Result<RedemptionView>;
  close(): Promise<void>;
}

export function openMall(site: Site = smallSite()): TestMall {
  const dir = mkdtempSync(join(tmpdir(), 'atrium-loyalty-'));
  let now = noon;
  const clock = {
    now: () => now,
    set: (at: number) => {
      now = at;
    },
    advance: (byMs: number) => {
      now += byMs;
    },
  };
  const keys = must(openKeyring(join(dir, 'keys.json')));
  const file = join(dir, 'ledger.sqlite');
  const store = must(openLoyaltyStore(file, keys.fingerprint));
  const printerStates = new Map<string, PrinterState>();
  const allAsked = Promise.withResolvers<void>();
  const onPrinterState = (id: DeviceId, state: PrinterState) => {
    printerStates.set(id, state);
    if (printerStates.size === site.devices.length) allAsked.resolve();
  };
  const start = () => {
    const made = createLoyalty({ site, store, keys, clock, log: silentLog, onPrinterState });
    made.start();
    return made;
  };
  let loyalty = start();
  let seq = 0;
  let receipts = 0;

  const mall: TestMall = {
    get loyalty() {
      return loyalty;
    },
    restart() {
      loyalty = start();
    },
    store,
    keys,
    clock,
    file,
    rawFile: () => [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join(''),
    printerStates: () => allAsked.promise.then(() => printerStates),
    session: (deskId) => ({ token: 'token', name: 'lin', role: 'cashier', deskId, signedInAt: noon }),
    joinOperation(phone, at, proof = null) {
      return {
        kind: 'join',
        opId: newId(),
        seq: at,
        at: now,
        sealedPhone: sealPhone(Buffer.from(keys.sealingKey, 'base64'), phone),
        phoneHash: hashPhone(Buffer.from(keys.phoneKey, 'base64'), phone),
        proof,
        consent: {
          version: 'membership-1',
          textHash: createHash('sha256').update('words').digest('hex'),
          language: 'zh-CN',
          marketing: false,
        },
        birthday: null,
      };
    },
    async prove(phone, kioskId = kiosk1) {
      now += 31_000;
      const sent = must(await loyalty.kiosks.sendCode(kioskId, phone, 'zh-CN'));
      const code = loyalty.desks.codes().find(({ codeId }) => codeId === sent.codeId)?.code ?? '';
      return must(loyalty.kiosks.verifyCode(kioskId, sent.codeId, code)).proof;
    },
    async member(phone, extraPoints = 0) {
      const proof = await mall.prove(phone);
      seq = store.operations.lastSeq(kiosk1) + 1;
      const answer = must(loyalty.kiosks.applyOps(kiosk1, [mall.joinOperation(phone, seq, proof)]));
      const memberId = answer.results[0]?.memberId ?? ('' as MemberId);
      if (extraPoints > 0) {
        receipts += 1;
        const sale = { shopId: 'tailor' as ShopId, number: `extra-${receipts}`, at: now, amountFen: extraPoints * 100 };
        must(loyalty.pointOfSale.receipt({ ...sale, member: phone }));
      }
      return { memberId, proof };
    },
    redeem: ({ memberId, proof }, sku, deskId = desk1) =>
      loyalty.kiosks.redeem(kiosk1, { opId: newId(), memberId, proof, sku, deskId }),
    async close() {
      await loyalty.stop();
      store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return mall;
}
