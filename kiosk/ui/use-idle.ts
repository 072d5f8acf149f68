/** The time since the last touch, as the core judges it for the screen in sight. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type IdlePhase, idleDefaults, idlePhase } from '#kiosk/core/idle.ts';
import type { Screen } from '#kiosk/core/session.ts';

const tickMs = 250;

/** `onOver` is called when the countdown has run out; the second value says that somebody is here. */
export function useIdle(screen: Screen, onOver: () => void): readonly [phase: IdlePhase, touched: () => void] {
  const touchedAt = useRef(Date.now());
  const [phase, setPhase] = useState<IdlePhase>({ name: 'active' });
  const touched = useCallback(() => {
    touchedAt.current = Date.now();
    setPhase({ name: 'active' });
  }, []);

  // A new screen gives new time to read it, whoever brought it on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name of the screen is the event, not an input
  useEffect(touched, [screen.name, touched]);

  useEffect(() => {
    const timer = setInterval(() => {
      const next = idlePhase(screen, touchedAt.current, Date.now(), idleDefaults);
      setPhase((before) => (samePhase(before, next) ? before : next));
      if (next.name === 'over') onOver();
    }, tickMs);
    return () => clearInterval(timer);
  }, [screen, onOver]);

  return [phase, touched];
}

function samePhase(one: IdlePhase, other: IdlePhase): boolean {
  const seconds = (phase: IdlePhase) => (phase.name === 'counting' ? phase.secondsLeft : 0);
  return one.name === other.name && seconds(one) === seconds(other);
}
