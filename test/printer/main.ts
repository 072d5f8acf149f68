/**
 * Virtual receipt printers as a program:
 *   node test/printer/main.ts --printer printer-desk-1:9101:80 --printer printer-desk-2:9102:58 --control 9100
 *   curl -X POST 127.0.0.1:9100/printers/printer-desk-1/paper_out
 *   curl -o slip.png 127.0.0.1:9100/printers/printer-desk-1/sheets/last.png
 */
import { parseArgs } from 'node:util';
import { type PrinterPlace, startPrinters } from './printer-control.ts';

const { values } = parseArgs({
  options: { printer: { type: 'string', multiple: true }, control: { type: 'string', default: '0' } },
});

try {
  const control = await startPrinters((values.printer ?? []).map(placeOf), Number(values.control));
  console.log(JSON.stringify({ control: control.port, printers: [...control.printers.keys()] }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void control.stop());
} catch (error) {
  console.error(`virtual printers: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** name:port:widthMm */
function placeOf(text: string): PrinterPlace {
  const [name = '', port, width] = text.split(':');
  if (name === '' || !Number.isInteger(Number(port)) || (width !== '58' && width !== '80')) {
    throw new Error(`--printer ${text}: expected NAME:PORT:58 or NAME:PORT:80`);
  }
  return { name, port: Number(port), widthMm: width === '58' ? 58 : 80 };
}
