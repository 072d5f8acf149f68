/** The gateway link over HTTP: one bounded request for each call, every answer parsed, every failure a fault. */
import type { z } from 'zod';
import type { GatewayLink } from '#kiosk/core/ports.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { problem } from '#shared/wire/fields.ts';
import {
  codeProof,
  codeSent,
  kioskFeed,
  memberSnapshot,
  opsAnswer,
  printJob,
  redemptionView,
} from '#shared/wire/member-api.ts';

export interface HttpLinkOptions {
  /** For example http://127.0.0.1:8080. */
  readonly gateway: URL;
  readonly kioskId: string;
  readonly secret: string;
}

/** A person waits for these; a gateway in the building answers in milliseconds or not at all. */
const askTimeoutMs = 6_000;
/** On top of the time for which the feed may hold its answer. */
const feedGraceMs = 5_000;

export function createHttpGatewayLink(options: HttpLinkOptions): GatewayLink {
  const authorization = `Bearer ${options.kioskId}:${options.secret}`;

  async function call<Value>(
    schema: z.ZodType<Value>,
    path: string,
    request: { body?: unknown; method?: 'GET' | 'POST'; signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<Result<Value>> {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? askTimeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const response = await fetch(new URL(`/api/v1/kiosk/${path}`, options.gateway), {
        method: request.method ?? 'GET',
        headers: { authorization, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal,
        redirect: 'error',
      });
      const answer: unknown = await response.json();
      return response.ok ? readValue(schema, answer, path) : fail(readProblem(answer, response.status));
    } catch (error) {
      return fail(fault('gateway_unreachable', `${path}: ${reasonOf(error)}`));
    }
  }

  return {
    feed: (after, waitMs, signal) =>
      call(kioskFeed, `feed?after=${after}&waitMs=${waitMs}`, { signal, timeoutMs: waitMs + feedGraceMs }),
    sendCode: (phone, language) => call(codeSent, 'codes', { method: 'POST', body: { phone, language } }),
    verifyCode: (codeId, code) => call(codeProof, `codes/${codeId}/verify`, { method: 'POST', body: { code } }),
    lookup: (card) => call(memberSnapshot, 'members/lookup', { method: 'POST', body: { card } }),
    sendOps: (ops) => call(opsAnswer, 'ops', { method: 'POST', body: { ops } }),
    redeem: (request) => call(redemptionView, 'redemptions', { method: 'POST', body: request }),
    print: (opId) => call(printJob, `redemptions/${opId}/print`, { method: 'POST' }),
    printState: (opId) => call(printJob, `redemptions/${opId}/print`),
  };
}

function readValue<Value>(schema: z.ZodType<Value>, answer: unknown, path: string): Result<Value> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return succeed(parsed.data);
  // A gateway of another version, or no gateway at all at this address: as good as away, and the log says why.
  return fail(fault('gateway_unreachable', `${path}: answered in another shape (${parsed.error.issues[0]?.message})`));
}

function readProblem(answer: unknown, status: number): Fault {
  const parsed = problem.safeParse(answer);
  if (parsed.success) return parsed.data;
  return fault('gateway_unreachable', `The gateway answered ${status} without a problem of ours.`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
