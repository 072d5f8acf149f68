/** Calls of /api/v1 at the same origin. Answers are parsed here, once; inside the screens their types are trusted. */
import type { z } from 'zod';
import type { FaultCode } from '#shared/domain/faults.ts';
import { problem } from '#shared/wire/fields.ts';

/**
 * An expected failure of a call. Thrown, not returned: the query library that sits above carries failures as errors.
 */
export class ApiFault extends Error {
  readonly code: FaultCode;
  readonly detail: string;

  constructor(code: FaultCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Reads one resource. Throws ApiFault; `gateway_unreachable` where nothing answered. */
export async function get<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
  signal?: AbortSignal,
): Promise<z.infer<Shape>> {
  const answer = await call(path, signal === undefined ? {} : { signal });
  return shape.parse(await answer.json());
}

/** Reads bytes. Throws ApiFault. */
export async function getBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const answer = await call(path, signal === undefined ? {} : { signal });
  return new Uint8Array(await answer.arrayBuffer());
}

/** Sends a command and reads its answer. Throws ApiFault. */
export async function post<Shape extends z.ZodType>(
  path: string,
  body: unknown,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const answer = await call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return shape.parse(await answer.json());
}

/** Deletes a resource; the answer has no content. Throws ApiFault. */
export async function remove(path: string): Promise<void> {
  await call(path, { method: 'DELETE' });
}

async function call(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiFault('gateway_unreachable', path);
  }
  if (answer.ok) return answer;
  const parsed = problem.safeParse(await answer.json().catch(() => null));
  // A proxy or a gateway that is just starting answers without our problem document.
  if (!parsed.success) throw new ApiFault('gateway_unreachable', `HTTP ${answer.status}`);
  throw new ApiFault(parsed.data.code, parsed.data.detail);
}
