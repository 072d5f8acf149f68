import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  desk1,
  kiosk1,
  kiosk2,
  must,
  newId,
  openMall,
  smallSite,
  type TestMall,
} from '#gateway/loyalty/loyalty.fixture.ts';
import type { OpId } from '#shared/domain/ids.ts';
import { verifySlip } from '#shared/node/slip-signature.ts';
import type { PrintJob } from '#shared/wire/member-api.ts';
import { type PrinterControl, startPrinters } from '#test/printer/printer-control.ts';
import { scanCode } from '#test/printer/scan-code.ts';
import { rastersOf, textOf } from '#test/printer/sheet.ts';
import { VirtualPrinter } from '#test/printer/virtual-printer.ts';

const phone = '+8613800138000';
let kioskPrinter: VirtualPrinter;
let deskPrinter: VirtualPrinter;
let mall: TestMall;
beforeEach(async () => {
  kioskPrinter = new VirtualPrinter({ widthMm: 80 });
  deskPrinter = new VirtualPrinter({ widthMm: 58 });
  mall = openMall(smallSite({ kiosk: await kioskPrinter.start(), desk: await deskPrinter.start() }));
});
afterEach(async () => {
  await mall.close();
  await kioskPrinter.stop();
  await deskPrinter.stop();
});

async function redeemed(): Promise<OpId> {
  return must(mall.redeem(await mall.member(phone), 'coffee')).opId;
}

/** Orders the slip at the kiosk and waits until it is decided what became of it. */
async function printSlip(opId: OpId): Promise<PrintJob> {
  must(await mall.loyalty.kiosks.print(kiosk1, opId));
  await mall.loyalty.idle();
  return must(mall.loyalty.kiosks.printState(kiosk1, opId));
}

