/** The process that makes load: one LoadOrder as its argument, one LoadResult as its message. */
import { MqttSender } from '../crash/mqtt-sender.ts';
import type { LoadDevice, LoadOrder, LoadResult } from './load.ts';

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
const warmUpMs = order.warmUpSeconds * 1_000;
const measuredMs = order.seconds * 1_000;
const connectionsAtOnce = 20;

/** One connection and its messages on the way, by message id. */
class LoadConnection {
  readonly sender: MqttSender;
  readonly waiting = new Map<number, number>();
  readonly #device: LoadDevice;
  sequence = order.firstSequence;

  constructor(sender: MqttSender, device: LoadDevice) {
    this.sender = sender;
    this.#device = device;
  }

  /** `dueAt` by performance.now(). */
  send(dueAt: number): void {
    const messages = Array.from({ length: order.readingsPerMessage }, () => {
      const { metric, channel } = this.#device;
      return { at: Date.now(), sequence: this.sequence++, metric, channel, value: 1 };
    });
    const payload = JSON.stringify(order.readingsPerMessage === 1 ? messages[0] : messages);
    this.waiting.set(this.sender.publish(this.#device.topic, payload), dueAt);
  }
}

/** Acknowledgements since the end of the warm-up, and all of them. */
const latencies: number[] = [];
let acknowledged = 0;

async function main(): Promise<LoadResult> {
  if ('connect' in order.pace) return connectAll();
  const connections = await openAll();
  const startedAt = performance.now();
  const measureFrom = startedAt + warmUpMs;
  const endsAt = measureFrom + measuredMs;
  const isRunning = () => performance.now() < endsAt;
  const { pace } = order;
  for (const connection of connections) {
    connection.sender.onAck = (messageId) => {
      const now = performance.now();
      const dueAt = connection.waiting.get(messageId) ?? now;
      connection.waiting.delete(messageId);
      acknowledged += 1;
      if (now >= measureFrom && now < endsAt) latencies.push(now - dueAt);
      if ('full' in pace && now < endsAt) connection.send(now);
    };
  }
  if ('full' in pace) for (const connection of connections) fill(connection, pace.full);
  else await sendAtRate(connections, pace.rate, startedAt, isRunning);
  while (isRunning()) await nextTurn();
  // What is on the way still arrives: every message must be accounted for.
  while (connections.some(({ waiting }) => waiting.size > 0)) await nextTurn();
  for (const { sender } of connections) sender.close();
  return resultOf(latencies, connections);
}

function fill(connection: LoadConnection, windowMessages: number): void {
  for (let index = 0; index < windowMessages; index++) connection.send(performance.now());
}

async function sendAtRate(
  connections: readonly LoadConnection[],
  perSecond: number,
  startedAt: number,
  isRunning: () => boolean,
): Promise<void> {
  for (let sent = 0; isRunning(); await nextTurn()) {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1_000);
    for (; sent < due; sent++) {
      connections[sent % connections.length]?.send(startedAt + (sent * 1_000) / perSecond);
    }
  }
}

async function connectAll(): Promise<LoadResult> {
  const endsAt = performance.now() + measuredMs;
  const opened = await Promise.all(
    order.devices.slice(0, connectionsAtOnce).map(async (device) => {
      const tookMs: number[] = [];
      while (performance.now() < endsAt) {
        const startedAt = performance.now();
        const sender = await openSender(device);
        tookMs.push(performance.now() - startedAt);
        sender.close();
      }
      return tookMs;
    }),
  );
  return resultOf(opened.flat(), []);
}

function openAll(): Promise<LoadConnection[]> {
  return Promise.all(order.devices.map(async (device) => new LoadConnection(await openSender(device), device)));
}

function openSender({ deviceId, secret }: LoadDevice): Promise<MqttSender> {
  return MqttSender.open({ host: order.host, port: order.port, deviceId, secret });
}

function resultOf(samples: readonly number[], connections: readonly LoadConnection[]): LoadResult {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    perSecond: samples.length / order.seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    readingsAcknowledged: acknowledged * order.readingsPerMessage,
    lastSequence: Math.max(0, ...connections.map(({ sequence }) => sequence)),
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

process.send?.({ ready: await main() });
process.disconnect?.();
