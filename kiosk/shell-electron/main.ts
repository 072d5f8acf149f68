/**
 * The Electron shell: one window that shows the built screens and can do nothing else, and the kiosk service in a
 * utility process. Page and service talk over a MessagePort; this process only introduces them.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  protocol,
  session,
  type UtilityProcess,
  utilityProcess,
} from 'electron';

/** This file is dist/kiosk-electron/main.js; screens and service are built beside it. */
const screens = join(import.meta.dirname, '..', 'kiosk-ui');
const servicePath = join(import.meta.dirname, 'service.js');
const origin = 'atrium://kiosk';
const restartDelaysMs = [200, 500, 1_000, 2_000, 5_000, 10_000];
/** Three deaths of the page in this time, and the whole program starts anew. */
const watchWindowMs = 5 * 60_000;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

protocol.registerSchemesAsPrivileged([{ scheme: 'atrium', privileges: { standard: true, secure: true } }]);
app.enableSandbox();

// A second kiosk on the same machine would share the data of the first.
if (app.requestSingleInstanceLock()) {
  await app.whenReady();
  start();
} else {
  app.quit();
}

function start(): void {
  let service = startService(0);
  let pageDeaths: number[] = [];
  protocol.handle('atrium', serveScreens);
  refuseEverything();
  const window = openWindow();
  const { webContents } = window;

  ipcMain.on('atrium-pipe', (event) => {
    if (event.senderFrame !== webContents.mainFrame || !event.senderFrame.url.startsWith(`${origin}/`)) return;
    const { port1, port2 } = new MessageChannelMain();
    service.postMessage(null, [port1]);
    webContents.postMessage('atrium-pipe', null, [port2]);
  });

  // The watchdog's ladder: a page that died is loaded again; one that keeps dying takes the program with it. What was
  // promised to a member is in the service's database either way.
  webContents.on('render-process-gone', () => {
    const at = Date.now();
    pageDeaths = [...pageDeaths.filter((death) => at - death < watchWindowMs), at];
    if (pageDeaths.length < 3) return void window.loadURL(`${origin}/index.html`);
    app.relaunch();
    app.exit(1);
  });
  webContents.on('unresponsive', () => webContents.forcefullyCrashRenderer());

  function startService(deaths: number): UtilityProcess {
    const child = utilityProcess.fork(servicePath, process.argv.slice(app.isPackaged ? 1 : 2), { stdio: 'inherit' });
    const startedAt = Date.now();
    child.once('exit', () => {
      const count = Date.now() - startedAt > 60_000 ? 0 : deaths;
      const delayMs = restartDelaysMs[Math.min(count, restartDelaysMs.length - 1)] ?? 0;
      setTimeout(() => {
        service = startService(count + 1);
        window.reload();
      }, delayMs);
    });
    return child;
  }
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    kiosk: true,
    frame: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  window.removeMenu();
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
  void webContents.setVisualZoomLevelLimits(1, 1);
  void window.loadURL(`${origin}/index.html`);
  return window;
}

/** No camera, no location, no notification, no device, no download: this page needs none. */
function refuseEverything(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}

/** The built screens under their own scheme; nothing outside of their folder exists. */
async function serveScreens(request: Request): Promise<Response> {
  const { hostname, pathname } = new URL(request.url);
  const path = normalize(join(screens, decodeURIComponent(pathname)));
  if (hostname !== 'kiosk' || request.method !== 'GET' || !path.startsWith(screens + sep)) {
    return new Response(null, { status: 404 });
  }
  try {
    const headers = {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    };
    return new Response(new Uint8Array(await readFile(path)), { headers });
  } catch {
    return new Response(null, { status: 404 });
  }
}