describe('printing', () => {
  test('the slip comes out, its code scans, and any desk can verify it with the public key alone', async () => {
    const opId = await redeemed();
    expect(await printSlip(opId)).toMatchObject({ state: 'printed', copy: 1, code: null });
    const [sheet] = kioskPrinter.sheets;
    const scanned = sheet === undefined ? [] : rastersOf(sheet).map(scanCode);
    expect(verifySlip(Buffer.from(mall.keys.slipKey, 'base64'), scanned[0] ?? '')).toMatchObject({
      ok: true,
      value: { opId, deskId: desk1, sku: 'coffee', kioskId: kiosk1 },
    });
    expect(mall.loyalty.desks.verify(mall.session(desk1), scanned[0] ?? '')).toMatchObject({
      value: { answer: 'hand_over' },
    });
  });

  test('a second sheet says that it is a copy; a refused one was none', async () => {
    const opId = await redeemed();
    kioskPrinter.tell({ paper: 'out' });
    expect(await printSlip(opId)).toMatchObject({ state: 'print_failed', copy: 1, code: 'printer_paper_out' });
    kioskPrinter.tell({ paper: 'ok', isCoverOpen: true });
    expect(await printSlip(opId)).toMatchObject({ state: 'print_failed', copy: 1, code: 'printer_cover_open' });
    kioskPrinter.tell({ isCoverOpen: false });
    expect(await printSlip(opId)).toMatchObject({ state: 'printed', copy: 1, code: null });
    expect(await printSlip(opId)).toMatchObject({ state: 'printed', copy: 2 });
    expect(kioskPrinter.sheets.map((sheet) => textOf(sheet).includes('COPY 2'))).toEqual([false, true]);
  });

  test('what the printer did not confirm stays unknown and is not sent again', async () => {
    const opId = await redeemed();
    kioskPrinter.tell({ cutOffAfterBytes: 2_000 });
    expect(await printSlip(opId)).toMatchObject({ state: 'print_unknown', code: 'print_unknown' });
    kioskPrinter.tell({ cutOffAfterBytes: null });
    mall.loyalty.tick();
    await mall.loyalty.idle();
    expect(kioskPrinter.sheets).toEqual([]);
    expect(await printSlip(opId)).toMatchObject({ state: 'printed', copy: 2 });
  });

  test('a stop does not wait for a printer that says nothing, and the job is unknown from then on', async () => {
    const opId = await redeemed();
    await mall.printerStates();
    kioskPrinter.onStatus = (question) => question === 4 && kioskPrinter.tell({ isAnswering: false });
    must(await mall.loyalty.kiosks.print(kiosk1, opId));
    await kioskPrinter.nextSheet();
    const job = () => must(mall.loyalty.kiosks.printState(kiosk1, opId));
    await mall.loyalty.stop();
    expect(job()).toMatchObject({ state: 'printing' });
    mall.restart();
    expect(job()).toMatchObject({ state: 'print_unknown', copy: 1 });
  });

  test('a kiosk prints only what was redeemed at it', async () => {
    const opId = await redeemed();
    expect(await mall.loyalty.kiosks.print(kiosk2, opId)).toMatchObject({ ok: false, fault: { code: 'not_found' } });
    expect(await mall.loyalty.kiosks.print(kiosk1, newId())).toMatchObject({ ok: false, fault: { code: 'not_found' } });
  });

  test('the desk prints one receipt of a hand-over, however often it is asked, and another when a person asks', async () => {
    const opId = await redeemed();
    const session = mall.session(desk1);
    const claimId = newId();
    const first = must(await mall.loyalty.desks.handOver(session, opId, claimId, true));
    const again = must(await mall.loyalty.desks.handOver(session, opId, claimId, true));
    expect(again.printJobId).toBe(first.printJobId);
    await mall.loyalty.idle();
    expect(mall.loyalty.desks.printState(session, first.printJobId ?? '')).toMatchObject({
      value: { state: 'printed' },
    });
    expect(deskPrinter.sheets.map(textOf)).toEqual([expect.stringContaining('礼品交付凭证')]);
    const copy = must(await mall.loyalty.desks.printAgain(session, first.printJobId ?? ''));
    await mall.loyalty.idle();
    expect(copy.copy).toBe(2);
    expect(deskPrinter.sheets).toHaveLength(2);
  });

  test('a hand-over stands although the printer has no paper', async () => {
    const opId = await redeemed();
    deskPrinter.tell({ paper: 'out' });
    const session = mall.session(desk1);
    const handed = must(await mall.loyalty.desks.handOver(session, opId, newId(), true));
    await mall.loyalty.idle();
    expect(handed.answer).toBe('handed_now');
    expect(mall.loyalty.desks.printState(session, handed.printJobId ?? '')).toMatchObject({
      value: { state: 'print_failed', code: 'printer_paper_out' },
    });
    // The failure asked the printer, so the desk sees it at once.
    expect(must(await mall.loyalty.desks.view(session)).printer).toMatchObject({ state: 'paper_out' });
  });

  test('a test page, and another one', async () => {
    const session = mall.session(desk1);
    const page = must(await mall.loyalty.desks.testPage(session));
    await mall.loyalty.idle();
    must(await mall.loyalty.desks.printAgain(session, page.jobId));
    await mall.loyalty.idle();
    expect(deskPrinter.sheets.map((sheet) => textOf(sheet).includes('打印测试页'))).toEqual([true, true]);
  });

  test('every printer is asked for its state, and the answer is passed on', async () => {
    expect(Object.fromEntries(await mall.printerStates())).toEqual({
      'printer-desk': 'ready',
      'printer-kiosk': 'ready',
    });
  });
});

describe('virtual printers as a program', () => {
  let control: PrinterControl;
  beforeEach(async () => {
    control = await startPrinters([{ name: 'p1', port: 0, widthMm: 58 }], 0);
  });
  afterEach(() => control.stop());
  const url = (path: string) => `http://127.0.0.1:${control.port}/printers${path}`;

  test('troubles are told over HTTP, and wrong ones are refused', async () => {
    const told = await fetch(url('/p1/paper_out'), { method: 'POST' });
    expect(await told.json()).toMatchObject({ name: 'p1', paper: 'out', isCoverOpen: false, sheets: 0 });
    expect(control.printers.get('p1')?.troubles().paper).toBe('out');
    expect((await fetch(url('/p1/burn'), { method: 'POST' })).status).toBe(400);
    expect((await fetch(url('/p2'))).status).toBe(404);
    expect((await fetch(url('/p1/sheets/last.png'))).status).toBe(404);
  });
});
