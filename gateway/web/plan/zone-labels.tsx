import { memo, useMemo } from 'react';
import { formatCount } from '#shared/ui/texts/figures.ts';
import type { SiteView, ZoneState } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './floor-plan.module.css';
import { placeNames } from './place-names.ts';

interface ZoneLabelsProps {
  readonly zones: SiteView['zones'];
  readonly states: ReadonlyMap<string, ZoneState>;
  /** Pixels a metre: a name is written only where no other label is in its way; the figure always is. */
  readonly scale: number;
}

/** The figure and name of each zone. Drawn only: the zones themselves say it to those who listen. */
export const ZoneLabels = memo(function ZoneLabels({ zones, states, scale }: ZoneLabelsProps) {
  const { local } = useWords();
  // Whatever the number, its place is reserved at four figures: names must not flicker as people come and go.
  const names = useMemo(
    () =>
      placeNames(
        zones.map((zone) => ({ id: zone.id, at: zone.labelAt, name: local(zone.name) })),
        scale,
      ),
    [zones, scale, local],
  );
  return (
    <>
      {zones.map((zone) => {
        const named = names.has(zone.id);
        const people = states.get(zone.id)?.people ?? null;
        return (
          <g key={zone.id} transform={`translate(${zone.labelAt[0]} ${-zone.labelAt[1]})`}>
            <text className={styles.zoneLabel}>
              <tspan x="0" y={named ? -2 : 5} className={styles.zoneFigure}>
                {people === null ? '–' : formatCount(people)}
              </tspan>
              {named ? (
                <tspan x="0" y="13" className={styles.zoneName}>
                  {local(zone.name)}
                </tspan>
              ) : null}
            </text>
          </g>
        );
      })}
    </>
  );
});
