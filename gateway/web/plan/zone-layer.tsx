import { memo } from 'react';
import type { ZoneId } from '#shared/domain/ids.ts';
import type { SiteView, ZoneState } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './floor-plan.module.css';
import { ringPath } from './plan-geometry.ts';

interface ZoneLayerProps {
  readonly zones: SiteView['zones'];
  readonly states: ReadonlyMap<string, ZoneState>;
  readonly selected: ZoneId | null;
  readonly onSelect: (zoneId: ZoneId | null) => void;
}

/** Zones to touch. A zone that is partly blind is hatched. Their figures are drawn by ZoneLabels, above the devices. */
export const ZoneLayer = memo(function ZoneLayer({ zones, states, selected, onSelect }: ZoneLayerProps) {
  const { t, local } = useWords();
  return (
    <>
      {zones.map((zone) => {
        const state = states.get(zone.id);
        const people = state?.people ?? null;
        const name = local(zone.name);
        const blind = (state?.blind.length ?? 0) > 0;
        const spoken =
          people === null
            ? t('ops.plan.zoneUnknown', { name })
            : t('ops.plan.zone', { name, people: t('figure.people', { ns: 'shared', count: people }) });
        const toggle = () => onSelect(selected === zone.id ? null : zone.id);
        return (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no button element.
          <g
            key={zone.id}
            role="button"
            tabIndex={0}
            className={styles.zone}
            aria-pressed={selected === zone.id}
            aria-label={blind ? `${spoken}, ${t('ops.plan.blind')}` : spoken}
            data-zone={zone.id}
            onClick={toggle}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              toggle();
            }}
          >
            {blind ? <path d={ringPath(zone.outline)} className={styles.blind} /> : null}
            <path d={ringPath(zone.outline)} className={styles.zoneShape} />
          </g>
        );
      })}
    </>
  );
});
