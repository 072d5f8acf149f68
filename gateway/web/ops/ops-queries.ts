/** What the operations screen reads over HTTP. The past does not change on the screen: it is kept for an hour. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { hourMs, minuteMs, secondMs } from '#shared/domain/calendar.ts';
import { floorState, footfall, zoneHistory } from '#shared/wire/floor-api.ts';
import { applyFrame } from '#shared/wire/heat-frame.ts';
import { get, getBytes } from '../app/api-client.ts';

export const footfallQuery = queryOptions({
  queryKey: ['footfall'],
  queryFn: ({ signal }) => get('/footfall', footfall, signal),
  refetchInterval: 15 * secondMs,
});

/** All zones and bays at a past minute; idle while `at` is null. */
export function floorAtQuery(at: number | null) {
  return queryOptions({
    queryKey: ['floor', at],
    queryFn: ({ signal }) => get(`/floor?at=${at}`, floorState, signal),
    enabled: at !== null,
    staleTime: hourMs,
    placeholderData: keepPreviousData,
  });
}

/** The heat of a level at a past minute; null where the gateway sent something else than a key frame. */
export function heatAtQuery(levelId: string, at: number | null) {
  return queryOptions({
    queryKey: ['heat', levelId, at],
    queryFn: async ({ signal }) => applyFrame(null, await getBytes(`/levels/${levelId}/heat?at=${at}`, signal)),
    enabled: at !== null,
    staleTime: hourMs,
    placeholderData: keepPreviousData,
  });
}

/** One zone from the start of a day until now, in steps of ten minutes. */
export function zoneDayQuery(zoneId: string, dayStartsAt: number, now: number) {
  const to = Math.ceil(now / minuteMs) * minuteMs;
  return queryOptions({
    queryKey: ['zone-day', zoneId, dayStartsAt],
    queryFn: ({ signal }) =>
      get(`/zones/${zoneId}/history?from=${dayStartsAt}&to=${to}&stepMs=${10 * minuteMs}`, zoneHistory, signal),
    refetchInterval: minuteMs,
  });
}
