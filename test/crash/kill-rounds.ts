/**
 * A real gateway is killed with SIGKILL at random moments while counters publish at QoS 1, and started again on the same
 * folder. After each kill the files are held against what was acknowledged. Counters behave as ours do: they keep a message
 * until it is acknowledged, send it again after a reconnect, and now and then send one too often.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { loadSite } from '#firmware/load-site.ts';
import { identityFile } from '#gateway/data-dir.ts';
import { openIdentities } from '#gateway/store/identity.ts';
import type { Site, SiteDevice } from '#shared/domain/site.ts';
import { formatTopic } from '#shared/wire/topics.ts';
import { createRandom, type Random } from '../mall/crowd/random.ts';
import { startProcess } from '../runner/process.ts';
import { checkPromises, type Kept, type Promised } from './kept-promises.ts';
import { MqttSender } from './mqtt-sender.ts';

export interface KillOptions {
  readonly rounds: number;
  readonly seed: number;
  /** An empty folder. */
  readonly dataDir: string;
  /** Told one line a round. */
  readonly say: (line: string) => void;
}

/** Readings and refused messages, each counted once, and messages that were sent again. */
export interface KillReport extends Kept {
  readonly sent: number;
  readonly acknowledged: number;
  readonly sentAgain: number;
}

const siteFolder = 'firmware-config/sites/demo';
/** Messages of a counter that may wait for their acknowledgement. */
const windowMax = 20;
/** The longest life of a gateway under load; some are killed before a device is back. */
const lifeMaxMs = 1_200;

/** Kills a gateway so many times, then lets it run until everything is acknowledged and stops it with SIGTERM. */
export async function runKillRounds(options: KillOptions): Promise<KillReport> {
  const { rounds, seed, dataDir, say } = options;
  const random = createRandom(seed, 'kills');
  const counters = provisionCounters(dataDir, random);
  let kept: Kept = { stored: 0, refused: 0, losses: 0, broken: [] };
  for (let round = 1; round <= rounds && kept.broken.length === 0; round++) {
    const gateway = await startGateway(dataDir);
    const lifeMs = Math.floor(random.between(0, lifeMaxMs));
    const load = Promise.all(counters.map((counter) => counter.run(gateway.ready.mqttPort)));
    await wait(lifeMs);
    await gateway.kill();
    for (const counter of counters) counter.disconnect();
    await load;
    const promised = promisedTo(counters);
    kept = checkPromises(dataDir, promised);
    const onDisk = kept.stored + kept.refused;
    say(`round ${round}: killed after ${lifeMs} ms; ${acknowledgedOf(promised)} acknowledged, ${onDisk} on disk`);
  }
  if (kept.broken.length === 0) kept = await settle(dataDir, counters);
  const sent = counters.reduce((total, counter) => total + counter.sent, 0);
  const sentAgain = counters.reduce((total, counter) => total + counter.sentAgain, 0);
  return { ...kept, sent, sentAgain, acknowledged: acknowledgedOf(promisedTo(counters)) };
}

async function settle(dataDir: string, counters: readonly Counter[]): Promise<Kept> {
  const gateway = await startGateway(dataDir);
  await Promise.all(counters.map((counter) => counter.finish(gateway.ready.mqttPort)));
  for (const counter of counters) counter.disconnect();
  const code = await gateway.stop();
  const kept = checkPromises(dataDir, promisedTo(counters));
  return code === 0 ? kept : { ...kept, broken: [...kept.broken, `SIGTERM ended with ${code}:\n${gateway.output()}`] };
}

function startGateway(dataDir: string) {
  const words = [
    '--data',
    dataDir,
    '--site',
    siteFolder,
    '--mqtt-port',
    '0',
    '--http-port',
    '0',
    '--log-level',
    'warn',
  ];
  return startProcess<{ mqttPort: number }>('gateway/main.ts', words);
}

