/**
 * An ESC/POS printer on TCP port 9100. One owner: jobs and status questions of one printer take their turn here.
 * It is asked before the first byte and after the last, because "sent" is not "printed"; what it did not confirm is
 * `print_unknown` and is never sent again by itself, for only a person can see whether a sheet came out.
 */
import { connect, type Socket } from 'node:net';
import { fault } from '../../domain/faults.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import {
  isProcessedAnswer,
  isStatusAnswer,
  type PrinterState,
  printerStateOf,
  saysPaperEnded,
  statusQuestion,
  statusQuestions,
} from './printer-status.ts';

export interface NetworkPrinterOptions {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  /** For each status question, and for the printer to take more bytes. */
  readonly statusTimeoutMs: number;
  /** From the last byte to the answer that all was processed. */
  readonly confirmTimeoutMs: number;
  /** Jobs and questions that may wait for their turn. */
  readonly waitingMax: number;
}

export interface NetworkPrinter {
  /**
   * Prints a job that ends with GS r 1; true means that the printer has processed all of it and had paper.
   * Faults before a byte was sent: `printer_unreachable`, `printer_paper_out`, `printer_cover_open`, `printer_error`,
   * `overloaded`. After that: `print_unknown`. `onTurn` is called when the jobs before it are done.
   */
  print(job: Uint8Array, onTurn?: () => void): Promise<Result<void>>;
  /** Asks the printer. Bounded by the timeouts times the jobs that wait. */
  state(): Promise<PrinterState>;
}

/** Opens a connection for each job: a printer serves one at a time and drops those that idle. Nothing to close. */
export function createNetworkPrinter(options: NetworkPrinterOptions): NetworkPrinter {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    waiting += 1;
    const turn = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    async print(job, onTurn) {
      if (waiting >= options.waitingMax) return fail(fault('overloaded', 'Too many jobs wait for this printer.'));
      return await inTurn(() => {
        onTurn?.();
        return withLink(options, (link) => printThrough(link, job, options));
      });
    },
    async state() {
      const state = await inTurn(() => withLink(options, async (link) => succeed(await stateThrough(link, options))));
      return state.ok ? state.value : 'unreachable';
    },
  };
}

async function printThrough(link: Link, job: Uint8Array, options: NetworkPrinterOptions): Promise<Result<void>> {
  const before = await stateThrough(link, options);
  if (before !== 'ready' && before !== 'paper_low') return fail(faultOf(before));
  if (!(await link.send(job, options.confirmTimeoutMs))) return fail(unknown('The connection broke during the job.'));
  const answer = await link.answer(isProcessedAnswer, options.confirmTimeoutMs);
  if (answer !== null && !saysPaperEnded(answer)) return succeed(undefined);
  const after = await stateThrough(link, options);
  return fail(unknown(after === 'ready' ? 'The printer did not confirm.' : faultOf(after).detail));
}

async function stateThrough(link: Link, { statusTimeoutMs }: NetworkPrinterOptions): Promise<PrinterState> {
  const answers: number[] = [];
  for (const question of statusQuestions) {
    if (!(await link.send(statusQuestion(question), statusTimeoutMs))) return 'unreachable';
    const answer = await link.answer(isStatusAnswer, statusTimeoutMs);
    if (answer === null) return 'unreachable';
    answers.push(answer);
  }
  return printerStateOf(answers);
}

function faultOf(state: Exclude<PrinterState, 'ready'>) {
  switch (state) {
    case 'paper_out':
      return fault('printer_paper_out');
    case 'cover_open':
      return fault('printer_cover_open');
    case 'error':
      return fault('printer_error');
    case 'paper_low':
    case 'unreachable':
      return fault('printer_unreachable');
  }
}

function unknown(reason: string) {
  return fault('print_unknown', `${reason} Ask whether the sheet came out.`);
}

/** One connection to the printer: bytes out, single status bytes back. */
interface Link {
  /** False where the connection is gone or the printer takes no bytes for so long. */
  send(bytes: Uint8Array, timeoutMs: number): Promise<boolean>;
  /** The next byte of a kind, or null where none comes in time. Bytes of other kinds are dropped. */
  answer(isWanted: (byte: number) => boolean, timeoutMs: number): Promise<number | null>;
}

async function withLink<Value>(
  options: NetworkPrinterOptions,
  work: (link: Link) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const socket = await open(options);
  if (socket === null) return fail(fault('printer_unreachable', `No answer from ${options.host}:${options.port}.`));
  try {
    return await work(linkOver(socket));
  } finally {
    socket.destroy();
  }
}

function open({ host, port, connectTimeoutMs }: NetworkPrinterOptions): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const refuse = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(null);
    };
    const timer = setTimeout(refuse, connectTimeoutMs);
    socket.once('error', refuse);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', refuse);
      resolve(socket);
    });
  });
}

function linkOver(socket: Socket): Link {
  const received: number[] = [];
  let isGone = false;
  let wake: () => void = () => undefined;
  socket.on('data', (bytes) => {
    received.push(...bytes);
    wake();
  });
  socket.on('close', () => {
    isGone = true;
    wake();
  });
  // A reset is followed by 'close', which is all that matters here.
  socket.on('error', () => undefined);

  function take(isWanted: (byte: number) => boolean): number | null {
    for (let byte = received.shift(); byte !== undefined; byte = received.shift()) if (isWanted(byte)) return byte;
    return null;
  }

  return {
    send: (bytes, timeoutMs) =>
      withinTime<boolean>(timeoutMs, (resolve) => {
        wake = () => isGone && resolve(false);
        if (isGone) return resolve(false);
        socket.write(bytes, (error) => resolve(!error));
      }).then((sent) => sent ?? false),
    answer: (isWanted, timeoutMs) =>
      withinTime<number | null>(timeoutMs, (resolve) => {
        wake = () => {
          const byte = take(isWanted);
          if (byte !== null || isGone) resolve(byte);
        };
        wake();
      }),
  };
}

function withinTime<Value>(timeoutMs: number, begin: (resolve: (value: Value) => void) => void): Promise<Value | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), timeoutMs);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
