/** The printers of the site: one driver each, asked for their state now and then so that nobody finds out at the desk. */
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import { createNetworkPrinter, type NetworkPrinter } from '#shared/node/drivers/network-printer.ts';
import type { PrinterState } from '#shared/node/drivers/printer-status.ts';
import { limits } from '../../limits.ts';
import type { Paper } from './escpos.ts';

export interface SitePrinter {
  readonly id: DeviceId;
  readonly paper: Paper;
  readonly driver: NetworkPrinter;
}

export interface PrinterReport {
  readonly state: PrinterState;
  /** When it was asked. */
  readonly at: number;
}

export interface Printers {
  find(printerId: string): SitePrinter | null;
  /** The last answer; null before the first. */
  report(printerId: string): PrinterReport | null;
  /** Asks now and reports. */
  ask(printerId: string): Promise<PrinterReport | null>;
  /** Asks every printer each printerPollMs from now on. */
  start(): void;
  /** Answers that come later are dropped. */
  stop(): void;
}

/** A printer is a device with an address and a width of paper. */
export function createPrinters(parts: {
  site: Site;
  clock: Clock;
  onPrinterState?: (deviceId: DeviceId, state: PrinterState) => void;
}): Printers {
  const printers = new Map(printersOf(parts.site).map((printer) => [printer.id as string, printer]));
  const reports = new Map<string, PrinterReport>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function ask(printerId: string): Promise<PrinterReport | null> {
    const printer = printers.get(printerId);
    if (printer === undefined) return null;
    const state = await printer.driver.state();
    if (isStopped) return null;
    const report = { state, at: parts.clock.now() };
    reports.set(printerId, report);
    parts.onPrinterState?.(printer.id, state);
    return report;
  }

  function askAll(): void {
    for (const id of printers.keys()) void ask(id);
  }

  return {
    find: (printerId) => printers.get(printerId) ?? null,
    report: (printerId) => reports.get(printerId) ?? null,
    ask,
    start() {
      askAll();
      timer = setInterval(askAll, limits.printerPollMs);
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

function printersOf(site: Site): readonly SitePrinter[] {
  return site.devices.flatMap(({ id, address, paperWidthMm }) => {
    if (address === undefined || paperWidthMm === undefined) return [];
    const driver = createNetworkPrinter({
      ...address,
      connectTimeoutMs: limits.printerConnectTimeoutMs,
      statusTimeoutMs: limits.printerStatusTimeoutMs,
      confirmTimeoutMs: limits.printerConfirmTimeoutMs,
      waitingMax: limits.printJobsWaitingMax,
    });
    return [{ id, paper: { widthMm: paperWidthMm }, driver }];
  });
}
