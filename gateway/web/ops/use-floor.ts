/** The floor as the screen shows it: live from the feed, or as of a past minute from the gateway's history. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BayState, ZoneState } from '#shared/wire/floor-api.ts';
import { ApiFault } from '../app/api-client.ts';
import { useLive } from '../live/use-live.tsx';
import { floorAtQuery } from './ops-queries.ts';

export interface FloorOnScreen {
  readonly zones: ReadonlyMap<string, ZoneState>;
  readonly bays: ReadonlyMap<string, BayState>;
  /** 0 to 1; null before anything is known. */
  readonly completeness: number | null;
  /** The minute asked for is not the one shown yet. */
  readonly waiting: boolean;
  readonly fault: ApiFault | null;
}

export function useFloor(at: number | null): FloorOnScreen {
  const zones = useLive((state) => state.zones);
  const bays = useLive((state) => state.bays);
  const completeness = useLive((state) => state.completeness);
  const past = useQuery(floorAtQuery(at));
  return useMemo(() => {
    if (at === null) return { zones, bays, completeness, waiting: false, fault: null };
    return {
      zones: new Map(past.data?.zones.map((zone) => [zone.zoneId, zone])),
      bays: new Map(past.data?.bays.map((bay) => [bay.bayId, bay])),
      completeness: past.data?.completeness ?? null,
      waiting: past.isPending || past.isPlaceholderData,
      fault: past.error instanceof ApiFault ? past.error : null,
    };
  }, [at, zones, bays, completeness, past.data, past.isPending, past.isPlaceholderData, past.error]);
}
