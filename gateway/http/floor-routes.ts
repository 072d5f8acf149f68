/** The floor for people: plan, present and past. */
import { z } from 'zod';
import type { FloorReader } from '#gateway/ports/sensing.ts';
import { epochMs, levelId, problem, zoneId } from '#shared/wire/fields.ts';
import { floorState, footfall, parking, type SiteView, siteView, zoneHistory } from '#shared/wire/floor-api.ts';
import type { Access } from './access.ts';
import type { App } from './app.ts';
import { answer, refuse } from './problem.ts';

const moment = z.object({ at: z.coerce.number().pipe(epochMs).optional() });

export function registerFloorRoutes(app: App, parts: { access: Access; floor: FloorReader; siteView: SiteView }): void {
  const { floor } = parts;
  const onRequest = parts.access.people('ops', 'facilities');
  const tags = ['floor'];

  app.route({
    method: 'GET',
    url: '/site',
    onRequest,
    schema: { summary: 'The plan of the mall, in metres', tags, response: { 200: siteView } },
    handler: async (_request, reply) => reply.send(parts.siteView),
  });

  app.route({
    method: 'GET',
    url: '/floor',
    onRequest,
    schema: {
      summary: 'All zones and bays, now or as of a past minute',
      tags,
      querystring: moment,
      response: { 200: floorState },
    },
    handler: async (request, reply) => reply.send(floor.state(request.query.at ?? null)),
  });

  app.route({
    method: 'GET',
    url: '/levels/:levelId/heat',
    onRequest,
    schema: {
      summary: 'The heat of one level as one key frame of bytes, now or as of a past minute',
      tags,
      params: z.object({ levelId }),
      querystring: moment,
      produces: ['application/octet-stream'],
      response: { 404: problem },
    },
    handler: async (request, reply) => {
      const frame = floor.heat(request.params.levelId, request.query.at ?? null);
      if (!frame.ok) return refuse(reply, frame.fault);
      return reply.type('application/octet-stream').send(Buffer.from(frame.value) as never);
    },
  });

  app.route({
    method: 'GET',
    url: '/zones/:zoneId/history',
    onRequest,
    schema: {
      summary: 'People in one zone over time, and who came and went',
      tags,
      params: z.object({ zoneId }),
      querystring: z.object({
        from: z.coerce.number().pipe(epochMs),
        to: z.coerce.number().pipe(epochMs),
        stepMs: z.coerce.number().int().min(60_000).multipleOf(60_000).default(300_000),
      }),
      response: { 200: zoneHistory, 400: problem, 404: problem },
    },
    handler: async (request, reply) => {
      const { from, to, stepMs } = request.query;
      return answer(reply, floor.zoneHistory(request.params.zoneId, from, to, stepMs));
    },
  });

  app.route({
    method: 'GET',
    url: '/footfall',
    onRequest,
    schema: { summary: 'People in through the doors: today, yesterday, a week ago', tags, response: { 200: footfall } },
    handler: async (_request, reply) => reply.send(floor.footfall()),
  });

  app.route({
    method: 'GET',
    url: '/parking',
    onRequest,
    schema: { summary: 'Bays by parking zone', tags, response: { 200: parking } },
    handler: async (_request, reply) => reply.send(floor.parking()),
  });
}
