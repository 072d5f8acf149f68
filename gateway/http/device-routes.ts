/** Devices: their health for people, and the door for those that push over HTTP. */
import { Readable } from 'node:stream';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DeviceReader, Intake } from '#gateway/ports/sensing.ts';
import { fault } from '#shared/domain/faults.ts';
import type { Clock } from '#shared/node/clock.ts';
import { deviceList, devicePage, pushAnswer } from '#shared/wire/device-api.ts';
import { deviceId, epochMs, problem } from '#shared/wire/fields.ts';
import { limits } from '../limits.ts';
import { type Access, machineOf } from './access.ts';
import type { App } from './app.ts';
import { answer, refuse } from './problem.ts';

export function registerDeviceRoutes(
  app: App,
  parts: { access: Access; devices: DeviceReader; intake: Intake; clock: Clock },
): void {
  const onRequest = parts.access.people('facilities', 'ops');
  const tags = ['devices'];

  app.route({
    method: 'GET',
    url: '/devices',
    onRequest,
    schema: { summary: 'All devices, the ill first', tags, response: { 200: deviceList } },
    handler: async (_request, reply) => reply.send(parts.devices.list()),
  });

  app.route({
    method: 'GET',
    url: '/devices/:deviceId',
    onRequest,
    schema: {
      summary: 'One device: timeline, recent readings, quarantine, losses',
      tags,
      params: z.object({ deviceId }),
      response: { 200: devicePage, 404: problem },
    },
    handler: async (request, reply) => answer(reply, parts.devices.page(request.params.deviceId)),
  });

  app.route({
    method: 'GET',
    url: '/devices/:deviceId/readings',
    onRequest,
    schema: {
      summary: 'Readings of one device as NDJSON, oldest first',
      tags,
      params: z.object({ deviceId }),
      querystring: z.object({ from: z.coerce.number().pipe(epochMs), to: z.coerce.number().pipe(epochMs) }),
      produces: ['application/x-ndjson'],
      response: { 404: problem },
    },
    handler: async (request, reply) => {
      const rows = parts.devices.readings(request.params.deviceId, request.query.from, request.query.to);
      if (!rows.ok) return refuse(reply, rows.fault);
      return reply.type('application/x-ndjson').send(Readable.from(linesOf(rows.value)) as never);
    },
  });

  registerPushRoute(app, parts);
}

/** Decoders want the very bytes that the device sent, whatever it calls them, so this route parses nothing. */
function registerPushRoute(app: App, parts: { access: Access; intake: Intake; clock: Clock }): void {
  void app.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limits.payloadBytesMax }, (_request, body, done) =>
      done(null, body),
    );
    scope.route({
      method: 'POST',
      url: '/push/:deviceId',
      onRequest: parts.access.machines('device'),
      schema: {
        summary: 'A message of a device that pushes over HTTP; the answer comes when it is on disk',
        tags: ['devices'],
        params: z.object({ deviceId }),
        response: { 200: pushAnswer, 403: problem, 413: problem, 503: problem },
      },
      handler: async (request, reply) => {
        const caller = machineOf(request);
        const target = request.params.deviceId;
        if (caller.name !== target) {
          return refuse(reply, fault('not_allowed', `${caller.name} may not push for ${target}.`));
        }
        if (!(request.body instanceof Uint8Array)) return refuse(reply, fault('request_invalid', 'The body is empty.'));
        const receipt = await parts.intake.accept({
          deviceId: target,
          topic: `http:${request.url}`,
          payload: request.body,
          receivedAt: parts.clock.now(),
        });
        if (!receipt.ok) return refuse(reply, receipt.fault);
        return reply.send({ stored: receipt.value.stored, quarantined: receipt.value.quarantined });
      },
    });
  });
}

function* linesOf(rows: Iterable<unknown>): Iterable<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}
