import { on } from 'node:events';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { devicePage, pushAnswer } from '#shared/wire/device-api.ts';
import { problem } from '#shared/wire/fields.ts';
import { siteView } from '#shared/wire/floor-api.ts';
import { liveMessage } from '#shared/wire/live.ts';
import { sessionView } from '#shared/wire/session-api.ts';
import { House } from '../runner/house.ts';
import { startProcess } from '../runner/process.ts';

const counter = 'counter-1f-east-door';
const house = new House({ devices: [counter], kiosks: ['kiosk-1'], systems: ['pos'] });
beforeAll(() => house.open());
afterAll(() => house.close());

async function refusal(response: Response): Promise<[status: number, code: string]> {
  return [response.status, problem.parse(await response.json()).code];
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The kinds of the live feed's first messages, up to and without the first that repeats. */
async function opening(cookie: string): Promise<readonly string[]> {
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/api/v1/live`, { headers: { cookie } });
  const kinds: string[] = [];
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    const { type } = liveMessage.parse(JSON.parse(String(data)));
    if (kinds.includes(type)) break;
    kinds.push(type);
  }
  socket.close();
  return kinds;
}

describe('people', () => {
  test('a wrong secret and an unknown name are refused alike', async () => {
    const wrong = await post('/api/v1/session', { name: 'ops', secret: 'nonsense' });
    const unknown = await post('/api/v1/session', { name: 'nobody', secret: 'nonsense' });
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  test('a role opens its own screens and data, and no others', async () => {
    const cookie = await house.signIn('ops');
    const session = await fetch(`${house.url}/api/v1/session`, { headers: { cookie } });
    expect(sessionView.parse(await session.json())).toMatchObject({ role: 'ops', screens: ['ops', 'facilities'] });
    const site = await fetch(`${house.url}/api/v1/site`, { headers: { cookie } });
    expect(siteView.parse(await site.json()).id).toBe('demo');
    expect(await refusal(await fetch(`${house.url}/api/v1/desk`, { headers: { cookie } }))).toEqual([
      403,
      'not_allowed',
    ]);
    expect(await opening(cookie)).toEqual(['hello', 'beat', 'zones', 'bays', 'devices']);
    expect(await refusal(await fetch(`${house.url}/api/v1/site`))).toEqual([401, 'not_signed_in']);
  });

  test('a cashier works at a desk that exists', async () => {
    await expect(house.signIn('cashier')).rejects.toThrow('desk_missing');
    await expect(house.signIn('cashier', 'desk-99')).rejects.toThrow('desk-99');
    const cookie = await house.signIn('cashier', 'desk-1');
    expect(await opening(cookie)).toEqual(['hello', 'beat', 'codes']);
  });

  test('signing out ends the session, and nobody signed in is no error', async () => {
    const cookie = await house.signIn('facilities');
    await fetch(`${house.url}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
    const session = await fetch(`${house.url}/api/v1/session`, { headers: { cookie } });
    expect([session.status, await session.json()]).toEqual([200, null]);
    expect(await refusal(await fetch(`${house.url}/api/v1/devices`, { headers: { cookie } }))).toEqual([
      401,
      'not_signed_in',
    ]);
  });
});

describe('machines', () => {
  test('each kind has its own doors', async () => {
    expect((await house.call({ kind: 'kiosk', name: 'kiosk-1' }, '/api/v1/kiosk/feed?after=0')).status).toBe(200);
    const asKiosk = await house.call({ kind: 'kiosk', name: 'kiosk-1' }, '/api/v1/pos/receipts', {});
    expect(await refusal(asKiosk)).toEqual([401, 'credential_wrong']);
  });

  test('a device pushes only for itself, and only what it may', async () => {
    const other = await house.call({ kind: 'device', name: counter }, '/api/v1/push/counter-1f-west-door', {});
    expect(await refusal(other)).toEqual([403, 'not_allowed']);
    const large = await house.call({ kind: 'device', name: counter }, `/api/v1/push/${counter}`, {
      x: 'x'.repeat(300_000),
    });
    expect(await refusal(large)).toEqual([413, 'payload_too_large']);
  });

  test.each([
    ['an unknown device', { clientId: 'ghost', username: 'ghost', password: 'x' }],
    ['a wrong secret', { clientId: counter, username: counter, password: 'x' }],
    ['no credential', { clientId: counter }],
  ])('over MQTT %s is refused by the CONNACK', async (_case, options) => {
    await expect(mqtt.connectAsync(house.mqttUrl, { ...options, reconnectPeriod: 0 })).rejects.toThrow(
      /Not authorized|Bad username/i,
    );
  });
});

