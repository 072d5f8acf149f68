/**
 * The live feed to screens. A screen that falls behind is not sent a backlog: it is skipped, and once its socket has
 * drained it gets the full state again, so a slow phone costs the gateway one picture and not a queue.
 */
import type { WebSocket } from 'ws';
import type { CashierDesk } from '#gateway/ports/loyalty.ts';
import type { DeviceReader, LiveFeed } from '#gateway/ports/sensing.ts';
import type { LevelId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import { type LiveMessage, liveRequest } from '#shared/wire/live.ts';
import type { Role } from '#shared/wire/session-api.ts';
import { limits } from '../limits.ts';
import type { Access } from './access.ts';
import type { App } from './app.ts';

type Topic = Exclude<LiveMessage['type'], 'hello'>;

const topicsOf: Readonly<Record<Role, ReadonlySet<Topic>>> = {
  admin: new Set(['beat', 'zones', 'bays', 'devices', 'codes']),
  ops: new Set(['beat', 'zones', 'bays', 'devices']),
  facilities: new Set(['beat', 'zones', 'bays', 'devices']),
  cashier: new Set(['beat', 'codes']),
};

export interface LiveRoute {
  /** Screens with an open feed. */
  clients(): number;
}

export interface LiveParts {
  readonly access: Access;
  readonly live: LiveFeed;
  readonly devices: DeviceReader;
  readonly desks: CashierDesk;
  readonly site: Site;
  readonly clock: Clock;
}

export function registerLiveRoute(app: App, parts: LiveParts): LiveRoute {
  const screens = new Set<Screen>();

  app.route({
    method: 'GET',
    url: '/live',
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.code(426).send({ code: 'request_invalid', detail: 'Open a WebSocket here.' }),
    wsHandler: (socket, request) => {
      const session = parts.access.sessionFrom(request);
      if (session === null) return socket.close(4401, 'not_signed_in');
      if (screens.size >= limits.liveClientsMax) return socket.close(4503, 'overloaded');
      const screen = new Screen({ ...parts, socket, topics: topicsOf[session.role] });
      screens.add(screen);
      socket.once('close', () => {
        screens.delete(screen);
        screen.stop();
      });
      screen.start();
    },
  });

  return { clients: () => screens.size };
}

interface ScreenParts extends LiveParts {
  readonly socket: WebSocket;
  readonly topics: ReadonlySet<Topic>;
}

class Screen {
  readonly #parts: ScreenParts;
  readonly #watched = new Set<LevelId>();
  #behind = false;
  #unsubscribe: () => void = () => undefined;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
  }

  start(): void {
    const { socket, live, clock } = this.#parts;
    socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#listen(String(data));
    });
    // A broken socket also closes; the close handler cleans up.
    socket.on('error', () => undefined);
    this.#send({ type: 'hello', at: clock.now() });
    this.#catchUp();
    this.#unsubscribe = live.subscribe({
      message: (message) => {
        if (this.#keepsUp()) this.#send(message);
      },
      heat: (levelId, frame) => {
        if (this.#watched.has(levelId) && this.#keepsUp()) socket.send(frame);
      },
    });
  }

  stop(): void {
    this.#unsubscribe();
  }

  #listen(text: string): void {
    const request = liveRequest.safeParse(parseJson(text));
    if (!request.success) {
      this.#parts.socket.close(4400, 'request_invalid');
      return;
    }
    const known = new Set(this.#parts.site.levels.map((level) => level.id));
    if (!this.#parts.topics.has('zones')) return;
    this.#watched.clear();
    for (const levelId of request.data.levels) {
      if (!known.has(levelId)) continue;
      this.#watched.add(levelId);
      this.#parts.socket.send(this.#parts.live.heatKeyFrame(levelId));
    }
  }

  /** False while too much waits in the socket; turns true with a full state when it has drained. */
  #keepsUp(): boolean {
    const waiting = this.#parts.socket.bufferedAmount;
    if (waiting > limits.liveBacklogBytesMax) this.#behind = true;
    if (this.#behind && waiting === 0) {
      this.#behind = false;
      this.#catchUp();
    }
    return !this.#behind;
  }

  /** The full state of all that this screen is told. */
  #catchUp(): void {
    const { socket, topics, live, devices, desks, clock } = this.#parts;
    for (const message of live.snapshot()) this.#send(message);
    if (topics.has('devices')) this.#send({ type: 'devices', ...devices.list() });
    if (topics.has('codes')) this.#send({ type: 'codes', at: clock.now(), codes: [...desks.codes()] });
    for (const levelId of this.#watched) socket.send(live.heatKeyFrame(levelId));
  }

  #send(message: LiveMessage): void {
    if (message.type !== 'hello' && !this.#parts.topics.has(message.type)) return;
    this.#parts.socket.send(JSON.stringify(message));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
