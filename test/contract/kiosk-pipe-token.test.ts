/** Who may open the WebSocket of the Chromium shell: the page that was served, once; nobody else on the machine's browser. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createPageServer, type PageServer } from '#kiosk/shell-chromium/page-server.ts';

describe('the door of the page', () => {
  let server: PageServer;
  let url = '';
  const opened: WebSocket[] = [];

  beforeAll(async () => {
    server = createPageServer({ root: import.meta.dirname, port: 0, onPage: (page) => void opened.push(page) });
    url = await server.start();
  });
  afterAll(() => server.stop());

  async function newToken(): Promise<string> {
    const answer = await fetch(`${url}/pipe`, { method: 'POST', headers: { origin: url } });
    return ((await answer.json()) as { token: string }).token;
  }

  function knock(token: string, origin: string): Promise<'in' | 'out'> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/pipe?token=${token}`, { origin });
    return new Promise((resolve) => {
      socket.once('open', () => resolve('in')).once('error', () => resolve('out'));
    });
  }

  test('a token opens one pipe and no second', async () => {
    const token = await newToken();
    expect(await knock(token, url)).toBe('in');
    expect(await knock(token, url)).toBe('out');
    expect(opened).toHaveLength(1);
  });

  test('another origin gets neither a token nor a pipe', async () => {
    const answer = await fetch(`${url}/pipe`, { method: 'POST', headers: { origin: 'http://example.org' } });
    expect(answer.status).toBe(405);
    expect(await knock(await newToken(), 'http://example.org')).toBe('out');
  });

  test('a guessed token opens nothing', async () => expect(await knock('guess', url)).toBe('out'));

  test('a name that resolves to this machine is not this page', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${url}/pipe`, { method: 'POST', headers: { host: 'evil.example', origin: url } });
      asked.once('response', (response) => resolve(response.statusCode)).once('error', reject);
      asked.end();
    });
    expect(status).toBe(421);
  });

  test('nothing outside of the built screens is served', async () => {
    for (const path of ['/../../package.json', '/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json']) {
      expect((await fetch(`${url}${path}`)).status, path).toBe(404);
    }
  });

  test('every file comes with the content security policy', async () => {
    const answer = await fetch(`${url}/kiosk-pipe.test.ts`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});
