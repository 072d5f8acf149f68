/** A peer of the benchmark: aedes by itself, in memory, everybody let in, nothing stored, nobody subscribed. */
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

const broker = await Aedes.createBroker({ concurrency: 0 });
const server = createServer({ noDelay: true }, (socket) => void broker.handle(socket));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ ready: { port, pid: process.pid } });
});
process.once('SIGTERM', () => process.exit(0));
