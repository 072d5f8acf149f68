/** One MQTT connection that publishes at QoS 1 and tells which messages were acknowledged: bytes in, bytes out, no retries. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';

export interface SenderAddress {
  readonly host: string;
  readonly port: number;
  /** User name and client id. */
  readonly deviceId: string;
  readonly secret: string;
}

export class MqttSender {
  readonly #socket: Socket;
  #nextMessageId = 1;
  /** Called with the id that `publish` answered. */
  onAck: (messageId: number) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves when the broker let the device in. */
  static async open({ host, port, deviceId, secret }: SenderAddress): Promise<MqttSender> {
    const socket = connect({ host, port, noDelay: true });
    const sender = new MqttSender(socket);
    const let_in = Promise.withResolvers<void>();
    socket.once('error', let_in.reject);
    socket.once('close', () => let_in.reject(new Error(`${deviceId}: the connection was closed`)));
    const packets = parser({ protocolVersion: 4 });
    packets.on('packet', (packet: Packet) => {
      if (packet.cmd === 'puback') sender.onAck(packet.messageId ?? 0);
      else if (packet.cmd === 'connack' && packet.returnCode === 0) let_in.resolve();
      else let_in.reject(new Error(`${deviceId}: ${packet.cmd} ${'returnCode' in packet ? packet.returnCode : ''}`));
    });
    socket.on('data', (chunk) => packets.parse(chunk));
    await Promise.race([once(socket, 'connect'), let_in.promise]);
    const connection = {
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
      clientId: deviceId,
    } as const;
    socket.write(generate({ cmd: 'connect', ...connection, username: deviceId, password: Buffer.from(secret) }));
    await let_in.promise;
    return sender;
  }

  /** Writes the message and answers its id, 1 to 65,535, which comes round: keep fewer than that waiting. */
  publish(topic: string, payload: string): number {
    const messageId = this.#nextMessageId;
    this.#nextMessageId = (messageId % 65_535) + 1;
    this.#socket.write(generate({ cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false, messageId }));
    return messageId;
  }

  close(): void {
    this.#socket.destroy();
  }
}
