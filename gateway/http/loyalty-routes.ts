/** The loyalty wing's doors: kiosks, cashier desks and POS systems. The use cases decide; this only carries. */
import { z } from 'zod';
import type { CashierDesk, KioskDesk, PointOfSale } from '#gateway/ports/loyalty.ts';
import type { KioskId } from '#shared/domain/ids.ts';
import { deskView, handOverRequest, oneTimeCode, slipAnswer, verifyRequest } from '#shared/wire/desk-api.ts';
import { count, opId, problem } from '#shared/wire/fields.ts';
import {
  codeCheck,
  codeProof,
  codeRequest,
  codeSent,
  kioskFeed,
  memberLookup,
  memberSnapshot,
  opsAnswer,
  opsRequest,
  printJob,
  receiptAnswer,
  receiptRequest,
  redemptionRequest,
  redemptionView,
} from '#shared/wire/member-api.ts';
import { limits } from '../limits.ts';
import { type Access, machineOf, sessionOf } from './access.ts';
import type { App } from './app.ts';
import { answer } from './problem.ts';

const refusals = { 403: problem, 404: problem, 409: problem, 422: problem, 429: problem };

export function registerKioskRoutes(app: App, parts: { access: Access; kiosks: KioskDesk }): void {
  const { kiosks } = parts;
  const onRequest = parts.access.machines('kiosk');
  const tags = ['kiosk'];
  const redemptionParams = z.object({ opId });

  app.route({
    method: 'GET',
    url: '/kiosk/feed',
    onRequest,
    schema: {
      summary: 'What changed since a version; waits for a change',
      tags,
      querystring: z.object({
        after: z.coerce.number().pipe(count),
        waitMs: z.coerce.number().int().min(0).max(limits.feedWaitMaxMs).default(0),
      }),
      response: { 200: kioskFeed },
    },
    handler: async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const { after, waitMs } = request.query;
      return answer(reply, await kiosks.feed(machineOf(request).name as KioskId, after, waitMs, gone.signal));
    },
  });

  app.route({
    method: 'POST',
    url: '/kiosk/codes',
    onRequest,
    schema: {
      summary: 'Send a one-time code to a phone',
      tags,
      body: codeRequest,
      response: { 200: codeSent, ...refusals },
    },
    handler: async (request, reply) =>
      answer(
        reply,
        await kiosks.sendCode(machineOf(request).name as KioskId, request.body.phone, request.body.language),
      ),
  });

  app.route({
    method: 'POST',
    url: '/kiosk/codes/:codeId/verify',
    onRequest,
    schema: {
      summary: 'Prove a phone with its code',
      tags,
      params: z.object({ codeId: opId }),
      body: codeCheck,
      response: { 200: codeProof, ...refusals },
    },
    handler: async (request, reply) =>
      answer(reply, kiosks.verifyCode(machineOf(request).name as KioskId, request.params.codeId, request.body.code)),
  });

  app.route({
    method: 'POST',
    url: '/kiosk/members/lookup',
    onRequest,
    schema: { summary: 'A member by card', tags, body: memberLookup, response: { 200: memberSnapshot, ...refusals } },
    handler: async (request, reply) =>
      answer(reply, kiosks.lookup(machineOf(request).name as KioskId, request.body.card)),
  });

  app.route({
    method: 'POST',
    url: '/kiosk/ops',
    onRequest,
    schema: {
      summary: "A kiosk's outbox, applied once",
      tags,
      body: opsRequest,
      response: { 200: opsAnswer, ...refusals },
    },
    handler: async (request, reply) =>
      answer(reply, kiosks.applyOps(machineOf(request).name as KioskId, request.body.ops)),
  });

  app.route({
    method: 'POST',
    url: '/kiosk/redemptions',
    onRequest,
    schema: {
      summary: 'Redeem a gift now; the same opId gives the same answer',
      tags,
      body: redemptionRequest,
      response: { 200: redemptionView, ...refusals },
    },
    handler: async (request, reply) => answer(reply, kiosks.redeem(machineOf(request).name as KioskId, request.body)),
  });

  app.route({
    method: 'POST',
    url: '/kiosk/redemptions/:opId/print',
    onRequest,
    schema: {
      summary: "Print a slip on the kiosk's printer",
      tags,
      params: redemptionParams,
      response: { 200: printJob, ...refusals },
    },
    handler: async (request, reply) =>
      answer(reply, await kiosks.print(machineOf(request).name as KioskId, request.params.opId)),
  });

  app.route({
    method: 'GET',
    url: '/kiosk/redemptions/:opId/print',
    onRequest,
    schema: { summary: 'How the print went', tags, params: redemptionParams, response: { 200: printJob, ...refusals } },
    handler: async (request, reply) =>
      answer(reply, kiosks.printState(machineOf(request).name as KioskId, request.params.opId)),
  });
}

