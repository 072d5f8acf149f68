/**
 * The MQTT door: aedes over TCP and WebSocket. A device signs in with its own credential, publishes and subscribes
 * under its own name only, and is acknowledged when its message is on disk: aedes runs `authorizePublish` before it
 * writes the PUBACK, so that hook waits for the pipeline's commit.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, PublishPacket, Subscription } from 'aedes';
import type { IdentityStore } from '#gateway/ports/identity.ts';
import type { BrokerIntake } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Frame } from '#shared/domain/reading.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import type { DeviceDirectory, KnownDevice } from '../device-directory.ts';
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

export interface Broker {
  /** Fault `port_in_use`: the port is taken, or this user or machine may not listen there. */
  start(): Promise<Result<{ readonly mqttPort: number }>>;
  /** Closes every connection; unacknowledged messages stay with their senders. */
  stop(): Promise<void>;
  /** Takes over a WebSocket that speaks the `mqtt` subprotocol, as a byte stream. */
  handleWebSocket(stream: Duplex): void;
  stats(): BrokerStats;
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
const returnCodes = { identifierRejected: 2, unavailable: 3, credentialWrong: 4, notAuthorized: 5 } as const;

/** The MQTT door of one gateway; it listens after `start`. */
export function createBroker(options: BrokerOptions): Broker {
  const { directory, identity, intake, listen, limits, clock, log, onPresence } = options;
  const sessions = new WeakMap<Client, Session>();
  const routed = new WeakSet<PublishPacket>();
  const connections = new Set<Duplex>();
  const counts = { published: 0, refused: 0, signInsRefused: 0 };
  const server: Server = createServer({ noDelay: true, keepAlive: true }, (socket: Socket) => connect(socket));
  const broker = new DeviceBroker(
    {
      authenticate(client, username, password, done) {
        const refusal = signIn(client, username ?? '', password?.toString() ?? '');
        if (refusal === null) return done(null, true);
        counts.signInsRefused += 1;
        log.info({ clientId: client.id, why: refusal.message }, 'a device was not let in');
        done(refusal, null);
      },
      authorizePublish(client, packet, done) {
        // Only the will of a broker that died in a cluster has no client, and this broker is alone.
        if (client === null) return done(null);
        void publish(client, packet).then((answer) => {
          // An error closes the connection without an acknowledgement: the device comes back and sends again.
          done(answer.ok ? null : new Error(answer.fault.detail));
        });
      },
      authorizeSubscribe(client, subscription, done) {
        // Null is answered with SUBACK 0x80 (MQTT 3.1.1, 3.9.3); an error would close the connection.
        done(null, maySubscribe(client, subscription) ? subscription : null);
      },
      authorizeForward(client, packet) {
        const session = sessions.get(client);
        return session && admitForward(session.known, packet.topic, directory) ? packet : null;
      },
      isRouted: (packet) => routed.has(packet),
    },
    limits.connectTimeoutMs,
  );

  broker.on('client', (client) => tellPresence(client, true));
  broker.on('clientDisconnect', (client) => tellPresence(client, false));
  broker.on('unsubscribe', (filters, client) => {
    for (const filter of filters) sessions.get(client)?.filters.delete(filter);
  });
  broker.on('clientError', (client, error) => log.info({ deviceId: client.id, why: error.message }, 'a session broke'));
  broker.on('connectionError', (_client, error) => log.info({ why: error.message }, 'a connection broke'));

  function connect(stream: Duplex): void {
    if (connections.size >= limits.mqttClientsMax) {
      log.warn({ clientsMax: limits.mqttClientsMax }, 'a connection was closed: too many are open');
      stream.destroy();
      return;
    }
    connections.add(stream);
    stream.once('close', () => connections.delete(stream));
    const client = broker.handle(stream);
    limitPackets(stream, limits.payloadBytesMax + limits.topicBytesMax + packetOverheadBytes, (bytes) => {
      // MQTT 3.1.1 has no word for "too large": the session ends, and quarantine says why.
      const session = sessions.get(client);
      const reason = tooLarge(bytes, limits.payloadBytesMax);
      log.info({ clientId: client.id, why: reason.detail }, 'a packet was too large');
      if (session !== undefined) void refuse(frameOf(session.known.device.id, '', new Uint8Array()), reason);
      stream.destroy();
    });
  }

  function signIn(client: Client, username: string, secret: string): SignInRefusal | null {
    const verified = identity.verifyMachine('device', username, secret);
    if (!verified.ok) return new SignInRefusal(returnCodes.credentialWrong, verified.fault.detail);
    const known = directory.find(username);
    if (known === null) return new SignInRefusal(returnCodes.notAuthorized, `the site has no device ${username}`);
    if (client.id !== known.device.id) {
      return new SignInRefusal(returnCodes.identifierRejected, `the client id of ${username} must be its name`);
    }
    sessions.set(client, { known, admissions: new Map(), filters: new Set() });
    return null;
  }

  async function publish(client: Client, packet: PublishPacket): Promise<Result<unknown>> {
    const session = sessions.get(client);
    if (session === undefined) return fail(fault('not_signed_in'));
    counts.published += 1;
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    if (payload.byteLength > limits.payloadBytesMax) {
      const frame = frameOf(session.known.device.id, packet.topic, payload);
      return refuse(frame, tooLarge(payload.byteLength, limits.payloadBytesMax));
    }
    const admitted = admit(session, packet.topic);
    if (!admitted.ok) return refuse(frameOf(session.known.device.id, packet.topic, payload), admitted.fault);
    const answer = await intake.acceptWhenRoom(frameOf(admitted.value.deviceId, packet.topic, payload));
    if (answer.ok && admitted.value.retainable && answer.value.quarantined === 0) routed.add(packet);
    return answer;
  }

  function admit(session: Session, topic: string): Result<Admission> {
    let admission = session.admissions.get(topic);
    if (admission === undefined) {
      admission = overLimits(topic, 'topic') ?? admitPublish(session.known, topic, directory);
      if (session.admissions.size < admissionsKept) session.admissions.set(topic, admission);
    }
    return admission;
  }

  function maySubscribe(client: Client, { topic }: Subscription): boolean {
    const session = sessions.get(client);
    if (session === undefined || overLimits(topic, 'subscription') !== null) return false;
    if (!admitSubscribe(session.known, topic, directory)) return false;
    if (session.filters.size >= limits.subscriptionsPerClientMax && !session.filters.has(topic)) return false;
    session.filters.add(topic);
    return true;
  }

  function overLimits(topic: string, what: string): Result<never> | null {
    const bytes = Buffer.byteLength(topic);
    if (bytes > limits.topicBytesMax) {
      return fail(fault('topic_invalid', `${what}: ${bytes} bytes, at most ${limits.topicBytesMax}`));
    }
    const depth = topic.split('/').length;
    if (depth > limits.topicDepthMax) {
      return fail(fault('topic_invalid', `${what}: ${depth} levels, at most ${limits.topicDepthMax}`));
    }
    return null;
  }

  function refuse(frame: Frame, reason: Fault): Promise<Result<unknown>> {
    counts.refused += 1;
    return intake.refuse(frame, reason);
  }

  function frameOf(deviceId: DeviceId, topic: string, payload: Uint8Array): Frame {
    return { deviceId, topic: topic.slice(0, limits.topicBytesMax), payload, receivedAt: clock.now() };
  }

  function tellPresence(client: Client, online: boolean): void {
    const session = sessions.get(client);
    if (session !== undefined) onPresence({ deviceId: session.known.device.id, online, at: clock.now() });
  }

  return {
    async start() {
      await broker.listen();
      const listening = await listenOn(server, listen);
      if (!listening.ok) await closeBroker(broker);
      return listening;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await closeBroker(broker);
      // Those that never signed in are unknown to aedes.
      for (const stream of connections) stream.destroy();
      await closed;
    },
    handleWebSocket: connect,
    stats: () => ({ connections: connections.size, ...counts }),
  };
}

/** Answered in the CONNACK; MQTT 3.1.1, 3.2.2.3. */
class SignInRefusal extends Error {
  // aedes' type is a const enum of these numbers, which type stripping cannot import.
  readonly returnCode: never;

  constructor(returnCode: (typeof returnCodes)[keyof typeof returnCodes], message: string) {
    super(message);
    this.returnCode = returnCode as never;
  }
}

function tooLarge(bytes: number, bytesMax: number): Fault {
  return fault('payload_too_large', `payload: ${bytes} bytes, at most ${bytesMax}`);
}

function closeBroker(broker: DeviceBroker): Promise<void> {
  return new Promise((resolve) => broker.close(resolve));
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
