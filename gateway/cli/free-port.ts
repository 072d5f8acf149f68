/** Whether a program could listen on a port now. Only a forecast: whoever listens next must look for itself. */
import { createServer } from 'node:net';

/** True for port 0, which takes any free one. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  if (port === 0) return Promise.resolve(true);
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen({ host, port }, () => probe.close(() => resolve(true)));
  });
}
