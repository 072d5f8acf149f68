/**
 * A receipt printer without paper dust: takes ESC/POS on a TCP port of the loopback, answers status as a printer does,
 * keeps what it printed, and has the troubles that it is told to have.
 */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { EscposReader, type PrinterEvent } from './escpos-reader.ts';
import type { Sheet } from './sheet.ts';

export interface Troubles {
  paper: 'ok' | 'low' | 'out';
  isCoverOpen: boolean;
  /** False: takes bytes and says nothing, as one whose network card lives on. */
  isAnswering: boolean;
  /** Breaks the connection when so many bytes of a job have come; null never does. */
  cutOffAfterBytes: number | null;
}

export const noTroubles: Troubles = { paper: 'ok', isCoverOpen: false, isAnswering: true, cutOffAfterBytes: null };

export class VirtualPrinter {
  readonly widthMm: 58 | 80;
  readonly sheets: Sheet[] = [];
  /** Called after each status answer: the moment to make trouble between a question and the job. */
  onStatus: (question: number) => void = () => undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<(sheet: Sheet) => void>();
  /** What came while the printer was offline: it is printed when paper is back, as a real one does. */
  #held: { bytes: Buffer; process: (bytes: Buffer) => void }[] = [];
  #troubles: Troubles = { ...noTroubles };

  constructor(options: { widthMm: 58 | 80 }) {
    this.widthMm = options.widthMm;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** 0 takes any free port; answers the one it listens on. Rejects where the port is in use. */
  async start(port = 0): Promise<number> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  troubles(): Troubles {
    return { ...this.#troubles };
  }

  tell(change: Partial<Troubles>): void {
    this.#troubles = { ...this.#troubles, ...change };
    if (this.#isOffline()) return;
    for (const { bytes, process } of this.#held.splice(0)) process(bytes);
  }

  /** The next sheet that is cut. */
  nextSheet(): Promise<Sheet> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    const reader = new EscposReader(this.widthMm === 58 ? 384 : 576, (event) => this.#handle(event, socket));
    let received = 0;
    socket.on('data', (bytes) => {
      const isQuestion = bytes.length <= 12 && bytes[0] === 0x10;
      if (!isQuestion) received += bytes.length;
      const { cutOffAfterBytes } = this.#troubles;
      if (cutOffAfterBytes !== null && received >= cutOffAfterBytes) {
        socket.destroy();
        return;
      }
      // DLE EOT is answered in real time, even by a printer that is offline; all else waits for paper.
      if (this.#isOffline() && !isQuestion) this.#held.push({ bytes, process: (held) => reader.push(held) });
      else reader.push(bytes);
    });
  }

  #handle(event: PrinterEvent, socket: Socket): void {
    switch (event.kind) {
      case 'cut':
        this.sheets.push(event.sheet);
        for (const resolve of this.#waiting) resolve(event.sheet);
        this.#waiting.clear();
        return;
      case 'status':
        this.#answer(socket, this.#status(event.question));
        this.onStatus(event.question);
        return;
      case 'processed':
        this.#answer(socket, this.#troubles.paper === 'low' ? 0b0000_0011 : 0);
        return;
    }
  }

  #answer(socket: Socket, byte: number): void {
    if (this.#troubles.isAnswering && socket.writable) socket.write(Buffer.of(byte));
  }

  /** DLE EOT 1 to 4: bits 1 and 4 are always set. */
  #status(question: number): number {
    const { paper, isCoverOpen } = this.#troubles;
    const fixed = 0b0001_0010;
    if (question === 1) return fixed | (this.#isOffline() ? 0b0000_1000 : 0);
    if (question === 2) return fixed | (isCoverOpen ? 0b0000_0100 : 0) | (paper === 'out' ? 0b0010_0000 : 0);
    if (question === 4) return fixed | (paper === 'ok' ? 0 : 0b0000_1100) | (paper === 'out' ? 0b0110_0000 : 0);
    return fixed;
  }

  #isOffline(): boolean {
    return this.#troubles.paper === 'out' || this.#troubles.isCoverOpen;
  }
}
