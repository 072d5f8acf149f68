/** How the page gets its pipe: Electron's preload hands over a port, the Chromium shell a WebSocket for one token. */
import { z } from 'zod';
import type { Pipe } from '#kiosk/core/rpc.ts';

declare global {
  interface Window {
    /** Set by Electron's preload: asks for a fresh port to the service, which arrives as a message to this window. */
    readonly atriumPipe?: { request(): void };
  }
}

/** Resolves with an open pipe; rejects where nobody answers. */
export function openPagePipe(): Promise<Pipe> {
  return window.atriumPipe === undefined ? openSocketPipe() : openPortPipe(window.atriumPipe);
}

const tokenAnswer = z.object({ token: z.string() });

async function openSocketPipe(): Promise<Pipe> {
  const answer = await fetch('/pipe', { method: 'POST' });
  const { token } = tokenAnswer.parse(await answer.json());
  const socket = new WebSocket(`ws://${window.location.host}/pipe?token=${encodeURIComponent(token)}`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  return {
    post: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => socket.addEventListener('message', (event) => listener(JSON.parse(String(event.data)))),
    onClose: (listener) => socket.addEventListener('close', () => listener()),
  };
}

function openPortPipe(preload: { request(): void }): Promise<Pipe> {
  return new Promise((resolve) => {
    function receive(event: MessageEvent): void {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'atrium-pipe' || port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(pipeOfPort(port));
    }
    window.addEventListener('message', receive);
    preload.request();
  });
}

function pipeOfPort(port: MessagePort): Pipe {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.addEventListener('close', () => listener()),
  };
}
