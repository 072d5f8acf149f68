import { useMemo } from 'react';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { FloorPlan } from '../plan/floor-plan.tsx';
import styles from './device-screen.module.css';

/** Where to walk: the level with this one device on it. */
export function DevicePlace({ site, device }: { readonly site: SiteView; readonly device: DeviceRow }) {
  const { deviceId, state } = device;
  const alone = useMemo(
    () => ({ ...site, devices: site.devices.filter(({ id }) => id === deviceId) }),
    [site, deviceId],
  );
  const states = useMemo(() => new Map([[deviceId, state]]), [deviceId, state]);
  return (
    <div className={styles.place}>
      <FloorPlan site={alone} levelId={device.levelId} devices={states} highlightedDevice={deviceId} still />
    </div>
  );
}
