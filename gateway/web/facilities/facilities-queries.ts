/** What the page of one device reads over HTTP; its state also comes over the feed. */
import { queryOptions } from '@tanstack/react-query';
import { secondMs } from '#shared/domain/calendar.ts';
import { devicePage } from '#shared/wire/device-api.ts';
import { get } from '../app/api-client.ts';

export function deviceQuery(deviceId: string) {
  return queryOptions({
    queryKey: ['devices', deviceId],
    queryFn: ({ signal }) => get(`/devices/${encodeURIComponent(deviceId)}`, devicePage, signal),
    refetchInterval: 5 * secondMs,
  });
}
