/** The page's end of the pipe: calls with answers, and facts as they come. */
import { type Fault, fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import {
  type KioskStatus,
  type MemberView,
  type Pipe,
  type RpcMethod,
  type RpcParams,
  type RpcResult,
  rpcMessage,
  rpcMethods,
} from './rpc.ts';

export interface RpcClient {
  /** Settles once: with the answer, or with `gateway_unreachable` when the pipe closes first. */
  call<Method extends RpcMethod>(method: Method, params: RpcParams<Method>): Promise<Result<RpcResult<Method>>>;
}

export interface RpcClientEvents {
  readonly onStatus: (status: KioskStatus) => void;
  readonly onMember: (member: MemberView) => void;
}

/** A client over an open pipe. It lives as long as the pipe; messages that are not ours are ignored. */
export function createRpcClient(pipe: Pipe, events: RpcClientEvents): RpcClient {
  const waiting = new Map<number, (answer: Result<unknown>) => void>();
  let lastId = 0;
  let closed = false;

  pipe.onMessage((raw) => {
    const parsed = rpcMessage.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if ('event' in message) {
      if (message.event === 'status') events.onStatus(message.value);
      else events.onMember(message.value);
      return;
    }
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    settle?.(message.ok ? succeed(message.value) : fail(message.fault));
  });

  pipe.onClose(() => {
    closed = true;
    for (const settle of waiting.values()) settle(fail(serviceGone));
    waiting.clear();
  });

  return {
    async call(method, params) {
      if (closed) return fail(serviceGone);
      lastId += 1;
      const id = lastId;
      const answer = await new Promise<Result<unknown>>((settle) => {
        waiting.set(id, settle);
        pipe.post({ id, method, params });
      });
      if (!answer.ok) return answer;
      const value = rpcMethods[method].result.safeParse(answer.value);
      if (!value.success) throw new Error(`the service answered ${method} in another shape`, { cause: value.error });
      return succeed(value.data as RpcResult<typeof method>);
    },
  };
}

const serviceGone: Fault = fault('gateway_unreachable', 'The kiosk service does not answer.');
