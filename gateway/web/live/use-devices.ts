/** All devices: read once, then kept current by the feed. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { minuteMs } from '#shared/domain/calendar.ts';
import { type DeviceRow, deviceList } from '#shared/wire/device-api.ts';
import { ApiFault, get } from '../app/api-client.ts';
import { useLive } from './use-live.tsx';

const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: ({ signal }) => get('/devices', deviceList, signal),
  refetchInterval: minuteMs,
});

export interface DevicesOnScreen {
  readonly devices: readonly DeviceRow[];
  readonly loading: boolean;
  readonly fault: ApiFault | null;
}

export function useDevices(): DevicesOnScreen {
  const read = useQuery(devicesQuery);
  const live = useLive((state) => state.devices);
  return useMemo(() => {
    const merged = new Map(read.data?.devices.map((device) => [device.deviceId as string, device]));
    for (const [id, device] of live) merged.set(id, device);
    return {
      devices: [...merged.values()],
      loading: merged.size === 0 && read.isPending,
      fault: merged.size === 0 && read.error instanceof ApiFault ? read.error : null,
    };
  }, [read.data, read.isPending, read.error, live]);
}