function provisionCounters(dataDir: string, random: Random): readonly Counter[] {
  const loaded = loadSite(siteFolder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const identities = openIdentities(identityFile(dataDir));
  if (!identities.ok) throw new Error(identities.fault.detail);
  const { site } = loaded.value;
  const devices = site.devices.filter(({ profileId }) => profileId === 'atrium-counter').slice(0, 10);
  const counters = devices.map((device) => {
    const { secret } = identities.value.provision('device', device.id, null);
    return new Counter(site, device, secret, random);
  });
  identities.value.close();
  return counters;
}

function promisedTo(counters: readonly Counter[]): Promised {
  return {
    readings: new Set(counters.flatMap(({ readings }) => readings)),
    refusals: new Set(counters.flatMap(({ refusals }) => refusals)),
  };
}

function acknowledgedOf({ readings, refusals }: Promised): number {
  return readings.size + refusals.size;
}

interface Message {
  readonly payload: string;
  readonly readings: readonly string[];
  readonly refusal: string | null;
}

class Counter {
  readonly readings: string[] = [];
  readonly refusals: string[] = [];
  sent = 0;
  sentAgain = 0;
  readonly #device: SiteDevice;
  readonly #topic: string;
  readonly #secret: string;
  readonly #random: Random;
  readonly #waiting = new Map<number, Message>();
  #unacknowledged: Message[] = [];
  #lastAcknowledged: Message | null = null;
  #sequence = 0;
  #sender: MqttSender | null = null;
  #isFinishing = false;
  #onIdle: () => void = () => undefined;

  constructor(site: Site, device: SiteDevice, secret: string, random: Random) {
    this.#device = device;
    this.#topic = formatTopic({ siteId: site.id, deviceId: device.id, kind: 'up', itemId: '' });
    this.#secret = secret;
    this.#random = random;
  }

  /** Sends what was not acknowledged, then new messages, until it is disconnected. */
  async run(port: number): Promise<void> {
    const address = { host: '127.0.0.1', port, deviceId: this.#device.id, secret: this.#secret };
    // The gateway may be killed before it let the device in.
    this.#sender = await MqttSender.open(address).catch(() => null);
    if (this.#sender === null) return;
    this.#sender.onAck = (messageId) => this.#acknowledge(messageId);
    const again = this.#unacknowledged;
    this.#unacknowledged = [];
    if (this.#lastAcknowledged !== null && this.#random.chance(0.5)) again.unshift(this.#lastAcknowledged);
    this.sentAgain += again.length;
    for (const message of again) this.#send(message);
    this.#fillWindow();
  }

  /** Sends what was not acknowledged, and resolves when all of it is. */
  async finish(port: number): Promise<void> {
    this.#isFinishing = true;
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await this.run(port);
    if (this.#waiting.size > 0) await idle;
  }

  disconnect(): void {
    this.#sender?.close();
    this.#sender = null;
    // In the order of sending: message ids come round, but insertion order does not lie.
    this.#unacknowledged.unshift(...this.#waiting.values());
    this.#waiting.clear();
  }

  #acknowledge(messageId: number): void {
    const message = this.#waiting.get(messageId);
    if (message === undefined) return;
    this.#waiting.delete(messageId);
    this.readings.push(...message.readings);
    if (message.refusal !== null) this.refusals.push(message.refusal);
    this.#lastAcknowledged = message;
    this.#fillWindow();
    if (this.#waiting.size === 0) this.#onIdle();
  }

  #fillWindow(): void {
    while (!this.#isFinishing && this.#sender !== null && this.#waiting.size < windowMax) this.#send(this.#next());
  }

  #send(message: Message): void {
    if (this.#sender === null) return;
    this.#waiting.set(this.#sender.publish(this.#topic, message.payload), message);
  }

  /** Mostly one reading, sometimes a batch, now and then nonsense that belongs into quarantine. */
  #next(): Message {
    if (this.#random.chance(0.002)) {
      const refusal = `nonsense ${this.#device.id} ${this.sent++}`;
      return { payload: refusal, readings: [], refusal };
    }
    const count = this.#random.chance(0.1) ? 2 + this.#random.below(30) : 1;
    const [channel = ''] = Object.keys(this.#device.channels);
    const messages = Array.from({ length: count }, () => {
      this.#sequence += 1;
      return { at: Date.now(), sequence: this.#sequence, metric: 'line.cross.forward', channel, value: 1 };
    });
    this.sent += count;
    return {
      payload: JSON.stringify(count === 1 ? messages[0] : messages),
      readings: messages.map(({ sequence }) => `${this.#device.id} ${sequence}`),
      refusal: null,
    };
  }
}
