/**
 * The kiosk service as a process. A shell starts it: Electron as a utility process that sends MessagePorts, the
 * Chromium shell as a forked process that sends page frames. It opens no port of its own.
 */
import { mkdirSync } from 'node:fs';
import { systemClock } from '#shared/node/clock.ts';
import { stopOnSignal } from '#shared/node/lifecycle.ts';
import { createLog } from '#shared/node/log.ts';
import { readKioskConfig } from './config.ts';
import { createHttpGatewayLink } from './http-gateway-link.ts';
import { createKioskService, type KioskService } from './kiosk-service.ts';
import { createPageChannel } from './page-channel.ts';
import { type PortLike, pipeOfPort } from './port-pipe.ts';

/** Electron's side of a utility process, as far as it is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { ports: PortLike[] }) => void): void;
}

const stopDeadlineMs = 4_000;

async function main(): Promise<void> {
  const config = readKioskConfig(process.argv.slice(2), process.env);
  if (!config.ok) return refuse(config.fault);
  const log = createLog({ level: 'info' }).child({ kiosk: config.value.kioskId });
  mkdirSync(config.value.dataDir, { recursive: true, mode: 0o700 });
  const service = createKioskService({
    dataDir: config.value.dataDir,
    link: createHttpGatewayLink(config.value),
    clock: systemClock,
    log,
    random: Math.random,
  });
  const started = await service.start();
  if (!started.ok) return refuse([started.fault.detail]);
  stopOnSignal(() => service.stop(), { deadlineMs: stopDeadlineMs, log });
  connectShell(service);
}

function connectShell(service: KioskService): void {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    parentPort.on('message', ({ ports }) => {
      for (const port of ports) service.serve(pipeOfPort(port, (event) => (event as { data: unknown }).data));
    });
    return;
  }
  const receive = createPageChannel(
    (frame) => void process.send?.(frame),
    (pipe) => service.serve(pipe),
  );
  process.on('message', receive);
  // A shell that was killed leaves no orphan behind; everything promised is on disk.
  process.send?.({ kind: 'ready', page: 0 });
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

function refuse(problems: readonly string[]): void {
  for (const line of problems) process.stderr.write(`kiosk: ${line}\n`);
  process.exitCode = 1;
}

await main();
