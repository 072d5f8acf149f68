/** aedes with every option stated, and with the messages that nobody subscribes to kept off its routing path. */
import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes';

type Done = (error?: Error) => void;
/** aedes takes the publishing client as a second argument, which its types leave out. */
type Route = (this: Aedes, packet: PublishPacket, client: Client, done?: Done) => void;

/** The decisions that the broker asks for. */
export type DeviceBrokerHooks = Required<
  Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'>
> & {
  /** Whether a client's message goes on to subscribers and is retained, after it was authorised. */
  readonly isRouted: (packet: PublishPacket) => boolean;
};

export class DeviceBroker extends Aedes {
  readonly #isRouted: DeviceBrokerHooks['isRouted'];

  constructor({ isRouted, ...hooks }: DeviceBrokerHooks, connectTimeoutMs: number) {
    super({
      ...hooks,
      // With a bound (100 by default) mqemitter queues what is over it; when that backlog drains over topics without
      // subscribers it recurses until the stack ends and the process with it (mcollina/mqemitter#204), and it empties the
      // queue with Array.shift. Unbounded here means bounded elsewhere: what a client publishes waits for the commit
      // in the pipeline's queue first, and only presence is routed at all.
      concurrency: 0,
      connectTimeout: connectTimeoutMs,
      heartbeatInterval: 60_000,
      // A subscriber that does not read for so long is dropped.
      drainTimeout: 30_000,
      // Packets that a client sends before it got its CONNACK.
      queueLimit: 42,
      maxInflightInbound: 100,
      maxClientsIdLength: 64,
      // What the matcher below can bear; admission allows far less, but refuses into quarantine.
      maxTopicLevels: 100,
      keepaliveLimit: 0,
      trustProxy: false,
    });
    this.#isRouted = isRouted;
  }

  /**
   * A client's message was stored by the pipeline before it came here. Routing it as well, to no subscriber, costs more
   * than storing it does, and is the path of the crash above.
   */
  override publish(packet: PublishPacket, clientOrDone: Client | Done, done?: Done): void {
    if (typeof clientOrDone === 'function') super.publish(packet, clientOrDone);
    else if (this.#isRouted(packet)) (super.publish as unknown as Route).call(this, packet, clientOrDone, done);
    else done?.();
  }
}
