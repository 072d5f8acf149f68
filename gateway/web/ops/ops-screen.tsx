/** Where people are now and were: plan, zones, day, and 24 hours to look back over. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { LevelId, ZoneId } from '#shared/domain/ids.ts';
import { Button } from '#shared/ui/components/button.tsx';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { ApiFault } from '../app/api-client.ts';
import { LoadingPage } from '../app/loading-page.tsx';
import { siteQuery } from '../app/site-query.ts';
import { useWords } from '../app/use-words.ts';
import { useDevices } from '../live/use-devices.ts';
import { useLiveConnection } from '../live/use-live.tsx';
import { BayLegend } from '../plan/bay-legend.tsx';
import { FloorPlan } from '../plan/floor-plan.tsx';
import { HeatLegend } from '../plan/heat-legend.tsx';
import { baysOnLevel } from './floor-figures.ts';
import { FootfallCard } from './footfall-card.tsx';
import { LevelHeat } from './level-heat.tsx';
import { OpsHeader } from './ops-header.tsx';
import { footfallQuery } from './ops-queries.ts';
import styles from './ops-screen.module.css';
import { Scrubber } from './scrubber.tsx';
import { useFloor } from './use-floor.ts';
import { useScrub } from './use-scrub.ts';
import { ZoneDay } from './zone-day.tsx';
import { ZoneList } from './zone-list.tsx';

export function OpsScreen() {
  const { t } = useWords();
  const site = useQuery(siteQuery);
  if (site.data !== undefined) return <Ops site={site.data} />;
  if (!(site.error instanceof ApiFault)) return <LoadingPage />;
  return (
    <main className={styles.fault}>
      <FaultNotice
        code={site.error.code}
        detail={site.error.detail}
        action={<Button onPress={() => void site.refetch()}>{t('action.retry', { ns: 'shared' })}</Button>}
      />
    </main>
  );
}

function Ops({ site }: { readonly site: SiteView }) {
  const [levelId, setLevelId] = useState<LevelId>(() => groundLevelOf(site).id);
  const [zoneId, setZoneId] = useState<ZoneId | null>(null);
  const { scrub, settledAt, setScrub } = useScrub(levelId);
  const floor = useFloor(settledAt);
  const footfall = useQuery(footfallQuery);
  const health = useDevices();
  const devices = useMemo(() => new Map(health.map((device) => [device.deviceId, device.state])), [health]);
  const connection = useLiveConnection();
  const level = site.levels.find((candidate) => candidate.id === levelId) ?? groundLevelOf(site);
  const zone = site.zones.find((candidate) => candidate.id === zoneId);
  const levelBays = useMemo(() => baysOnLevel(site, levelId, floor.bays), [site, levelId, floor.bays]);

  useEffect(() => connection.watch([levelId]), [connection, levelId]);

  const chooseLevel = (next: LevelId) => {
    setLevelId(next);
    setZoneId(null);
  };
  return (
    <main className={styles.screen}>
      <OpsHeader
        site={site}
        floor={floor}
        past={scrub.at}
        levelId={levelId}
        onLevel={chooseLevel}
        footfall={footfall.data}
      />
      <div className={styles.stage}>
        <FloorPlan
          site={site}
          levelId={levelId}
          zones={floor.zones}
          bays={floor.bays}
          // What is ill now says nothing about the minute that is looked back at.
          {...(settledAt === null ? { devices } : {})}
          selectedZone={zoneId}
          onSelectZone={setZoneId}
          heat={(view, width, height) => (
            <LevelHeat
              level={level}
              levelIndex={site.levels.indexOf(level)}
              at={settledAt}
              view={view}
              width={width}
              height={height}
            />
          )}
          legend={
            <>
              <HeatLegend max={site.heatScaleMax} />
              <BayLegend bays={levelBays} />
            </>
          }
        />
      </div>
      <aside className={styles.side}>
        {zone === undefined ? (
          footfall.data === undefined ? null : (
            <FootfallCard site={site} footfall={footfall.data} />
          )
        ) : (
          <ZoneDay site={site} zone={zone} state={floor.zones.get(zone.id)} onClose={() => setZoneId(null)} />
        )}
        <ZoneList site={site} levelId={levelId} floor={floor} selected={zoneId} onSelect={setZoneId} />
      </aside>
      <div className={styles.time}>
        <Scrubber
          footfall={footfall.data}
          scrub={scrub}
          waiting={floor.waiting || scrub.at !== settledAt}
          failed={floor.fault !== null}
          onScrub={setScrub}
        />
      </div>
    </main>
  );
}

function groundLevelOf(site: SiteView): SiteView['levels'][number] {
  const ground = site.levels.find((level) => level.ordinal === 0) ?? site.levels[0];
  if (ground === undefined) throw new Error('a site has at least one level');
  return ground;
}
