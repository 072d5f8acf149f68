/** What machines ask of the gateway itself: alive, ready, metrics. Open to all, for they tell nothing about people. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { App } from './app.ts';

/** One figure that the gateway exports; read when it is asked for. */
export interface Measurement {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

export interface OperationParts {
  readonly measurements: readonly Measurement[];
  /** What is not ready yet, in words; empty when all is. */
  readonly unready: () => readonly string[];
}

export function registerOperationRoutes(app: App, parts: OperationParts): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'atrium_' });
  for (const { name, help, read } of parts.measurements) {
    new Gauge({
      name: `atrium_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }

  app.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      summary: 'The process answers',
      tags: ['operation'],
      response: { 200: z.object({ status: z.literal('ok') }) },
    },
    handler: async (_request, reply) => reply.send({ status: 'ok' }),
  });

  app.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      summary: 'The gateway takes readings and serves screens',
      tags: ['operation'],
      response: {
        200: z.object({ status: z.literal('ready') }),
        503: z.object({ status: z.literal('not_ready'), waitingFor: z.array(z.string()) }),
      },
    },
    handler: async (_request, reply) => {
      const waitingFor = [...parts.unready()];
      if (waitingFor.length > 0) return reply.code(503).send({ status: 'not_ready', waitingFor });
      return reply.send({ status: 'ready' });
    },
  });

  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { summary: 'Metrics for Prometheus', tags: ['operation'], produces: ['text/plain'] },
    handler: async (_request, reply) => reply.type(registry.contentType).send((await registry.metrics()) as never),
  });
}
