/** The scrub model with its clock: plays, reads ahead, and settles before it asks the gateway. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LevelId } from '#shared/domain/ids.ts';
import { floorAtQuery, heatAtQuery } from './ops-queries.ts';
import { liveScrub, playOn, type Scrub, upcoming } from './scrub.ts';

const tickMs = 600;
const settleMs = 120;

export interface ScrubControl {
  readonly scrub: Scrub;
  /** The minute to read: follows `scrub.at` when it has rested for a moment. */
  readonly settledAt: number | null;
  readonly setScrub: (scrub: Scrub) => void;
}

export function useScrub(levelId: LevelId | null): ScrubControl {
  const [scrub, setScrub] = useState<Scrub>(liveScrub);
  const [settledAt, setSettledAt] = useState<number | null>(null);
  const client = useQueryClient();

  useEffect(() => {
    // Coming back to live, and each step of a play that was read ahead, need no rest.
    if (scrub.at === null || scrub.playing) {
      setSettledAt(scrub.at);
      return;
    }
    const timer = window.setTimeout(() => setSettledAt(scrub.at), settleMs);
    return () => window.clearTimeout(timer);
  }, [scrub]);

  useEffect(() => {
    if (!scrub.playing) return;
    const timer = window.setInterval(() => setScrub((current) => playOn(current, Date.now())), tickMs);
    return () => window.clearInterval(timer);
  }, [scrub.playing]);

  useEffect(() => {
    for (const at of upcoming(scrub, Date.now(), 3)) {
      void client.prefetchQuery(floorAtQuery(at));
      if (levelId !== null) void client.prefetchQuery(heatAtQuery(levelId, at));
    }
  }, [scrub, levelId, client]);

  return { scrub, settledAt, setScrub };
}
