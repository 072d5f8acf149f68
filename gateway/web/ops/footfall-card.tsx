import { useMemo } from 'react';
import { businessDayAt, businessDayNamed, minuteMs, openingOf } from '#shared/domain/calendar.ts';
import { formatCount, formatPercent } from '#shared/ui/texts/figures.ts';
import type { Footfall, FootfallDay, SiteView } from '#shared/wire/floor-api.ts';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { DayChart } from '../chart/day-chart.tsx';
import { DayTable } from './day-table.tsx';
import styles from './side-card.module.css';

/** People coming in, every quarter of an hour: today over yesterday over the same weekday last week. */
export function FootfallCard({ site, footfall }: { readonly site: SiteView; readonly footfall: Footfall }) {
  const { t, clock } = useWords();
  const day = businessDayAt(useNow(60_000), site);
  const { opensAt, closesAt } = openingOf(day, site);
  const shifted = useMemo(
    () => ({
      // The quarter that is not over yet would read as a fall.
      today: footfall.today.quarters
        .filter(({ at }) => at + 15 * minuteMs <= footfall.at)
        .map(({ at, entered }) => [at, entered] as const),
      yesterday: onToday(footfall.yesterday, day.startsAt, site),
      lastWeek: onToday(footfall.lastWeek, day.startsAt, site),
    }),
    [footfall, day.startsAt, site],
  );
  const lines = useMemo(
    () => [
      { name: t('ops.footfall.lastWeekDay'), look: 'dashed' as const, points: shifted.lastWeek },
      { name: t('ops.footfall.yesterdayDay'), look: 'other' as const, points: shifted.yesterday },
      { name: t('ops.footfall.today'), look: 'main' as const, points: shifted.today },
    ],
    [shifted, t],
  );
  const others = [new Map(shifted.yesterday), new Map(shifted.lastWeek)] as const;
  const countAt = (counts: ReadonlyMap<number, number>, at: number) => {
    const count = counts.get(at);
    return count === undefined ? '–' : formatCount(count);
  };
  return (
    <section className={styles.card} aria-label={t('ops.footfall.chart')}>
      <header className={styles.head}>
        <h2>{t('ops.footfall.chart')}</h2>
      </header>
      <ul className={styles.keys} aria-hidden="true">
        <li data-look="main">{t('ops.footfall.today')}</li>
        <li data-look="other">{t('ops.footfall.yesterdayDay')}</li>
        <li data-look="dashed">{t('ops.footfall.lastWeekDay')}</li>
      </ul>
      <div className={styles.chart}>
        {lines.every(({ points }) => points.length === 0) ? (
          <p className={styles.empty}>{t('ops.zones.noHistory')}</p>
        ) : (
          <DayChart
            label={t('ops.footfall.chart')}
            lines={lines}
            from={opensAt}
            to={closesAt}
            timeZone={site.timeZone}
          />
        )}
      </div>
      {footfall.today.completeness < 0.98 ? (
        <p className={styles.note}>
          {t('ops.footfall.partly', { percent: formatPercent(footfall.today.completeness) })}
        </p>
      ) : null}
      <DayTable
        caption={t('ops.footfall.chart')}
        heads={[
          t('ops.zones.time'),
          t('ops.footfall.today'),
          t('ops.footfall.yesterdayDay'),
          t('ops.footfall.lastWeekDay'),
        ]}
        rows={shifted.today.map(([at, entered]) => [
          clock(at),
          formatCount(entered),
          countAt(others[0], at),
          countAt(others[1], at),
        ])}
      />
    </section>
  );
}

/** The quarters of another day laid over today's hours; nothing where that day was not recorded. */
function onToday(day: FootfallDay, todayStartsAt: number, site: SiteView): readonly (readonly [number, number])[] {
  if (!day.known) return [];
  const shift = todayStartsAt - businessDayNamed(day.day, site).startsAt;
  return day.quarters.map(({ at, entered }) => [at + shift, entered] as const);
}
