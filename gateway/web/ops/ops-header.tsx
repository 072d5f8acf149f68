import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import type { LevelId } from '#shared/domain/ids.ts';
import { Segmented } from '#shared/ui/components/segmented.tsx';
import { formatCount, formatPercent } from '#shared/ui/texts/figures.ts';
import type { Footfall, FootfallDay, SiteView } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import { FreshnessBadge } from '../live/freshness-badge.tsx';
import { levelName } from '../plan/level-name.ts';
import { compareFootfall } from './comparison.ts';
import { peopleOnLevel } from './floor-figures.ts';
import styles from './ops-header.module.css';
import type { FloorOnScreen } from './use-floor.ts';

interface OpsHeaderProps {
  readonly site: SiteView;
  readonly floor: FloorOnScreen;
  /** The minute that is shown; null while live. */
  readonly past: number | null;
  readonly levelId: LevelId;
  readonly onLevel: (levelId: LevelId) => void;
  readonly footfall: Footfall | undefined;
}

/** What is it now, and how sure: level, freshness, completeness, today's footfall against two other days. */
export function OpsHeader({ site, floor, past, levelId, onLevel, footfall }: OpsHeaderProps) {
  const { t, local } = useWords();
  const segments = site.levels
    .toSorted((one, other) => one.ordinal - other.ordinal)
    .map((level) => {
      const people = peopleOnLevel(site, level.id, floor.zones);
      const name = levelName(level, local);
      return {
        value: level.id,
        label: (
          <>
            {level.shortName}
            <span className={styles.levelPeople}>{people === null ? '–' : formatCount(people)}</span>
          </>
        ),
        spoken:
          people === null
            ? t('ops.levelUnknown', { name })
            : t('ops.levelSpoken', { name, people: t('ops.levelPeople', { count: people }) }),
      };
    });
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">{t('ops.title')}</h1>
      <Segmented label={t('ops.levels')} segments={segments} value={levelId} onChange={onLevel} />
      <FreshnessBadge past={past} />
      {floor.completeness === null ? null : (
        <p className={styles.complete} data-partly={floor.completeness < 0.98 || undefined}>
          {t('ops.complete', { percent: formatPercent(floor.completeness) })}
        </p>
      )}
      {footfall === undefined ? null : <FootfallFigure footfall={footfall} />}
    </header>
  );
}

function FootfallFigure({ footfall }: { readonly footfall: Footfall }) {
  const { t } = useWords();
  return (
    <div className={styles.footfall}>
      <p className={styles.total}>
        <span className={styles.totalName}>{t('ops.footfall.title')}</span>
        <strong>{footfall.today.known ? formatCount(footfall.today.soFar) : '–'}</strong>
      </p>
      <ul className={styles.comparisons}>
        <li>
          <Difference today={footfall.today} other={footfall.yesterday} day="yesterday" none="noYesterday" />
        </li>
        <li>
          <Difference today={footfall.today} other={footfall.lastWeek} day="lastWeek" none="noLastWeek" />
        </li>
      </ul>
    </div>
  );
}

interface DifferenceProps {
  readonly today: FootfallDay;
  readonly other: FootfallDay;
  readonly day: 'yesterday' | 'lastWeek';
  readonly none: 'noYesterday' | 'noLastWeek';
}

function Difference({ today, other, day, none }: DifferenceProps) {
  const { t } = useWords();
  const comparison = compareFootfall(today, other);
  const name = t(`ops.footfall.${day}`);
  switch (comparison.kind) {
    case 'unknown':
      return <span className={styles.unknown}>{t(`ops.footfall.${none}`)}</span>;
    case 'same':
      return (
        <>
          <Minus aria-hidden="true" />
          {t('ops.footfall.same', { day: name })}
        </>
      );
    case 'up':
    case 'down': {
      const Arrow = comparison.kind === 'up' ? ArrowUp : ArrowDown;
      return (
        <>
          <Arrow aria-hidden="true" />
          {t(`ops.footfall.${comparison.kind}`, { day: name, percent: comparison.percent })}
        </>
      );
    }
  }
}
