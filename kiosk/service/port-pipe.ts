/** A MessagePort as a pipe: Electron's port in the service, Node's in tests. */
import type { Pipe } from '#kiosk/core/rpc.ts';

/** What Node's MessagePort and Electron's MessagePortMain have in common; both must be started. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(event: 'message' | 'close', listener: (event: unknown) => void): unknown;
  start(): void;
}

/** `unwrap` takes the message out of what the port emits: Electron wraps it in an event, Node does not. */
export function pipeOfPort(port: PortLike, unwrap: (event: unknown) => unknown = (event) => event): Pipe {
  let started = false;
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(unwrap(event)));
      if (!started) port.start();
      started = true;
    },
    onClose: (listener) => void port.on('close', () => listener()),
  };
}
