/**
 * One device's MQTT connection. Every message has QoS 1; what the gateway has not acknowledged is sent again, and what
 * happens while it is away waits in a bounded outbox.
 */
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Message } from '../devices/firmware.ts';
import type { Link, LinkStats } from './link.ts';
import { outboxMax, retryDelayMs } from './link.ts';
import { Outbox } from './outbox.ts';

/** Messages sent and not yet acknowledged. */
const inFlightMax = 20;

export interface MqttLinkSettings {
  readonly url: string;
  readonly deviceId: string;
  readonly secret: string;
  readonly will: Message | null;
  /** Told once for each spell of trouble. */
  readonly complain: (name: string, reason: string) => void;
}

export class MqttLink implements Link {
  readonly #settings: MqttLinkSettings;
  readonly #outbox = new Outbox<Message>(outboxMax);
  #client: MqttClient | null = null;
  #failures = 0;
  #isTroubled = false;
  #inFlight = 0;
  #whenIdle: () => void = () => undefined;
  #sent = 0;

  constructor(settings: MqttLinkSettings) {
    this.#settings = settings;
  }

  get stats(): LinkStats {
    const connected = this.#client?.connected ?? false;
    return { connected, sent: this.#sent, waiting: this.#outbox.size + this.#inFlight, dropped: this.#outbox.dropped };
  }

  start(): void {
    const client = connect(this.#settings.url, this.#options());
    this.#client = client;
    client.on('connect', () => {
      this.#failures = 0;
      this.#isTroubled = false;
      client.options.reconnectPeriod = retryDelayMs(0);
      this.#pump();
    });
    client.on('close', () => {
      this.#failures += 1;
      // Read by the library each time it plans the next attempt.
      client.options.reconnectPeriod = retryDelayMs(this.#failures);
      this.#whenIdle();
      this.#complain('the connection to the gateway is lost');
    });
    client.on('error', (error) => this.#complain(error.message));
  }

  send(message: Message): void {
    this.#outbox.push(message);
    this.#pump();
  }

  /** Waits for acknowledgements, then goes as a device does whose power is cut: the broker speaks its last will. */
  async stop(patienceMs: number): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    this.#isTroubled = true;
    const idle = Promise.withResolvers<void>();
    this.#whenIdle = idle.resolve;
    const timer = setTimeout(idle.resolve, patienceMs);
    if (!client.connected || this.stats.waiting === 0) idle.resolve();
    await idle.promise;
    clearTimeout(timer);
    await client.endAsync(true);
  }

  #complain(reason: string): void {
    if (!this.#isTroubled) this.#settings.complain(this.#settings.deviceId, reason);
    this.#isTroubled = true;
  }

  #options(): IClientOptions {
    const { deviceId, secret, will } = this.#settings;
    return {
      clientId: deviceId,
      username: deviceId,
      password: secret,
      protocolVersion: 4,
      clean: true,
      keepalive: 60,
      connectTimeout: 10_000,
      reconnectPeriod: retryDelayMs(0),
      // A wrong credential may be put right while the device waits.
      reconnectOnConnackError: true,
      queueQoSZero: false,
      ...(will && { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain } }),
    };
  }

  #pump(): void {
    const client = this.#client;
    while (client?.connected && this.#inFlight < inFlightMax) {
      const message = this.#outbox.take();
      if (message === undefined) return;
      this.#inFlight += 1;
      // The library keeps it until it is acknowledged, across connections; an error comes only when the client ends.
      client.publish(message.topic, message.payload, { qos: 1, retain: message.retain }, (error) => {
        this.#inFlight -= 1;
        if (!error) this.#sent += 1;
        this.#pump();
        if (this.stats.waiting === 0) this.#whenIdle();
      });
    }
  }
}
