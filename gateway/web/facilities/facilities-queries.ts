/** What the facilities screens read over HTTP; live changes come over the feed. */
import { queryOptions } from '@tanstack/react-query';
import { minuteMs, secondMs } from '#shared/domain/calendar.ts';
import { deviceList, devicePage } from '#shared/wire/device-api.ts';
import { get } from '../app/api-client.ts';

export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: ({ signal }) => get('/devices', deviceList, signal),
  refetchInterval: minuteMs,
});

export function deviceQuery(deviceId: string) {
  return queryOptions({
    queryKey: ['devices', deviceId],
    queryFn: ({ signal }) => get(`/devices/${encodeURIComponent(deviceId)}`, devicePage, signal),
    refetchInterval: 5 * secondMs,
  });
}
