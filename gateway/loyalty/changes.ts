/** Wakes those who wait for something to change. What changed, if it concerns them at all, they read from the store. */
export interface Changes {
  /** Call it after the commit. */
  announce(): void;
  /** Resolves at the next announcement or when the signal aborts; never rejects. */
  next(signal: AbortSignal): Promise<void>;
}

export function createChanges(): Changes {
  const waiting = new Set<() => void>();
  return {
    announce() {
      for (const wake of [...waiting]) wake();
    },
    next(signal) {
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      });
    },
  };
}