export function registerDeskRoutes(app: App, parts: { access: Access; desks: CashierDesk }): void {
  const { desks } = parts;
  const onRequest = parts.access.people('cashier');
  const tags = ['desk'];
  const jobParams = z.object({ jobId: z.string().max(80) });

  app.route({
    method: 'GET',
    url: '/desk',
    onRequest,
    schema: { summary: 'The desk of this session', tags, response: { 200: deskView, ...refusals } },
    handler: async (request, reply) => answer(reply, await desks.view(sessionOf(request))),
  });

  app.route({
    method: 'POST',
    url: '/desk/verify',
    onRequest,
    schema: {
      summary: 'What a scanned slip or a typed short code allows; changes nothing',
      tags,
      body: verifyRequest,
      response: { 200: slipAnswer, ...refusals },
    },
    handler: async (request, reply) => answer(reply, desks.verify(sessionOf(request), request.body.text)),
  });

  app.route({
    method: 'POST',
    url: '/desk/redemptions/:opId/hand-over',
    onRequest,
    schema: {
      summary: 'Hand the gift over, once',
      tags,
      params: z.object({ opId }),
      body: handOverRequest,
      response: { 200: slipAnswer, ...refusals },
    },
    handler: async (request, reply) => {
      const { claimId, print } = request.body;
      return answer(reply, await desks.handOver(sessionOf(request), request.params.opId, claimId, print));
    },
  });

  app.route({
    method: 'GET',
    url: '/desk/codes',
    onRequest,
    schema: {
      summary: 'One-time codes that the development sender shows instead of sending',
      tags,
      response: { 200: z.array(oneTimeCode) },
    },
    handler: async (_request, reply) => reply.send([...desks.codes()]),
  });

  app.route({
    method: 'GET',
    url: '/desk/print-jobs/:jobId',
    onRequest,
    schema: { summary: 'How a print went', tags, params: jobParams, response: { 200: printJob, ...refusals } },
    handler: async (request, reply) => answer(reply, desks.printState(sessionOf(request), request.params.jobId)),
  });

  app.route({
    method: 'POST',
    url: '/desk/print-jobs/:jobId/again',
    onRequest,
    schema: {
      summary: 'Print once more, marked as a copy',
      tags,
      params: jobParams,
      response: { 200: printJob, ...refusals },
    },
    handler: async (request, reply) => answer(reply, await desks.printAgain(sessionOf(request), request.params.jobId)),
  });

  app.route({
    method: 'POST',
    url: '/desk/test-page',
    onRequest,
    schema: { summary: 'Print a test page', tags, response: { 200: printJob, ...refusals } },
    handler: async (request, reply) => answer(reply, await desks.testPage(sessionOf(request))),
  });
}

export function registerPointOfSaleRoutes(
  app: App,
  parts: { access: Access; pointOfSale: PointOfSale; onSystemHeard: (name: string) => void },
): void {
  app.route({
    method: 'POST',
    url: '/pos/receipts',
    onRequest: parts.access.machines('system'),
    schema: {
      summary: 'A sale; the same receipt gives the same answer',
      tags: ['point of sale'],
      body: receiptRequest,
      response: { 200: receiptAnswer, ...refusals },
    },
    handler: async (request, reply) => {
      parts.onSystemHeard(machineOf(request).name);
      return answer(reply, parts.pointOfSale.receipt(request.body));
    },
  });
}
