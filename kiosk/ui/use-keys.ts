/** The keyboard: a scanner that types like one, and fingers on a keypad. Neither ever types into a field. */
import { useEffect, useRef } from 'react';
import { noScan, stepWedge } from '#kiosk/core/wedge-scan.ts';

export interface KeyListeners {
  readonly onCard: (card: string) => void;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
}

/** Listens before anything on the page does. */
export function useKeys(listeners: KeyListeners): void {
  const latest = useRef(listeners);
  latest.current = listeners;

  useEffect(() => {
    let scan = noScan;
    function onKeyDown(event: KeyboardEvent): void {
      const step = stepWedge(scan, event.key, event.timeStamp);
      scan = step.scan;
      if (step.taken) {
        event.preventDefault();
        event.stopPropagation();
        if (step.code !== null) latest.current.onCard(step.code);
      } else if (/^\d$/.test(event.key)) {
        latest.current.onDigit(event.key);
      } else if (event.key === 'Backspace') {
        latest.current.onErase();
      }
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
