/** What every screen may use: the session, the service's status, touches and questions. */
import { createContext, type Dispatch, useContext } from 'react';
import type { KioskStatus } from '#kiosk/core/rpc.ts';
import type { Session } from '#kiosk/core/session.ts';
import type { Action } from '#kiosk/core/session-reducer.ts';
import type { Questions } from './use-questions.ts';

export interface Kiosk {
  readonly session: Session;
  readonly status: KioskStatus;
  readonly dispatch: Dispatch<Action>;
  readonly ask: Questions;
  /** "End and clear": the slip counts as taken when one is in sight. */
  readonly end: () => void;
}

export const KioskContext = createContext<Kiosk | null>(null);

export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (kiosk === null) throw new Error('a screen is drawn outside of the kiosk');
  return kiosk;
}
