/** Every device, the ill first: which, since when, why, what to do. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { LevelId } from '#shared/domain/ids.ts';
import { Button } from '#shared/ui/components/button.tsx';
import { Segmented } from '#shared/ui/components/segmented.tsx';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { LoadingPage } from '../app/loading-page.tsx';
import { siteQuery } from '../app/site-query.ts';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { FreshnessBadge } from '../live/freshness-badge.tsx';
import { useDevices } from '../live/use-devices.ts';
import { useLive } from '../live/use-live.tsx';
import { FloorPlan } from '../plan/floor-plan.tsx';
import { levelName } from '../plan/level-name.ts';
import { countStates, type DeviceFilter, filterDevices, noFilter } from './device-filter.ts';
import { DeviceFilterBar } from './device-filter-bar.tsx';
import styles from './device-list.module.css';
import { DeviceRowLink } from './device-row-link.tsx';
import { classText } from './device-words.ts';

export function DeviceListScreen() {
  const words = useWords();
  const { t, local } = words;
  const devices = useDevices();
  const link = useLive((state) => state.link);
  const site = useQuery(siteQuery).data;
  const now = useNow(5_000);
  const [filter, setFilter] = useState<DeviceFilter>(noFilter);
  const placeOf = useMemo(() => {
    const names = new Map(site?.levels.map((level) => [level.id, level.shortName]));
    return (device: DeviceRow) => names.get(device.levelId) ?? device.levelId;
  }, [site]);
  const wordsOf = (device: DeviceRow) =>
    [
      local(device.name),
      device.vendor,
      device.model,
      device.deviceId,
      placeOf(device),
      classText(words, device.class),
    ].join(' ');
  const shown = filterDevices(devices, filter, wordsOf);
  if (devices.length === 0 && link !== 'open') return <LoadingPage />;
  return (
    <main className={styles.screen}>
      <div className={styles.listSide}>
        <header className={styles.head}>
          <h1>{t('facilities.title')}</h1>
          <p className={styles.shown}>{t('facilities.shown', { shown: shown.length, all: devices.length })}</p>
          <div className={styles.fresh}>
            <FreshnessBadge />
          </div>
        </header>
        <DeviceFilterBar
          filter={filter}
          counts={countStates(devices)}
          classes={[...new Set(devices.map((device) => device.class))].sort()}
          onChange={setFilter}
        />
        {shown.length === 0 ? (
          <div className={styles.none}>
            <p>{t('facilities.none')}</p>
            <Button onPress={() => setFilter(noFilter)}>{t('facilities.noneClear')}</Button>
          </div>
        ) : (
          <ul className={styles.list} aria-label={t('facilities.list')}>
            {shown.map((device) => (
              <li key={device.deviceId}>
                <DeviceRowLink device={device} place={placeOf(device)} now={now} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {site === undefined ? null : <DevicePlan site={site} devices={devices} />}
    </main>
  );
}

const devicePath = (deviceId: string) => `/facilities/${deviceId}`;

/** The same devices on the floor, beside the list where there is room. Starts on the level with the most trouble. */
function DevicePlan({ site, devices }: { readonly site: SiteView; readonly devices: readonly DeviceRow[] }) {
  const { t, local } = useWords();
  const bays = useLive((state) => state.bays);
  const [chosen, setChosen] = useState<LevelId | null>(null);
  const states = useMemo(() => new Map(devices.map((device) => [device.deviceId, device.state])), [devices]);
  const illOn = (levelId: string) => devices.filter((each) => each.levelId === levelId && each.state === 'ill').length;
  const levels = site.levels.toSorted((one, other) => one.ordinal - other.ordinal);
  const troubled = levels.toSorted((one, other) => illOn(other.id) - illOn(one.id))[0];
  const levelId = chosen ?? troubled?.id;
  if (levelId === undefined) return null;
  return (
    <aside className={styles.planSide}>
      <div className={styles.planLevels}>
        <Segmented
          label={t('ops.levels')}
          segments={levels.map((level) => ({
            value: level.id,
            label: level.shortName,
            spoken: levelName(level, local),
          }))}
          value={levelId}
          onChange={setChosen}
        />
      </div>
      <FloorPlan site={site} levelId={levelId} bays={bays} devices={states} devicePath={devicePath} />
    </aside>
  );
}
