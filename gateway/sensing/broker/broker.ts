/**
 * The MQTT door: aedes over TCP and WebSocket. A device signs in with its own credential, publishes and subscribes
 * under its own name only, and is acknowledged when its message is on disk: aedes runs `authorizePublish` before it
 * writes the PUBACK, so that hook waits for the pipeline's commit.
 */
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, PublishPacket, Subscription } from 'aedes';
import type { IdentityStore } from '#gateway/ports/identity.ts';
import type { BrokerIntake, DeviceDirectory, KnownDevice } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Frame } from '#shared/domain/reading.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { type Admission, admitForward, admitPublish, admitSubscribe } from './admission.ts';
import { DeviceBroker } from './device-broker.ts';
import { limitPackets } from './packet-limit.ts';

export interface BrokerLimits {
  readonly mqttClientsMax: number;
  readonly topicDepthMax: number;
  readonly topicBytesMax: number;
  readonly payloadBytesMax: number;
  readonly connectTimeoutMs: number;
  readonly subscriptionsPerClientMax: number;
}

export interface BrokerOptions {
  readonly directory: DeviceDirectory;
  readonly identity: Pick<IdentityStore, 'verifyMachine'>;
  readonly intake: BrokerIntake;
  /** Where TCP clients connect; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly limits: BrokerLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** A device's session opened or closed. */
  readonly onPresence: (presence: Presence) => void;
}

export interface Presence {
  readonly deviceId: DeviceId;
  readonly online: boolean;
  readonly at: number;
}

export interface BrokerStats {
  readonly connections: number;
  readonly published: number;
  readonly refused: number;
  readonly signInsRefused: number;
}

/** What the broker remembers of one signed-in connection. */
interface Session {
  readonly known: KnownDevice;
  /** A device publishes on few topics: each is judged once. */
  readonly admissions: Map<string, Result<Admission>>;
  readonly filters: Set<string>;
}

const admissionsKept = 64;
/** Fixed header, topic length and packet id around topic and payload. */
const packetOverheadBytes = 16;
/** MQTT 3.1.1, 3.2.2.3. */
const returnCodes = { identifierRejected: 2, credentialWrong: 4, notAuthorized: 5 } as const;

/** The MQTT door of one gateway; it listens between `start` and `stop`. */
export function createBroker(options: BrokerOptions): Broker {
  return new Broker(options);
}

export class Broker {
  readonly #options: BrokerOptions;
  readonly #aedes: DeviceBroker;
  readonly #server: Server;
  readonly #connections = new Set<Duplex>();
  readonly #sessions = new WeakMap<Client, Session>();
  readonly #routed = new WeakSet<PublishPacket>();
  readonly #counts = { published: 0, refused: 0, signInsRefused: 0 };

