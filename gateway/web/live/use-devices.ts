import { useMemo } from 'react';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import { useLive } from './use-live.tsx';

/** All devices as the feed tells them: empty until it has opened, the last that was known while it is lost. */
export function useDevices(): readonly DeviceRow[] {
  const devices = useLive((state) => state.devices);
  return useMemo(() => [...devices.values()], [devices]);
}
