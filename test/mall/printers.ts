/** The site's receipt printers, as virtual printers on the addresses where the gateway looks for them. */
import type { DeviceId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { type Troubles, VirtualPrinter } from '../printer/virtual-printer.ts';
import { type PrinterFault, printerFaults } from './devices/device-fault.ts';

/** How a printer with a fault answers, and without. */
const troubleOf: Readonly<Record<PrinterFault, { readonly on: Partial<Troubles>; readonly off: Partial<Troubles> }>> = {
  paper_low: { on: { paper: 'low' }, off: { paper: 'ok' } },
  paper_out: { on: { paper: 'out' }, off: { paper: 'ok' } },
  cover_open: { on: { isCoverOpen: true }, off: { isCoverOpen: false } },
  stop: { on: { isAnswering: false }, off: { isAnswering: true } },
};

interface Standing {
  readonly printer: VirtualPrinter;
  readonly port: number;
  readonly faults: Set<PrinterFault>;
}

export class Printers {
  readonly #standing: ReadonlyMap<DeviceId, Standing>;

  private constructor(standing: ReadonlyMap<DeviceId, Standing>) {
    this.#standing = standing;
  }

  static of(site: Site): Printers {
    return new Printers(
      new Map(
        site.devices.flatMap(({ id, address, paperWidthMm }): [DeviceId, Standing][] => {
          if (address === undefined || paperWidthMm === undefined) return [];
          return [
            [id, { printer: new VirtualPrinter({ widthMm: paperWidthMm }), port: address.port, faults: new Set() }],
          ];
        }),
      ),
    );
  }

  has(deviceId: string): boolean {
    return this.#standing.has(deviceId as DeviceId);
  }

  /** A port in use costs that printer, not the mall: one line for each. */
  async start(): Promise<readonly string[]> {
    const complaints: string[] = [];
    for (const [id, { printer, port }] of this.#standing) {
      try {
        await printer.start(port);
      } catch (error) {
        complaints.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return complaints;
  }

  setFault(deviceId: string, fault: string, on: boolean): Result<void, string> {
    const standing = this.#standing.get(deviceId as DeviceId);
    const known = printerFaults.find((name) => name === fault);
    if (standing === undefined) return fail(`the site has no printer ${deviceId}`);
    if (known === undefined) return fail(`no printer has the fault ${fault}; there are ${printerFaults.join(', ')}`);
    if (on) standing.faults.add(known);
    else standing.faults.delete(known);
    standing.printer.tell(on ? troubleOf[known].on : troubleOf[known].off);
    return succeed(undefined);
  }

  /** The faults that are on. */
  faults(): readonly { readonly device: DeviceId; readonly fault: PrinterFault }[] {
    return [...this.#standing].flatMap(([device, { faults }]) => [...faults].map((fault) => ({ device, fault })));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#standing.values()].map(({ printer }) => printer.stop()));
  }
}
