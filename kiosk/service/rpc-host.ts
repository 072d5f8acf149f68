/** The service's end of the pipe: parses each call, answers it once, and lets no failure reach the page as a throw. */

import {
  type Pipe,
  type RpcMessage,
  type RpcMethod,
  type RpcParams,
  type RpcResult,
  rpcCall,
  rpcMethods,
} from '#kiosk/core/rpc.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import { fail, type Result } from '#shared/domain/result.ts';
import type { Log } from '#shared/node/log.ts';

export type RpcHandlers = {
  readonly [Method in RpcMethod]: (
    params: RpcParams<Method>,
  ) => Result<RpcResult<Method>> | Promise<Result<RpcResult<Method>>>;
};

/** A page asks a few things at a time; one that asks more is broken or hostile. */
const callsAtOnceMax = 16;

/** Serves one page until its pipe closes. Answers a function that tells the page a fact. */
export function hostRpc(pipe: Pipe, handlers: RpcHandlers, log: Log): (fact: RpcMessage) => void {
  let running = 0;

  async function answer(raw: unknown): Promise<void> {
    const call = rpcCall.safeParse(raw);
    if (!call.success) return log.warn({}, 'the page sent something that is no call');
    const { id, method, params } = call.data;
    running += 1;
    const result = running > callsAtOnceMax ? fail(fault('overloaded')) : await run(method, params);
    running -= 1;
    pipe.post(result.ok ? { id, ok: true, value: result.value } : { id, ok: false, fault: result.fault });
  }

  async function run<Method extends RpcMethod>(method: Method, raw: unknown): Promise<Result<unknown>> {
    const params = rpcMethods[method].params.safeParse(raw);
    if (!params.success) return fail(fault('request_invalid', `${method}: ${params.error.issues[0]?.message}`));
    try {
      return await handlers[method](params.data as RpcParams<Method>);
    } catch (error) {
      log.error({ method, err: error }, 'a call failed in an unexpected way');
      return fail(unexpected);
    }
  }

  pipe.onMessage((raw) => void answer(raw));
  return (fact) => pipe.post(fact);
}

const unexpected: Fault = fault('store_failed', 'The kiosk could not do this.');
