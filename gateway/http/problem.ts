/** Expected failures as HTTP answers: one shape, `{code, detail}`, for every route. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type Fault, fault, faults } from '#shared/domain/faults.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Log } from '#shared/node/log.ts';

/** Sends the value, or the fault with its status. */
export function answer<Value>(reply: FastifyReply, result: Result<Value>): FastifyReply {
  return result.ok ? reply.send(result.value) : refuse(reply, result.fault);
}

export function refuse(reply: FastifyReply, cause: Fault): FastifyReply {
  return reply.code(faults[cause.code].status).type('application/json').send(cause);
}

/** Every error that leaves a route becomes a problem: a wrong shape names its field, a bug says nothing about itself. */
export function installProblems(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, fault('not_found', `Nothing at ${request.method} ${request.url}.`)),
  );
  app.setErrorHandler((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const lines = error.validation.map((issue) => `${fieldName(issue.instancePath)}: ${issue.message}`);
      return refuse(reply, fault('request_invalid', lines.join('; ')));
    }
    const status = statusOf(error);
    if (status === 413) return refuse(reply, fault('payload_too_large'));
    if (status === 429) return refuse(reply, fault('too_many_attempts'));
    if (status >= 400 && status < 500) return refuse(reply, fault('request_invalid', messageOf(error)));
    log.error({ err: error, method: request.method, url: request.url }, 'a route failed');
    return reply.code(500).send({ code: 'store_failed', detail: 'The gateway failed; the log says why.' });
  });
}

function fieldName(instancePath: string): string {
  return instancePath.slice(1).replaceAll('/', '.') || 'body';
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
