import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { businessDayAt, openingOf } from '#shared/domain/calendar.ts';
import { Button } from '#shared/ui/components/button.tsx';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import { formatCount, formatPercent } from '#shared/ui/texts/figures.ts';
import type { SiteView, ZoneState } from '#shared/wire/floor-api.ts';
import { ApiFault } from '../app/api-client.ts';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { DayChart } from '../chart/day-chart.tsx';
import { DayTable } from './day-table.tsx';
import { densityOf } from './floor-figures.ts';
import { zoneDayQuery } from './ops-queries.ts';
import styles from './side-card.module.css';

interface ZoneDayProps {
  readonly site: SiteView;
  readonly zone: SiteView['zones'][number];
  readonly state: ZoneState | undefined;
  readonly onClose: () => void;
}

/** One zone's business day: figures, a line, and the table behind the line. */
export function ZoneDay({ site, zone, state, onClose }: ZoneDayProps) {
  const { t, local, clock } = useWords();
  const now = useNow(60_000);
  const day = businessDayAt(now, site);
  const { opensAt, closesAt } = openingOf(day, site);
  const history = useQuery(zoneDayQuery(zone.id, day.startsAt, now));
  const points = history.data?.points ?? [];
  const known = points.filter((point) => point.people !== null);
  const lines = useMemo(
    () => [
      {
        name: t('ops.zones.series'),
        look: 'main' as const,
        points: (history.data?.points ?? []).map((point) => [point.at, point.people] as const),
      },
    ],
    [history.data, t],
  );
  const name = local(zone.name);
  const people = state?.people ?? null;
  const revised = points.filter((point) => point.revision > 0).length;
  return (
    <section className={styles.card} aria-label={name}>
      <header className={styles.head}>
        <h2>{name}</h2>
        <Button look="quiet" size="icon" aria-label={t('ops.zones.close')} onPress={onClose}>
          <X aria-hidden="true" />
        </Button>
      </header>
      <p className={styles.figures}>
        <strong>
          {people === null ? t('ops.zones.unknown') : t('figure.people', { ns: 'shared', count: people })}
        </strong>
      </p>
      <p className={styles.facts}>
        {people === null ? null : (
          <span>{t('ops.zones.density', { value: densityOf(people, zone.areaM2).toFixed(1) })}</span>
        )}
        <span>{t('ops.zones.capacity', { count: zone.capacityPeople })}</span>
        <span>{t('ops.zones.area', { area: formatCount(Math.round(zone.areaM2)) })}</span>
        {state === undefined || state.completeness === 1 ? null : (
          <span>{t('ops.zones.complete', { percent: formatPercent(state.completeness) })}</span>
        )}
      </p>
      <BlindDevices site={site} blind={state?.blind ?? []} />
      {history.error instanceof ApiFault ? <FaultNotice code={history.error.code} /> : null}
      <div className={styles.chart}>
        {known.length === 0 ? (
          <p className={styles.empty}>
            {history.isPending ? t('loading', { ns: 'shared' }) : t('ops.zones.noHistory')}
          </p>
        ) : (
          <DayChart
            label={t('ops.zones.day', { zone: name })}
            lines={lines}
            from={Math.min(opensAt, known[0]?.at ?? opensAt)}
            to={Math.max(closesAt, now)}
            timeZone={site.timeZone}
          />
        )}
      </div>
      {revised === 0 ? null : <p className={styles.note}>{t('ops.zones.revised', { count: revised })}</p>}
      <DayTable
        caption={t('ops.zones.day', { zone: name })}
        heads={[t('ops.zones.time'), t('ops.zones.count'), t('ops.zones.entered'), t('ops.zones.left')]}
        rows={known.map((point) => [
          clock(point.at),
          point.people === null ? '–' : formatCount(point.people),
          formatCount(point.entered),
          formatCount(point.left),
        ])}
      />
    </section>
  );
}

/** The way from a doubt to the device that causes it. */
function BlindDevices({ site, blind }: { readonly site: SiteView; readonly blind: ZoneState['blind'] }) {
  const { local } = useWords();
  if (blind.length === 0) return null;
  const names = new Map(site.devices.map((device) => [device.id, local(device.name)]));
  return (
    <ul className={styles.blind}>
      {blind.map(({ deviceId }) => (
        <li key={deviceId}>
          <Link to={`/facilities/${deviceId}`}>{names.get(deviceId) ?? deviceId}</Link>
        </li>
      ))}
    </ul>
  );
}
