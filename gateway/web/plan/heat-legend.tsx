import { useMemo } from 'react';
import { heatColour } from '#shared/ui/tokens/heat-ramp.ts';
import { useDarkness } from '../app/preferences.ts';
import { useWords } from '../app/use-words.ts';
import styles from './heat-legend.module.css';

/** The printed scale of the heat: colours from nobody to `max` people per 100 m². */
export function HeatLegend({ max }: { readonly max: number }) {
  const { t } = useWords();
  const dark = useDarkness();
  const gradient = useMemo(() => {
    const stops = Array.from({ length: 9 }, (_, index) => heatColour(dark ? 'dark' : 'light', index / 8));
    return `linear-gradient(to right, transparent, ${stops.join(', ')})`;
  }, [dark]);
  return (
    <figure
      className={styles.legend}
      aria-label={`${t('ops.plan.legend')}: 0–${max} ${t('figure.perHundredSquareMetres', { ns: 'shared' })}`}
    >
      <span aria-hidden="true">0</span>
      <span className={styles.ramp} style={{ background: gradient }} aria-hidden="true" />
      <span aria-hidden="true">
        {max}+ {t('figure.perHundredSquareMetres', { ns: 'shared' })}
      </span>
    </figure>
  );
}
