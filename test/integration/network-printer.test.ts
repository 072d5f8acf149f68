import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeSheet } from '#gateway/loyalty/print/escpos.ts';
import { createNetworkPrinter, type NetworkPrinter } from '#shared/node/drivers/network-printer.ts';
import { textOf } from '#test/printer/sheet.ts';
import { VirtualPrinter } from '#test/printer/virtual-printer.ts';

const job = encodeSheet('礼品兑换单\nGift slip', { widthMm: 80 });
const timeouts = { connectTimeoutMs: 500, statusTimeoutMs: 300, confirmTimeoutMs: 300, waitingMax: 3 };
let paper: VirtualPrinter;
let printer: NetworkPrinter;
beforeEach(async () => {
  paper = new VirtualPrinter({ widthMm: 80 });
  printer = createNetworkPrinter({ host: '127.0.0.1', port: await paper.start(), ...timeouts });
});
afterEach(() => paper.stop());

describe('network printer', () => {
  test('a job that the printer confirms is printed', async () => {
    expect(await printer.print(job)).toEqual({ ok: true, value: undefined });
    expect(paper.sheets.map(textOf)).toEqual(['礼品兑换单\nGift slip']);
    expect(await printer.state()).toBe('ready');
  });

  test.each([
    [{ paper: 'out' }, 'paper_out', 'printer_paper_out'],
    [{ isCoverOpen: true }, 'cover_open', 'printer_cover_open'],
    [{ isAnswering: false }, 'unreachable', 'printer_unreachable'],
  ] as const)('%j: nothing is sent, and the fault says why', async (trouble, state, code) => {
    paper.tell(trouble);
    expect(await printer.state()).toBe(state);
    expect(await printer.print(job)).toMatchObject({ ok: false, fault: { code } });
    paper.tell({ paper: 'ok', isCoverOpen: false, isAnswering: true });
    expect(paper.sheets).toEqual([]);
  });

  test('low paper prints, and is told', async () => {
    paper.tell({ paper: 'low' });
    expect(await printer.state()).toBe('paper_low');
    expect(await printer.print(job)).toMatchObject({ ok: true });
  });

  test('a printer that falls silent during the job leaves it unknown', async () => {
    const printed = paper.nextSheet().then(() => undefined);
    const result = printer.print(job);
    // The status before the job is answered, the question after it is not.
    await paperTakes(paper, () => paper.tell({ isAnswering: false }));
    expect(await result).toMatchObject({ ok: false, fault: { code: 'print_unknown' } });
    await printed;
    expect(paper.sheets).toHaveLength(1);
  });

  test('paper that ends before the job does leaves it unknown, and it comes out when there is paper again', async () => {
    const result = printer.print(job);
    await paperTakes(paper, () => paper.tell({ paper: 'out' }));
    expect(await result).toMatchObject({
      ok: false,
      fault: { code: 'print_unknown', detail: expect.stringContaining('no paper') },
    });
    expect(paper.sheets).toEqual([]);
    paper.tell({ paper: 'ok' });
    expect(paper.sheets).toHaveLength(1);
  });

  test('a connection that breaks during the job leaves it unknown', async () => {
    paper.tell({ cutOffAfterBytes: 20 });
    expect(await printer.print(job)).toMatchObject({ ok: false, fault: { code: 'print_unknown' } });
  });

  test('nobody at the address is one clear fault', async () => {
    await paper.stop();
    expect(await printer.print(job)).toMatchObject({ ok: false, fault: { code: 'printer_unreachable' } });
    expect(await printer.state()).toBe('unreachable');
  });

  test('a host that takes the connection and nothing else does not hold the queue', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    const address = mute.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const silent = createNetworkPrinter({ host: '127.0.0.1', port, ...timeouts });
    expect(await silent.state()).toBe('unreachable');
    mute.close();
  });

  test('jobs take their turn, and too many of them are refused', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => printer.print(job)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    expect(results.at(-1)).toMatchObject({ ok: false, fault: { code: 'overloaded' } });
    expect(paper.sheets).toHaveLength(3);
  });
});

/** Runs a change when the printer has answered the last of the four status questions before a job. */
function paperTakes(printer: VirtualPrinter, change: () => void): Promise<void> {
  return new Promise((resolve) => {
    printer.onStatus = (question) => {
      if (question !== 4) return;
      printer.onStatus = () => undefined;
      change();
      resolve();
    };
  });
}
