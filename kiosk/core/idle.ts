/** When nobody touches the screen: quiet, then a countdown in sight, then the wipe. */
import { unreachable } from '#shared/domain/result.ts';
import type { Screen } from './session.ts';

export interface IdleSettings {
  /** Without a touch for so long, the countdown begins. */
  readonly quietMs: number;
  /** The same where a balance or a slip is in sight; a shorter one is more private, a longer one kinder to slow readers. */
  readonly quietAfterBalanceMs: number;
  readonly countdownMs: number;
  /** How long the words of goodbye stay. */
  readonly leaveMs: number;
}

export const idleDefaults: IdleSettings = {
  quietMs: 30_000,
  quietAfterBalanceMs: 30_000,
  countdownMs: 15_000,
  leaveMs: 4_000,
};

export type IdlePhase =
  | { readonly name: 'active' }
  | { readonly name: 'counting'; readonly secondsLeft: number }
  | { readonly name: 'over' };

/** What the time since the last touch means on this screen. Both times in epoch ms. */
export function idlePhase(screen: Screen, touchedAt: number, at: number, settings: IdleSettings): IdlePhase {
  const idleMs = Math.max(0, at - touchedAt);
  switch (kindOf(screen)) {
    case 'public':
      return { name: 'active' };
    case 'farewell':
      return idleMs < settings.leaveMs ? { name: 'active' } : { name: 'over' };
    case 'balance':
      return countdown(idleMs - settings.quietAfterBalanceMs, settings.countdownMs);
    case 'personal':
      return countdown(idleMs - settings.quietMs, settings.countdownMs);
  }
}

function countdown(pastQuietMs: number, countdownMs: number): IdlePhase {
  if (pastQuietMs < 0) return { name: 'active' };
  if (pastQuietMs >= countdownMs) return { name: 'over' };
  return { name: 'counting', secondsLeft: Math.ceil((countdownMs - pastQuietMs) / 1_000) };
}

function kindOf(screen: Screen): 'public' | 'personal' | 'balance' | 'farewell' {
  switch (screen.name) {
    case 'attract':
      return 'public';
    case 'leave':
      return 'farewell';
    case 'home':
    case 'confirm':
    case 'slip':
    case 'welcome':
      return 'balance';
    case 'phone':
    case 'code':
    case 'consent':
    case 'birthday':
    case 'noted':
      return 'personal';
    default:
      return unreachable(screen);
  }
}