  constructor(options: BrokerOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true, keepAlive: true }, (socket) => this.#connect(socket));
    this.#aedes = new DeviceBroker(
      {
        authenticate: (client, username, password, done) => {
          const refusal = this.#signIn(client, username ?? '', password?.toString() ?? '');
          done(refusal, refusal === null);
        },
        authorizePublish: (client, packet, done) => {
          // Only the will of a broker that died in a cluster has no client, and this broker is alone.
          if (client === null) return done(null);
          void this.#publish(client, packet).then((answer) => {
            // An error closes the connection without an acknowledgement: the device comes back and sends again.
            done(answer.ok ? null : new Error(answer.fault.detail));
          });
        },
        authorizeSubscribe: (client, subscription, done) => {
          // Null is answered with SUBACK 0x80 (MQTT 3.1.1, 3.9.3); an error would close the connection.
          done(null, this.#maySubscribe(client, subscription) ? subscription : null);
        },
        authorizeForward: (client, packet) => {
          const session = this.#sessions.get(client);
          return session && admitForward(session.known, packet.topic, options.directory) ? packet : null;
        },
        isRouted: (packet) => this.#routed.has(packet),
      },
      options.limits.connectTimeoutMs,
    );
    this.#listenToFacts();
  }

  /** Fault `port_in_use`: the port is taken, or this user or machine may not listen there. */
  async start(): Promise<Result<{ readonly mqttPort: number }>> {
    await this.#aedes.listen();
    const listening = await listenOn(this.#server, this.#options.listen);
    if (!listening.ok) await this.#closeAedes();
    return listening;
  }

  /** Closes every connection; what is not acknowledged yet stays with its sender. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await this.#closeAedes();
    // Those that never signed in are unknown to aedes.
    for (const stream of this.#connections) stream.destroy();
    await closed;
  }

  /** Takes over a WebSocket that speaks the `mqtt` subprotocol, as a byte stream. */
  handleWebSocket(stream: Duplex): void {
    this.#connect(stream);
  }

  stats(): BrokerStats {
    return { connections: this.#connections.size, ...this.#counts };
  }

  #listenToFacts(): void {
    const { log } = this.#options;
    const aedes = this.#aedes;
    aedes.on('client', (client) => this.#tellPresence(client, true));
    aedes.on('clientDisconnect', (client) => this.#tellPresence(client, false));
    aedes.on('unsubscribe', (filters, client) => {
      for (const filter of filters) this.#sessions.get(client)?.filters.delete(filter);
    });
    aedes.on('clientError', (client, error) =>
      log.info({ deviceId: client.id, why: error.message }, 'a session broke'),
    );
    aedes.on('connectionError', (_client, error) => log.info({ why: error.message }, 'a connection broke'));
  }

  #connect(stream: Duplex): void {
    const { limits, log } = this.#options;
    if (this.#connections.size >= limits.mqttClientsMax) {
      log.warn({ clientsMax: limits.mqttClientsMax }, 'a connection was closed: too many are open');
      stream.destroy();
      return;
    }
    this.#connections.add(stream);
    stream.once('close', () => this.#connections.delete(stream));
    const client = this.#aedes.handle(stream);
    limitPackets(stream, limits.payloadBytesMax + limits.topicBytesMax + packetOverheadBytes, (bytes) => {
      // MQTT 3.1.1 has no word for "too large": the session ends, and quarantine says why.
      const reason = tooLarge(bytes, limits.payloadBytesMax);
      const session = this.#sessions.get(client);
      log.info({ clientId: client.id, why: reason.detail }, 'a packet was too large');
      if (session !== undefined) void this.#refuse(session, '', new Uint8Array(), reason);
      stream.destroy();
    });
  }

  #signIn(client: Client, username: string, secret: string): SignInRefusal | null {
    const { identity, directory, log } = this.#options;
    const verified = identity.verifyMachine('device', username, secret);
    const known = directory.find(username);
    let refusal: SignInRefusal;
    if (!verified.ok) refusal = new SignInRefusal('credentialWrong', verified.fault.detail);
    else if (known === null) refusal = new SignInRefusal('notAuthorized', `the site has no device ${username}`);
    else if (client.id !== username) {
      refusal = new SignInRefusal('identifierRejected', `the client id of ${username} must be its name`);
    } else {
      this.#sessions.set(client, { known, admissions: new Map(), filters: new Set() });
      return null;
    }
    this.#counts.signInsRefused += 1;
    log.info({ clientId: client.id, why: refusal.message }, 'a device was not let in');
    return refusal;
  }

  async #publish(client: Client, packet: PublishPacket): Promise<Result<unknown>> {
    const session = this.#sessions.get(client);
    if (session === undefined) return fail(fault('not_signed_in'));
    this.#counts.published += 1;
    const { limits, intake } = this.#options;
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const bytes = payload.byteLength;
    const admitted: Result<Admission> =
      bytes > limits.payloadBytesMax
        ? fail(tooLarge(bytes, limits.payloadBytesMax))
        : this.#admit(session, packet.topic);
    if (!admitted.ok) return this.#refuse(session, packet.topic, payload, admitted.fault);
    const answer = await intake.acceptWhenRoom(this.#frameOf(admitted.value.deviceId, packet.topic, payload));
    if (answer.ok && admitted.value.retainable && answer.value.quarantined === 0) this.#routed.add(packet);
    return answer;
  }

  #admit(session: Session, topic: string): Result<Admission> {
    const known = session.admissions.get(topic);
    if (known !== undefined) return known;
    const beyond = this.#beyondLimits(topic);
    const admission = beyond === null ? admitPublish(session.known, topic, this.#options.directory) : fail(beyond);
    if (session.admissions.size < admissionsKept) session.admissions.set(topic, admission);
    return admission;
  }

  #maySubscribe(client: Client, { topic: filter }: Subscription): boolean {
    const session = this.#sessions.get(client);
    if (session === undefined || this.#beyondLimits(filter) !== null) return false;
    if (!admitSubscribe(session.known, filter, this.#options.directory)) return false;
    session.filters.add(filter);
    if (session.filters.size <= this.#options.limits.subscriptionsPerClientMax) return true;
    session.filters.delete(filter);
    return false;
  }

  #beyondLimits(topic: string): Fault | null {
    const { topicBytesMax, topicDepthMax } = this.#options.limits;
    const bytes = Buffer.byteLength(topic);
    if (bytes > topicBytesMax) return fault('topic_invalid', `topic: ${bytes} bytes, at most ${topicBytesMax}`);
    const depth = topic.split('/').length;
    if (depth > topicDepthMax) return fault('topic_invalid', `topic: ${depth} levels, at most ${topicDepthMax}`);
    return null;
  }

  #refuse(session: Session, topic: string, payload: Uint8Array, reason: Fault): Promise<Result<unknown>> {
    this.#counts.refused += 1;
    return this.#options.intake.refuse(this.#frameOf(session.known.device.id, topic, payload), reason);
  }

  #frameOf(deviceId: DeviceId, topic: string, payload: Uint8Array): Frame {
    const { limits, clock } = this.#options;
    return { deviceId, topic: topic.slice(0, limits.topicBytesMax), payload, receivedAt: clock.now() };
  }

  #tellPresence(client: Client, online: boolean): void {
    const session = this.#sessions.get(client);
    const { clock, onPresence } = this.#options;
    if (session !== undefined) onPresence({ deviceId: session.known.device.id, online, at: clock.now() });
  }

  #closeAedes(): Promise<void> {
    return new Promise((resolve) => this.#aedes.close(resolve));
  }
}

/** Answered in the CONNACK. */
class SignInRefusal extends Error {
  // aedes' type is a const enum of these numbers, which type stripping cannot import.
  readonly returnCode: never;

  constructor(answer: keyof typeof returnCodes, message: string) {
    super(message);
    this.returnCode = returnCodes[answer] as never;
  }
}

function tooLarge(bytes: number, bytesMax: number): Fault {
  return fault('payload_too_large', `payload: ${bytes} bytes, at most ${bytesMax}`);
}

function listenOn(server: Server, { host, port }: BrokerOptions['listen']): Promise<Result<{ mqttPort: number }>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(fail(fault('port_in_use', `MQTT cannot listen on ${host}:${port} (${error.code ?? error.message})`)));
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(succeed({ mqttPort: typeof address === 'object' && address !== null ? address.port : port }));
    });
  });
}
