/**
 * Print jobs: written down before a byte is sent, and again with what became of them. Nothing is printed twice by the
 * program; a person who asks again gets a sheet that says which copy it is.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PrintedDocument, Redemption, StoredPrintJob } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeviceId, OpId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed, unreachable } from '#shared/domain/result.ts';
import type { PrintJob } from '#shared/wire/member-api.ts';
import { limits } from '../../limits.ts';
import type { LoyaltyContext } from '../context.ts';
import { redemptionView } from '../redeem/redeem.ts';
import { encodeSheet } from './escpos.ts';
import type { Printers, SitePrinter } from './printers.ts';
import { handOverSheet, slipSheet, templateVersion, testSheet } from './sheets.ts';

export interface PrintOrder {
  readonly document: PrintedDocument;
  /** Null for a test page. */
  readonly opId: OpId | null;
  readonly printerId: DeviceId | null;
}

export interface PrintSpool {
  /**
   * A sheet, for a person who asked: the job that is on its way if there is one, the first copy if none came out, else
   * the next. The order is durable when it returns. Faults `printer_unreachable` (there is none), `not_found`.
   */
  print(order: PrintOrder): Result<PrintJob>;
  /** The first copy and no other, however often it is ordered. */
  printOnce(order: PrintOrder): Result<PrintJob>;
  again(jobId: string): Result<PrintJob>;
  /** Fault `not_found`. */
  find(jobId: string): Result<PrintJob>;
  latest(order: Pick<PrintOrder, 'document' | 'opId'>): Result<PrintJob>;
  /** Jobs that a stop or a crash left behind are not taken up again: whether they came out only a person knows. */
  recover(): void;
  /** Resolves when no job is under way. */
  idle(): Promise<void>;
  /** Gives jobs under way a moment to end; what does not is settled by the next recover(). Writes nothing afterwards. */
  stop(): Promise<void>;
}

export function createPrintSpool(context: LoyaltyContext, printers: Printers): PrintSpool {
  const { store, clock } = context;
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  function submit(order: PrintOrder, subject: string, copy: number): Result<PrintJob> {
    const printer = order.printerId === null ? null : printers.find(order.printerId);
    if (printer === null) return fail(fault('printer_unreachable', 'There is no printer here.'));
    const bytes = bytesOf(context, order, printer, copy);
    if (bytes === null) return fail(fault('not_found', 'There is no such redemption to print.'));
    const job: StoredPrintJob = {
      jobId: `${subject}.${copy}`,
      subject,
      copy,
      document: order.document,
      opId: order.opId,
      printerId: printer.id,
      templateVersion,
      bytesHash: createHash('sha256').update(bytes).digest('hex'),
      state: 'queued',
      code: null,
      detail: null,
      at: clock.now(),
    };
    store.printJobs.put(job);
    const run = runJob(job, bytes, printer).finally(() => underWay.delete(run));
    underWay.add(run);
    return succeed(jobView(job));
  }

  async function runJob(job: StoredPrintJob, bytes: Uint8Array, printer: SitePrinter): Promise<void> {
    const onTurn = () => write({ ...job, state: 'printing' });
    const printed = await printer.driver.print(bytes, onTurn);
    write({ ...job, ...outcomeOf(printed) });
    if (!printed.ok) await printers.ask(printer.id);
  }

  function write(job: StoredPrintJob): void {
    if (!isClosed) store.printJobs.put({ ...job, at: clock.now() });
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  function find(jobId: string): Result<StoredPrintJob> {
    const job = store.printJobs.find(jobId);
    return job === null ? fail(fault('not_found', 'There is no such print job.')) : succeed(job);
  }

  function print(order: PrintOrder): Result<PrintJob> {
    const subject = subjectOf(order);
    const latest = store.printJobs.latestOf(subject);
    if (latest === null) return submit(order, subject, 1);
    if (latest.state === 'queued' || latest.state === 'printing') return succeed(jobView(latest));
    // A refused job never reached the paper, so the next sheet is still this copy.
    return submit(order, subject, latest.state === 'print_failed' ? latest.copy : latest.copy + 1);
  }

  return {
    print,
    printOnce(order) {
      const subject = subjectOf(order);
      const latest = store.printJobs.latestOf(subject);
      return latest === null ? submit(order, subject, 1) : succeed(jobView(latest));
    },
    again(jobId) {
      const job = find(jobId);
      if (!job.ok) return job;
      const { document, opId, printerId, subject, copy } = job.value;
      // A test page proves the printer: each is a first one.
      return document === 'test_page' ? submit({ document, opId, printerId }, subject, copy + 1) : print(job.value);
    },
    find(jobId) {
      const job = find(jobId);
      return job.ok ? succeed(jobView(job.value)) : job;
    },
    latest(order) {
      const job = store.printJobs.latestOf(subjectOf({ ...order, printerId: null }));
      return job === null ? fail(fault('not_found', 'Nothing was printed yet.')) : succeed(jobView(job));
    },
    recover() {
      for (const job of store.printJobs.open()) {
        const code = job.state === 'queued' ? 'printer_unreachable' : 'print_unknown';
        write({ ...job, ...outcomeOf(fail(fault(code, `The gateway stopped while this job was ${job.state}.`))) });
      }
    },
    idle,
    async stop() {
      const settled = new AbortController();
      const enough = sleep(limits.printStopWaitMs, undefined, { signal: settled.signal }).catch(() => undefined);
      await Promise.race([idle(), enough]);
      settled.abort();
      isClosed = true;
    },
  };
}

function subjectOf({ document, opId }: PrintOrder): string {
  return `${document}.${opId ?? randomUUID()}`;
}

function outcomeOf(printed: Result<void>): Pick<StoredPrintJob, 'state' | 'code' | 'detail'> {
  if (printed.ok) return { state: 'printed', code: null, detail: null };
  const { code, detail } = printed.fault;
  return { state: code === 'print_unknown' ? 'print_unknown' : 'print_failed', code, detail };
}

function jobView({ jobId, state, copy, code, detail }: StoredPrintJob): PrintJob {
  return { jobId, state, copy, code, detail };
}

/** Null where there is no such redemption, or nothing was handed over. */
function bytesOf(
  context: LoyaltyContext,
  order: PrintOrder,
  { id, paper }: SitePrinter,
  copy: number,
): Uint8Array | null {
  const { site, store, clock } = context;
  const sheet = { mallName: site.name, timeZone: site.calendar.timeZone, paper, copy };
  const redemption: Redemption | null = order.opId === null ? null : store.redemptions.find(order.opId);
  switch (order.document) {
    case 'slip':
      return redemption && encodeSheet(slipSheet(redemptionView(context, redemption), sheet), paper);
    case 'hand_over': {
      if (redemption === null || redemption.claim === null || redemption.closedAt === null) return null;
      const facts = { handedAt: redemption.closedAt, clerk: redemption.claim.clerk };
      return encodeSheet(handOverSheet({ ...redemptionView(context, redemption), ...facts }, sheet), paper);
    }
    case 'test_page':
      return encodeSheet(testSheet({ printerName: id, at: clock.now() }, sheet), paper);
    default:
      return unreachable(order.document);
  }
}
