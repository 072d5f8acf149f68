/**
 * The one thing that the page gets from Electron: a pipe to the kiosk service, on request. The port itself travels through
 * the page's own message event, so that nothing of Electron is reachable from the page.
 */
import { contextBridge, ipcRenderer } from 'electron';

/** What of the page's window is used here; the node project knows no DOM. */
declare const window: {
  readonly origin: string;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

ipcRenderer.on('atrium-pipe', (event) => {
  const [port] = event.ports;
  if (port !== undefined) window.postMessage('atrium-pipe', window.origin, [port]);
});

contextBridge.exposeInMainWorld('atriumPipe', {
  request: () => ipcRenderer.send('atrium-pipe'),
});
