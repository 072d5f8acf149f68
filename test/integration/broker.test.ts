/** The MQTT door with real sockets, a real store and the client library that devices use. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect as openSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { generate } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBroker } from '#gateway/sensing/broker/broker.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { silentLog } from '#shared/node/log.ts';
import { counterChannel, counterName, counterSite } from '#test/crash/counter-site.ts';
import { type IntakePart, startIntakePart, testSecret } from '#test/crash/intake-part.ts';

const first = counterName(0);
const second = counterName(1);
const up = (deviceId: string) => `atrium/test/${deviceId}/up`;

let data = '';
let part: IntakePart;
let clients: MqttClient[];
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'atrium-broker-'));
  clients = [];
  part = await startIntakePart({ data, site: counterSite(3), limits: { mqttClientsMax: 4, payloadBytesMax: 4_096 } });
});
afterEach(async () => {
  for (const client of clients) await client.endAsync(true);
  await part.stop();
  rmSync(data, { recursive: true });
});

async function connect(deviceId: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${part.mqttPort}`, {
    clientId: deviceId,
    username: deviceId,
    password: testSecret,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  });
  clients.push(client);
  return client;
}

function crossing(sequence: number, changes: object = {}): string {
  const message = { at: Date.now(), sequence, metric: 'line.cross.forward', channel: counterChannel, value: 1 };
  return JSON.stringify({ ...message, ...changes });
}

const latest = (deviceId: DeviceId) => part.store.readings.latestOf(deviceId, 100);
const refused = (deviceId: DeviceId) => part.store.quarantine.latestOf(deviceId, 100);

describe('signing in', () => {
  test.each([
    ['a wrong secret', { password: 'wrong' }, 4],
    ['no credential', { username: '', password: '' }, 4],
    ['a client id that is another name', { clientId: second }, 2],
    ['a device that the site does not have', { clientId: 'nobody', username: 'nobody' }, 5],
  ])('%s is answered with its return code', async (_what, options, code) => {
    await expect(connect(first, options)).rejects.toMatchObject({ code });
    expect(part.broker.stats()).toMatchObject({ signInsRefused: 1 });
    expect(part.presences).toEqual([]);
  });

  test('presence is told when a session opens and when it breaks', async () => {
    const client = await connect(first);
    client.stream.destroy();
    await expect
      .poll(() => part.presences.map(({ deviceId, online }) => [deviceId, online]))
      .toEqual([
        [first, true],
        [first, false],
      ]);
  });

  test('a second session of a device takes the place of the first', async () => {
    const old = await connect(first);
    const closed = new Promise<void>((resolve) => old.once('close', () => resolve()));
    const young = await connect(first);
    await closed;
    await young.publishAsync(up(first), crossing(1), { qos: 1 });
    expect(part.presences.at(-1)).toMatchObject({ online: true });
  });

  test('more connections than allowed are closed at once, and those that are open work on', async () => {
    const client = await connect(first);
    const idle = Array.from({ length: 3 }, () => openSocket(part.mqttPort, '127.0.0.1'));
    await expect.poll(() => part.broker.stats().connections).toBe(4);
    const surplus = openSocket(part.mqttPort, '127.0.0.1');
    await new Promise<void>((resolve) => surplus.once('close', () => resolve()));
    await client.publishAsync(up(first), crossing(1), { qos: 1 });
    for (const socket of idle) socket.destroy();
  });
});

describe('publishing', () => {
  test.each([0, 1, 2] as const)('at QoS %i a reading is stored', async (qos) => {
    const client = await connect(first);
    await client.publishAsync(up(first), crossing(7), { qos });
    if (qos > 0) expect(latest(first)).toMatchObject([{ sequence: 7, value: 1 }]);
    else await expect.poll(() => latest(first)).toMatchObject([{ sequence: 7 }]);
  });

  test('a foreign topic of its profile is admitted, and its payload decoded as the profile says', async () => {
    const client = await connect(first);
    await client.publishAsync(`test/SN-${first}/anything`, crossing(1), { qos: 1 });
    expect(latest(first)).toHaveLength(1);
  });

  test.each([
    ["another device's topic", up(second)],
    ['a topic of nobody', 'somewhere/else'],
    ['a topic too deep', `${up(first)}${'/a'.repeat(20)}`],
    ['a topic too long', `atrium/test/${'x'.repeat(600)}`],
  ])('%s is refused into quarantine and acknowledged; the session goes on', async (_what, topic) => {
    const client = await connect(first);
    await client.publishAsync(topic, crossing(1), { qos: 1 });
    await client.publishAsync(up(first), crossing(2), { qos: 1 });
    expect(refused(first)).toMatchObject([{ code: 'topic_invalid' }]);
    expect(latest(first)).toHaveLength(1);
    expect(latest(second)).toEqual([]);
  });

  test('a payload over the bound is refused into quarantine and acknowledged', async () => {
    const client = await connect(first);
    await client.publishAsync(up(first), 'x'.repeat(4_200), { qos: 1 });
    expect(refused(first)).toMatchObject([
      { code: 'payload_too_large', detail: 'payload: 4200 bytes, at most 4096', sizeBytes: 4_200 },
    ]);
  });

  test('a packet far over the bound ends the session before it is collected', async () => {
    const client = await connect(first);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.publish(up(first), 'x'.repeat(1_000_000), { qos: 1 });
    await closed;
    await expect.poll(() => refused(first)).toMatchObject([{ code: 'payload_too_large' }]);
  });

  test.each([
    [
      'a topic of a thousand levels',
      generate({ cmd: 'publish', topic: '/'.repeat(1_000), payload: 'x', qos: 0, dup: false, retain: false }),
    ],
    [
      'a subscription of a thousand levels',
      generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '/'.repeat(1_000), qos: 0 }] }),
    ],
    ['bytes that are no MQTT', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s does not bring the gateway down', async (_what, bytes) => {
    const client = await connect(first);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.stream.write(bytes);
    await closed;
    const other = await connect(second);
    await other.publishAsync(up(second), crossing(1), { qos: 1 });
    expect(latest(second)).toHaveLength(1);
  });

  test('a flood of QoS 0 to topics without subscribers passes (mqemitter#204)', async () => {
    const client = await connect(first);
    for (let sequence = 1; sequence <= 5_000; sequence++) client.publish(up(first), crossing(sequence), { qos: 0 });
    await client.publishAsync(up(first), crossing(5_001), { qos: 1 });
    expect(part.pipeline.stats()).toMatchObject({ stored: 5_001, quarantined: 0 });
  });
});

describe('presence', () => {
  test('a state is retained, told as a fact, and the will speaks when the device is gone', async () => {
    const state = `atrium/test/${first}/state`;
    const client = await connect(first, { will: { topic: state, payload: '{"online":false}', qos: 1, retain: true } });
    await client.publishAsync(state, '{"online":true,"firmware":"1.2"}', { qos: 1, retain: true });
    client.stream.destroy();
    const facts = () => part.batches.flatMap((batch) => batch.facts.map(({ fact }) => fact));
    await expect.poll(facts).toEqual([
      { kind: 'online', online: true },
      { kind: 'firmware', version: '1.2' },
      { kind: 'online', online: false },
    ]);
    const again = await connect(first);
    const retained = new Promise((resolve) => again.once('message', (_topic, payload) => resolve(payload.toString())));
    await again.subscribeAsync(state, { qos: 1 });
    expect(await retained).toBe('{"online":false}');
  });

  test('a state that cannot be read is not retained', async () => {
    const client = await connect(first);
    await client.publishAsync(`atrium/test/${first}/state`, 'gibberish', { qos: 1, retain: true });
    const messages: string[] = [];
    client.on('message', (topic) => messages.push(topic));
    await client.subscribeAsync(`atrium/test/${first}/#`);
    await client.publishAsync(`atrium/test/${first}/state`, '{"online":true}', { qos: 1 });
    await expect.poll(() => messages).toEqual([`atrium/test/${first}/state`]);
    expect(refused(first)).toHaveLength(1);
  });
});

describe('subscribing', () => {
  test.each(['#', '+/+/+/+', `atrium/test/${second}/#`, '$SYS/#', `$share/g/atrium/test/${first}/#`])(
    '%s is denied, and the session goes on',
    async (filter) => {
      const client = await connect(first);
      await expect(client.subscribeAsync(filter)).rejects.toThrow();
      const [granted] = await client.subscribeAsync(`atrium/test/${first}/#`, { qos: 1 });
      expect(granted?.qos).toBe(1);
    },
  );

  test('a denied filter is not kept in a lasting session either', async () => {
    const lasting = await connect(first, { clean: false });
    await lasting
      .subscribeAsync([`atrium/test/${first}/state`, `atrium/test/${second}/state`], { qos: 1 })
      .catch(() => null);
    await lasting.endAsync();
    const other = await connect(second);
    await other.publishAsync(`atrium/test/${second}/state`, '{"online":true}', { qos: 1 });
    const messages: string[] = [];
    const again = await connect(first, { clean: false, manualConnect: false });
    again.on('message', (topic) => messages.push(topic));
    await again.publishAsync(`atrium/test/${first}/state`, '{"online":true}', { qos: 1 });
    await expect.poll(() => messages).toEqual([`atrium/test/${first}/state`]);
  });
});

test('a port in use is one clear line, not a crash', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const broker = createBroker({
    directory: { site: counterSite(0), find: () => null, findForeign: () => null },
    identity: { verifyMachine: () => ({ ok: true, value: { kind: 'device', name: first } }) },
    intake: part.pipeline,
    listen: { host: '127.0.0.1', port },
    limits: { ...limitsOf() },
    clock: { now: () => 0 },
    log: silentLog,
    onPresence: () => undefined,
  });
  const started = await broker.start();
  expect(started).toEqual({
    ok: false,
    fault: { code: 'port_in_use', detail: `MQTT cannot listen on 127.0.0.1:${port} (EADDRINUSE)` },
  });
  taken.close();
});

function limitsOf() {
  return {
    mqttClientsMax: 4,
    topicDepthMax: 10,
    topicBytesMax: 512,
    payloadBytesMax: 4_096,
    connectTimeoutMs: 1_000,
    subscriptionsPerClientMax: 8,
  };
}
