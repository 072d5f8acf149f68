/** Several virtual printers and one HTTP door on the loopback to trouble them and to look at what they printed. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { renderSheet } from './render-sheet.ts';
import { textOf } from './sheet.ts';
import { noTroubles, type Troubles, VirtualPrinter } from './virtual-printer.ts';

export interface PrinterPlace {
  readonly name: string;
  readonly port: number;
  readonly widthMm: 58 | 80;
}

export interface PrinterControl {
  readonly printers: ReadonlyMap<string, VirtualPrinter>;
  /** The port of the HTTP door. */
  readonly port: number;
  stop(): Promise<void>;
}

/** What a printer can be told, by one word in the address. */
const orders: Readonly<Record<string, Partial<Troubles>>> = {
  paper_ok: { paper: 'ok' },
  paper_low: { paper: 'low' },
  paper_out: { paper: 'out' },
  cover_open: { isCoverOpen: true },
  cover_closed: { isCoverOpen: false },
  silent: { isAnswering: false },
  answering: { isAnswering: true },
  cut_off: { cutOffAfterBytes: 2_000 },
  well: noTroubles,
};

/** Rejects where a port is in use. */
export async function startPrinters(places: readonly PrinterPlace[], controlPort: number): Promise<PrinterControl> {
  const printers = new Map<string, VirtualPrinter>();
  for (const { name, port, widthMm } of places) {
    const printer = new VirtualPrinter({ widthMm });
    await printer.start(port);
    printers.set(name, printer);
  }
  const server = createServer((request, response) => {
    answer(printers, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(controlPort, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    printers,
    port: typeof address === 'object' && address !== null ? address.port : controlPort,
    async stop() {
      server.closeAllConnections();
      server.close();
      await Promise.all([...printers.values()].map((printer) => printer.stop()));
    },
  };
}

/**
 * GET /printers, GET /printers/NAME, POST /printers/NAME/ORDER with a word of `orders`, and
 * GET /printers/NAME/sheets/N.txt or .png, N counted from 0, or `last`.
 */
async function answer(
  printers: ReadonlyMap<string, VirtualPrinter>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [root, name = '', what, file = ''] = (request.url ?? '').split('/').slice(1);
  const json = (value: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`);
  if (root === 'printers' && name === '') return void json([...printers].map(viewOf));
  const printer = printers.get(name);
  if (root !== 'printers' || printer === undefined) return void json({ error: 'no such printer' }, 404);
  if (what === 'sheets') return await answerSheet(printer, file, response);
  if (request.method === 'POST') {
    const order = orders[what ?? ''];
    if (order === undefined) return void json({ error: `expected one of ${Object.keys(orders).join(', ')}` }, 400);
    printer.tell(order);
  }
  json(viewOf([name, printer]));
}

async function answerSheet(printer: VirtualPrinter, file: string, response: ServerResponse): Promise<void> {
  const [which, kind] = file.split('.');
  const sheet = which === 'last' ? printer.sheets.at(-1) : printer.sheets[Number(which)];
  if (sheet === undefined) {
    response.writeHead(404).end('no such sheet\n');
  } else if (kind === 'png') {
    response.writeHead(200, { 'content-type': 'image/png' }).end(await renderSheet(sheet));
  } else {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`${textOf(sheet)}\n`);
  }
}

function viewOf([name, printer]: readonly [string, VirtualPrinter]) {
  return { name, widthMm: printer.widthMm, ...printer.troubles(), sheets: printer.sheets.length };
}
