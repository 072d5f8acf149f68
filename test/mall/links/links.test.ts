/** The wires against a real broker and a real HTTP server. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, describe, expect, test } from 'vitest';
import { smallSite } from '../small-site.ts';
import { HttpLink } from './http-link.ts';
import { retryDelayMs } from './link.ts';
import { MqttLink } from './mqtt-link.ts';
import { Outbox } from './outbox.ts';
import { Till } from './till.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

test('an outbox gives up the oldest first, and says how many', () => {
  const outbox = new Outbox<number>(8);
  for (let item = 1; item <= 30; item++) outbox.push(item);
  const rest: number[] = [];
  for (let item = outbox.take(); item !== undefined; item = outbox.take()) rest.push(item);
  expect(rest.at(-1)).toBe(30);
  expect(rest).toEqual(rest.map((_, index) => 31 - rest.length + index));
  expect(rest.length).toBeLessThanOrEqual(9);
  expect(outbox.dropped).toBe(30 - rest.length);
});

test('attempts come later and later, but not later than eighteen seconds', () => {
  expect(retryDelayMs(0)).toBeLessThan(700);
  expect(retryDelayMs(3)).toBeGreaterThan(3_000);
  expect(retryDelayMs(1_000)).toBeLessThanOrEqual(18_000);
});

describe('MQTT', () => {
  /** A broker on a port of its own choice, or again on the same one. */
  async function openBroker(port = 0) {
    const broker = await Aedes.createBroker();
    const heard: string[] = [];
    let refused = 0;
    broker.authenticate = (client, username, password, done) => {
      const known = client.id === username && String(password) === 'secret';
      if (!known) refused += 1;
      done(null, known);
    };
    broker.authorizePublish = (_client, { payload }, done) => {
      heard.push(String(payload));
      done(null);
    };
    const server: TcpServer = createTcpServer(broker.handle);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const close = async () => {
      await new Promise<void>((resolve) => broker.close(resolve));
      await new Promise((resolve) => server.close(resolve));
    };
    return { port: (server.address() as AddressInfo).port, heard, refused: () => refused, close };
  }

  const message = (payload: string) => ({ topic: 'atrium/small/scanner/up', payload, retain: false });

  function openLink(port: number, secret = 'secret') {
    const complaints: string[] = [];
    const will = { topic: 'atrium/small/scanner/state', payload: 'offline', retain: true };
    const complain = (name: string, reason: string) => void complaints.push(`${name}: ${reason}`);
    const link = new MqttLink({ url: `mqtt://127.0.0.1:${port}`, deviceId: 'scanner', secret, will, complain });
    cleanups.push(() => link.stop(500));
    link.start();
    return { link, complaints };
  }

  test('what happens while the gateway is away arrives when it is back, in order', async () => {
    const first = await openBroker();
    const { link } = openLink(first.port);
    link.send(message('1'));
    await expect.poll(() => first.heard).toEqual(['1']);
    await first.close();
    await expect.poll(() => link.stats.connected).toBe(false);
    for (const payload of ['2', '3', '4']) link.send(message(payload));
    expect(link.stats.waiting).toBe(3);

    const second = await openBroker(first.port);
    cleanups.push(second.close);
    await expect.poll(() => second.heard, { timeout: 10_000 }).toEqual(['2', '3', '4']);
    await expect.poll(() => link.stats).toMatchObject({ connected: true, sent: 4, waiting: 0, dropped: 0 });
  });

  test('a wrong secret is complained of once, and tried again', async () => {
    const broker = await openBroker();
    cleanups.push(broker.close);
    const { complaints } = openLink(broker.port, 'wrong');
    await expect.poll(() => broker.refused(), { timeout: 5_000 }).toBeGreaterThan(1);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(/^scanner: /);
  });

  test('a device that is switched off waits for its acknowledgements', async () => {
    const broker = await openBroker();
    cleanups.push(broker.close);
    const { link } = openLink(broker.port);
    await expect.poll(() => link.stats.connected).toBe(true);
    for (let number = 0; number < 100; number++) link.send(message(String(number)));
    await link.stop(2_000);
    await expect.poll(() => broker.heard.at(-1)).toBe('offline');
    expect(broker.heard).toHaveLength(101);
  });
});

describe('HTTP', () => {
  async function openServer(answers: (body: string) => number) {
    const posts: { url: string | undefined; authorization: string | undefined; body: string }[] = [];
    const server: Server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      posts.push({ url: request.url, authorization: request.headers.authorization, body });
      response.writeHead(answers(body)).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return { posts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  const silent = () => undefined;

  test('a busy gateway is asked again, a final refusal is given up and counted', async () => {
    const answers = [503, 200, 422, 200];
    const { posts, url } = await openServer(() => answers.shift() ?? 500);
    const link = new HttpLink({ url, name: 'reader', authorization: 'Basic eDp5', complain: silent });
    for (const body of ['a', 'b', 'c']) link.post(body);
    await expect.poll(() => link.stats, { timeout: 5_000 }).toMatchObject({ sent: 2, dropped: 1, waiting: 0 });
    expect(posts.map(({ body }) => body)).toEqual(['a', 'a', 'b', 'c']);
    expect(posts[0]?.authorization).toBe('Basic eDp5');
    await link.stop(100);
  });

  test('a link to nobody ends at once', async () => {
    const link = new HttpLink({ url: 'http://127.0.0.1:1', name: 'reader', authorization: '', complain: silent });
    link.post('a');
    await expect.poll(() => link.stats.connected).toBe(false);
    const startedAt = performance.now();
    await link.stop(1_000);
    expect(performance.now() - startedAt).toBeLessThan(900);
  });

  test('a till posts a receipt a sale, and sells to strangers without a member', async () => {
    const { posts, url } = await openServer((body) => (body.includes('member') ? 404 : 200));
    const sale = {
      kind: 'sale',
      at: 1_795_300_000_000.4,
      shopId: 'tea-house',
      amountFen: 4_200,
      phone: '+8613900000001',
    };
    const till = new Till({
      site: smallSite,
      httpUrl: url,
      name: 'pos',
      secret: 's',
      startedAt: 1_795_300_000_000,
      complain: silent,
    });
    till.ring(sale as Parameters<Till['ring']>[0]);
    till.ring({ ...sale, phone: null } as Parameters<Till['ring']>[0]);
    await expect.poll(() => till.stats.sent).toBe(2);
    const receipts = posts.map(({ body }) => JSON.parse(body));
    expect(posts[0]).toMatchObject({ url: '/api/v1/pos/receipts', authorization: 'Bearer pos:s' });
    expect(receipts.map(({ member }) => member)).toEqual(['+8613900000001', undefined, undefined]);
    expect(receipts[1]).toMatchObject({ shopId: 'tea-house', at: 1_795_300_000_000, amountFen: 4_200 });
    expect(receipts[1].number).toBe(receipts[0].number);
    expect(receipts[2].number).not.toBe(receipts[1].number);
    await till.stop(100);
  });
});
