/** A small HTTP door on loopback: switches faults, and tells what is true right now. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { fail, type Result, succeed } from '#shared/domain/result.ts';

/** What the door opens to. */
export interface ControlRoom {
  /** Switches a fault of a device or printer; the failure is one line for the caller. */
  setFault(device: string, fault: string, on: boolean): Result<unknown, string>;
  /** The faults that are on. */
  faults(): unknown;
  truth(): unknown;
}

const faultRequest = z.strictObject({ device: z.string(), fault: z.string(), on: z.boolean().default(true) });
const bodyBytesMax = 4_096;

export class FaultControl {
  readonly #room: ControlRoom;
  readonly #port: number;
  readonly #server: Server;

  constructor(room: ControlRoom, port: number) {
    this.#room = room;
    this.#port = port;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** The port that it listens on; a port in use is a failure in one line. */
  start(): Promise<Result<number, string>> {
    return new Promise((resolve) => {
      this.#server.once('error', (error) => resolve(fail(`control port ${this.#port}: ${error.message}`)));
      this.#server.listen(this.#port, '127.0.0.1', () => {
        resolve(succeed((this.#server.address() as AddressInfo).port));
      });
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [status, body] = await this.#route(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body)}\n`);
  }

  async #route(request: IncomingMessage): Promise<readonly [status: number, body: unknown]> {
    switch (`${request.method} ${request.url}`) {
      case 'GET /faults':
        return [200, this.#room.faults()];
      case 'GET /truth':
        return [200, this.#room.truth()];
      case 'POST /faults': {
        const parsed = faultRequest.safeParse(await readJson(request));
        if (!parsed.success) return [400, { error: 'expected {"device": …, "fault": …, "on": true or false}' }];
        const { device, fault, on } = parsed.data;
        const done = this.#room.setFault(device, fault, on);
        return done.ok ? [200, this.#room.faults()] : [422, { error: done.fault }];
      }
      default:
        return [404, { error: 'there are GET /faults, POST /faults and GET /truth' }];
    }
  }
}

/** Undefined where the body is no JSON or too long. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > bodyBytesMax) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