describe('two more doors', () => {
  test('MQTT over WebSocket on the HTTP port', async () => {
    const client = await mqtt.connectAsync(`${house.url.replace('http', 'ws')}/mqtt`, {
      clientId: counter,
      username: counter,
      password: house.secretOf('device', counter),
      reconnectPeriod: 0,
    });
    const state = JSON.stringify({ online: true, firmware: '5.3.2' });
    await client.publishAsync(`atrium/demo/${counter}/state`, state, { qos: 1, retain: true });
    await client.endAsync();
    const cookie = await house.signIn('facilities');
    const page = await (await fetch(`${house.url}/api/v1/devices/${counter}`, { headers: { cookie } })).json();
    expect(devicePage.parse(page).device.firmware).toBe('5.3.2');
  });

  test("a sensor's push over HTTP is stored once, however often it is sent", async () => {
    const to = Date.now() - 60_000;
    const counts = [
      { id: 1001, name: 'fw', value: 7 },
      { id: 1002, name: 'bw', value: 3 },
    ];
    const geometries = [{ id: 1, name: 'East door', type: 'LINE' }];
    const records = [{ from: to - 60_000, to, samples: 600, samples_expected: 600, counts }];
    const body = {
      logics_data: {
        package_info: { version: '5.0', id: 77, agent_id: 1 },
        logics: [{ id: 1, name: 'East door', info: 'XLT_LINE_IN_OUT_COUNT', geometries, records }],
      },
    };
    const push = async () =>
      pushAnswer.parse(
        await (await house.call({ kind: 'device', name: counter }, `/api/v1/push/${counter}`, body)).json(),
      );
    expect(await push()).toEqual({ stored: 2, quarantined: 0 });
    expect(await push()).toEqual({ stored: 0, quarantined: 0 });
  });

  test('no second gateway works on the same data', async () => {
    const second = startProcess('gateway/main.ts', ['--data', house.dataDir, '--http-port', '0', '--mqtt-port', '0']);
    await expect(second).rejects.toThrow(`atrium: ${house.dataDir}: Another process works on this folder.`);
  });
});

describe('wrong requests', () => {
  test.each([
    ['a missing field is named', { name: 'ops' }, 'secret'],
    ['an unknown field is named', { name: 'ops', secret: 'x', admin: true }, 'admin'],
    ['broken JSON is one line', '{"name":', 'JSON'],
  ])('%s', async (_case, body, named) => {
    const response = await post('/api/v1/session', body);
    const refused = problem.parse(await response.json());
    expect([response.status, refused.code]).toEqual([400, 'request_invalid']);
    expect(refused.detail).toContain(named);
    expect(refused.detail).not.toContain('\n');
  });

  test('an address that does not exist is said so', async () => {
    expect(await refusal(await fetch(`${house.url}/api/v1/nothing`))).toEqual([404, 'not_found']);
  });
});

describe('what the gateway says of itself', () => {
  test('the OpenAPI document describes every route that people, kiosks and desks use', async () => {
    const document = (await (await fetch(`${house.url}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/session',
        '/api/v1/floor',
        '/api/v1/devices',
        '/api/v1/kiosk/ops',
        '/api/v1/desk/verify',
      ]),
    );
  });

  test('health, readiness and metrics answer without a credential', async () => {
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${house.url}/readyz`)).json()).toEqual({ status: 'ready' });
    expect(await (await fetch(`${house.url}/metrics`)).text()).toMatch(/^atrium_readings_stored_total \d+$/m);
  });
});
