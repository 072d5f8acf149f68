import { useEffect, useState } from 'react';

/** The time, in epoch ms, taken anew every `stepMs`; for words such as "3 minutes ago". */
export function useNow(stepMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), stepMs);
    return () => window.clearInterval(timer);
  }, [stepMs]);
  return now;
}
