import { EyeOff, Minus, TrendingDown, TrendingUp } from 'lucide-react';
import { useMemo } from 'react';
import type { LevelId, ZoneId } from '#shared/domain/ids.ts';
import { formatChange, formatCount, formatPercent } from '#shared/ui/texts/figures.ts';
import type { SiteView, ZoneState } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import { type BayCount, baysByZone, densityOf } from './floor-figures.ts';
import type { FloorOnScreen } from './use-floor.ts';
import styles from './zone-list.module.css';

/** More silent devices than this are counted, not named: the zone's own card names them all. */
const blindShownMax = 2;
/** A message late here and there is everyday, and so are the first minutes after a start; the zone's own card tells all. */
const partlyBelow = 0.95;

interface ZoneListProps {
  readonly site: SiteView;
  readonly levelId: LevelId;
  readonly floor: FloorOnScreen;
  readonly selected: ZoneId | null;
  readonly onSelect: (zoneId: ZoneId | null) => void;
}

/** The zones of a level in the order of the site: rows must not jump under the reader's eye. */
export function ZoneList({ site, levelId, floor, selected, onSelect }: ZoneListProps) {
  const { t } = useWords();
  const bays = useMemo(() => baysByZone(site, floor.bays), [site, floor.bays]);
  const zones = site.zones.filter((zone) => zone.levelId === levelId);
  if (zones.length === 0) return <p className={styles.none}>{t('ops.zones.none')}</p>;
  return (
    <ul className={styles.list} aria-label={t('ops.zones.title')}>
      {zones.map((zone) => (
        <li key={zone.id}>
          <ZoneRow
            site={site}
            zone={zone}
            state={floor.zones.get(zone.id)}
            bays={bays.get(zone.id)}
            selected={selected === zone.id}
            onPress={() => onSelect(selected === zone.id ? null : zone.id)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ZoneRowProps {
  readonly site: SiteView;
  readonly zone: SiteView['zones'][number];
  readonly state: ZoneState | undefined;
  readonly bays: BayCount | undefined;
  readonly selected: boolean;
  readonly onPress: () => void;
}

function ZoneRow({ site, zone, state, bays, selected, onPress }: ZoneRowProps) {
  const { t, local } = useWords();
  const people = state?.people ?? null;
  const density = people === null ? 0 : densityOf(people, zone.areaM2);
  return (
    <button type="button" className={styles.row} aria-pressed={selected} data-zone={zone.id} onClick={onPress}>
      <span className={styles.name}>
        {local(zone.name)}
        <ZoneAside state={state} bays={bays} />
      </span>
      <span className={styles.people} data-testid="zone-people" data-unknown={people === null || undefined}>
        {people === null ? t('ops.zones.unknown') : formatCount(people)}
      </span>
      <Trend trend={state?.trend ?? null} />
      <span className={styles.bar} aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (density / site.heatScaleMax) * 100)}%` }} />
      </span>
      <ZoneDoubts site={site} state={state} />
    </button>
  );
}

function Trend({ trend }: { readonly trend: number | null }) {
  const { t } = useWords();
  if (trend === null) {
    return <span className={styles.trend} title={t('ops.zones.noTrend')} />;
  }
  const Arrow = trend > 0 ? TrendingUp : trend < 0 ? TrendingDown : Minus;
  const spoken =
    trend === 0 ? t('ops.zones.same') : t(trend > 0 ? 'ops.zones.up' : 'ops.zones.down', { count: Math.abs(trend) });
  return (
    <span className={styles.trend} title={t('ops.zones.trend')}>
      <Arrow aria-hidden="true" />
      <span aria-hidden="true">{trend === 0 ? '' : formatChange(trend)}</span>
      <span className="visually-hidden">{spoken}</span>
    </span>
  );
}

/** What else is known of a zone: bays, tags. */
function ZoneAside({ state, bays }: Pick<ZoneRowProps, 'state' | 'bays'>) {
  const { t } = useWords();
  const tags = state?.tagsPresent ?? null;
  return (
    <span className={styles.aside}>
      {bays === undefined ? null : (
        <span title={t('ops.zones.parkingSpoken', { ...bays })}>{t('ops.zones.parking', { ...bays })}</span>
      )}
      {tags === null ? null : <span>{t('figure.tags', { ns: 'shared', count: tags })}</span>}
    </span>
  );
}

/** Why the figure of a zone may be wrong; nothing where it is whole. */
function ZoneDoubts({ site, state }: Pick<ZoneRowProps, 'site' | 'state'>) {
  const { t, local, clock } = useWords();
  const partly = state !== undefined && state.completeness < partlyBelow;
  const blind = state?.blind ?? [];
  if (!partly && blind.length === 0) return null;
  const nameOf = (id: string) => {
    const device = site.devices.find((candidate) => candidate.id === id);
    return device === undefined ? id : local(device.name);
  };
  return (
    <span className={styles.doubts}>
      {partly ? (
        <span className={styles.partly}>{t('ops.zones.complete', { percent: formatPercent(state.completeness) })}</span>
      ) : null}
      {blind.slice(0, blindShownMax).map(({ deviceId, since }) => (
        <span key={deviceId} className={styles.blind}>
          <EyeOff aria-hidden="true" />
          {since === null
            ? t('ops.zones.blindNever', { device: nameOf(deviceId) })
            : t('ops.zones.blind', { device: nameOf(deviceId), time: clock(since) })}
        </span>
      ))}
      {blind.length > blindShownMax ? (
        <span className={styles.blind}>{t('ops.zones.blindMore', { count: blind.length - blindShownMax })}</span>
      ) : null}
    </span>
  );
}
