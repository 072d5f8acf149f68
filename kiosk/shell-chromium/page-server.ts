/**
 * What the browser talks to: the built screens and one WebSocket, on loopback only. A page asks for a token, which is
 * good once and for half a minute, and opens its pipe with it: another site in the same browser can do neither.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface PageServerParts {
  /** The built screens: dist/kiosk-ui. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly onPage: (page: WebSocket) => void;
}

export interface PageServer {
  /** Resolves with the address to open; rejects where the port is in use. */
  start(): Promise<string>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const tokenLifeMs = 30_000;
const tokensMax = 32;
/** The largest thing a page asks is a card code; answers are not bounded by this. */
const messageBytesMax = 16 * 1024;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

export function createPageServer(parts: PageServerParts): PageServer {
  const tokens = new Map<string, number>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageBytesMax, perMessageDeflate: false });
  let server: Server | null = null;

  function newToken(): string {
    const oldest = tokens.size >= tokensMax ? tokens.keys().next().value : undefined;
    if (oldest !== undefined) tokens.delete(oldest);
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, Date.now() + tokenLifeMs);
    return token;
  }

  function takeToken(token: string): boolean {
    const goodUntil = tokens.get(token);
    tokens.delete(token);
    return goodUntil !== undefined && Date.now() < goodUntil;
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request)) return void response.writeHead(421).end();
    if (request.method === 'POST' && request.url === '/pipe' && isSameOrigin(request)) {
      response.writeHead(200, { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' });
      return void response.end(JSON.stringify({ token: newToken() }));
    }
    if (request.method !== 'GET') return void response.writeHead(405).end();
    const path = normalize(new URL(request.url ?? '/', `http://${host}`).pathname);
    await sendFile(join(parts.root, path === '/' ? 'index.html' : path), response);
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', `http://${host}`);
    const welcome = isOurs(request) && isSameOrigin(request) && url.pathname === '/pipe';
    if (!welcome || !takeToken(url.searchParams.get('token') ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, parts.onPage);
  }

  return {
    start() {
      const created = createServer((request, response) => void respond(request, response));
      server = created;
      created.on('upgrade', upgrade);
      return new Promise((resolve, reject) => {
        created.once('error', reject);
        created.listen(parts.port, host, () => resolve(`http://${host}:${(created.address() as AddressInfo).port}`));
      });
    },
    async stop() {
      for (const page of sockets.clients) page.terminate();
      server?.closeAllConnections();
      await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    },
  };
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  try {
    const body = await readFile(path);
    response.writeHead(200, { ...headers, 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    response.end(body);
  } catch {
    response.writeHead(404, headers).end();
  }
}

/** A name that resolves to 127.0.0.1 is not us: it would let a foreign page read the token (DNS rebinding). */
function isOurs(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '');
}

function isSameOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host}`;
}
