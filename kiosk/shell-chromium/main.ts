/**
 * The Chromium shell: starts the kiosk service as a child process, serves the screens on loopback, joins page and service
 * by a WebSocket, and opens a browser where there is a screen. `--port N --no-browser`; all else is the service's.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { stopOnSignal } from '#shared/node/lifecycle.ts';
import { createLog } from '#shared/node/log.ts';
import { browserArguments, findBrowser } from './browser.ts';
import { createPageServer } from './page-server.ts';
import { readShellFlags, type ShellFlags } from './shell-flags.ts';
import { createSupervised } from './supervised.ts';

const root = join(import.meta.dirname, '..', '..');
const servicePath = join(root, 'kiosk', 'service', 'main.ts');
const stopDeadlineMs = 4_000;
const childStopMs = 3_000;

/** What crosses the channel to the service; its side is kiosk/service/page-channel.ts. */
interface PageFrame {
  readonly kind: 'open' | 'message' | 'closed' | 'ready';
  readonly page: number;
  readonly message?: unknown;
}

async function run({ port, browser, serviceArgs, dataDir }: ShellFlags): Promise<void> {
  const say = (line: string) => process.stdout.write(`kiosk: ${line}\n`);
  const pages = new Map<number, WebSocket>();
  let lastPage = 0;

  const service = createSupervised({
    name: 'service',
    say,
    spawn: () => {
      const child = fork(servicePath, serviceArgs, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      child.on('message', (frame: PageFrame) => {
        if (frame.kind === 'message') pages.get(frame.page)?.send(JSON.stringify(frame.message));
      });
      // A page of a service that is gone starts over: it comes back wiped, with a new pipe.
      child.once('exit', () => {
        for (const page of pages.values()) page.close();
      });
      return child;
    },
  });

  const server = createPageServer({
    root: join(root, 'dist', 'kiosk-ui'),
    port,
    onPage(socket) {
      lastPage += 1;
      const page = lastPage;
      const tell = (frame: PageFrame) => sendTo(service.child(), frame);
      pages.set(page, socket);
      tell({ kind: 'open', page });
      socket.on('message', (data) => tell({ kind: 'message', page, message: parse(String(data)) }));
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        pages.delete(page);
        tell({ kind: 'closed', page });
      });
    },
  });

  const url = await started(service.start(), () => server.start());
  if (url === null) return await service.stop(childStopMs);
  const path = browser ? findBrowser(process.env, process.platform) : null;
  const shown = path === null ? null : showBrowser(path, url, dataDir, say);
  stopOnSignal(
    // All at once: Ctrl-C reached the children too, and one that ends now must not be started again.
    async () => void (await Promise.all([shown?.stop(childStopMs), server.stop(), service.stop(childStopMs)])),
    { deadlineMs: stopDeadlineMs, log: createLog({ level: 'warn' }) },
  );
  say(path === null ? `open ${url} in a browser` : `shown by ${path}`);
  process.send?.({ ready: { url } });
}

/** The address when the service runs and the port is ours; null after one clear line. */
async function started(service: ChildProcess, listen: () => Promise<string>): Promise<string | null> {
  const ready = await new Promise<boolean>((resolve) => {
    service.on('message', (frame: PageFrame) => frame.kind === 'ready' && resolve(true));
    service.once('exit', () => resolve(false));
  });
  try {
    if (ready) return await listen();
  } catch (error) {
    refuse(`--port: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exitCode = 1;
  return null;
}

function refuse(line: string): void {
  process.stderr.write(`kiosk: ${line}\n`);
  process.exitCode = 1;
}

function showBrowser(path: string, url: string, dataDir: string, say: (line: string) => void) {
  const words = [...browserArguments(url, join(dataDir, 'browser'))];
  const browser = createSupervised({ name: 'browser', say, spawn: () => spawn(path, words, { stdio: 'ignore' }) });
  browser.start();
  return browser;
}

function sendTo(child: ChildProcess | null, frame: PageFrame): void {
  if (child?.connected) child.send(frame);
}

/** Not JSON is not a call; the service says so in its log. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const flags = readShellFlags(process.argv.slice(2), process.env);
if (typeof flags === 'string') refuse(flags);
else await run(flags);
