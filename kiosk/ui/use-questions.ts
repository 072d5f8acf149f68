/** Every question that the screens of this page ask of the service, and what becomes of the answer. */
import { type Dispatch, useMemo, useRef } from 'react';
import type { RpcMethod, RpcParams, RpcResult } from '#kiosk/core/rpc.ts';
import { parseBirthday, type Session } from '#kiosk/core/session.ts';
import type { Action, Answer } from '#kiosk/core/session-reducer.ts';
import type { OpId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Service } from './use-service.ts';

/** What screens may do beside dispatching a touch. */
export interface Questions {
  identify(): void;
  checkCode(): void;
  resendCode(): void;
  lookUpCard(card: string): void;
  join(withBirthday: boolean): void;
  redeem(): void;
  noteRequest(): void;
  print(opId: OpId): Promise<void>;
  followPrint(opId: OpId): Promise<void>;
  slipTaken(opId: OpId): void;
  /** The service forgets its proofs; the page forgets by `end` or `wipe`. */
  endVisit(): void;
}

export function useQuestions(session: Session, service: Service | null, dispatch: Dispatch<Action>): Questions {
  const lastRequest = useRef(0);
  return useMemo(() => {
    async function call<Method extends RpcMethod>(
      method: Method,
      params: RpcParams<Method>,
    ): Promise<Result<RpcResult<Method>> | null> {
      return service === null ? null : service.client.call(method, params);
    }

    async function ask<Method extends RpcMethod>(
      method: Method,
      params: RpcParams<Method>,
      read: (value: RpcResult<Method>) => Answer,
    ): Promise<void> {
      lastRequest.current += 1;
      const request = lastRequest.current;
      dispatch({ type: 'asked', request });
      const result = await call(method, params);
      if (result?.ok) dispatch({ type: 'answered', request, answer: read(result.value) });
      else if (result !== null) dispatch({ type: 'failed', request, fault: result.fault, at: Date.now() });
    }

    return questionsOf(session, service, dispatch, ask, call);
  }, [session, service, dispatch]);
}

type Ask = <Method extends RpcMethod>(
  method: Method,
  params: RpcParams<Method>,
  read: (value: RpcResult<Method>) => Answer,
) => Promise<void>;
type Call = <Method extends RpcMethod>(
  method: Method,
  params: RpcParams<Method>,
) => Promise<Result<RpcResult<Method>> | null>;

function questionsOf(
  session: Session,
  service: Service | null,
  dispatch: Dispatch<Action>,
  ask: Ask,
  call: Call,
): Questions {
  const { screen, visitor, language } = session;

  function identify(phone: string): void {
    void ask('identify', { phone, language }, (identified) => ({ to: 'identify', identified }));
  }

  async function askPrinter(method: 'print' | 'printState', opId: OpId): Promise<void> {
    const result = await call(method, { opId });
    if (result === null) return;
    const failed = { jobId: '', state: 'print_failed', copy: 0, detail: null } as const;
    dispatch({ type: 'print_changed', opId, job: result.ok ? result.value : { ...failed, code: result.fault.code } });
  }

  return {
    identify: () => screen.name === 'phone' && identify(screen.entry),
    resendCode: () => screen.name === 'code' && identify(visitor.phone),
    checkCode() {
      if (screen.name !== 'code') return;
      const { codeId, entry } = screen;
      void ask('verifyCode', { codeId, code: entry }, (value) => ({ to: 'code', ...value }));
    },
    lookUpCard: (card) => void ask('lookUpCard', { card }, (member) => ({ to: 'card', member })),
    join(withBirthday) {
      const consent = service?.status.consent;
      if (screen.name !== 'birthday' || !consent) return;
      const birthday = withBirthday ? parseBirthday(screen.entry) : null;
      const { phone, codeId } = visitor;
      const { marketing } = screen;
      const consentVersion = consent.membership.version;
      void ask('join', { phone, codeId, language, consentVersion, marketing, birthday }, ({ member }) => ({
        to: 'join',
        member,
      }));
    },
    redeem() {
      if (screen.name !== 'confirm' || visitor.member === null) return;
      const { sku, deskId } = screen;
      const { memberId } = visitor.member;
      void ask('redeem', { memberId, sku, deskId }, (redemption) => ({ to: 'redeem', redemption }));
    },
    noteRequest() {
      if (screen.name !== 'confirm' || visitor.member === null) return;
      const { sku, deskId } = screen;
      void ask('noteRequest', { memberId: visitor.member.memberId, sku, deskId }, () => ({ to: 'note' }));
    },
    print: (opId) => askPrinter('print', opId),
    followPrint: (opId) => askPrinter('printState', opId),
    slipTaken: (opId) => void call('slipTaken', { opId }),
    endVisit: () => void call('endVisit', {}),
  };
}
