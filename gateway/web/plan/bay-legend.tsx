import { formatCount } from '#shared/ui/texts/figures.ts';
import { useWords } from '../app/use-words.ts';
import styles from './heat-legend.module.css';

interface BayLegendProps {
  readonly bays: { readonly free: number; readonly occupied: number; readonly unknown: number } | null;
}

/** What the looks of a bay mean, and how many there are of each; nothing on a level without bays. */
export function BayLegend({ bays }: BayLegendProps) {
  const { t } = useWords();
  if (bays === null) return null;
  const looks = [
    { look: 'free', word: t('ops.plan.bayFree'), count: bays.free },
    { look: 'taken', word: t('ops.plan.bayTaken'), count: bays.occupied },
    { look: 'unknown', word: t('ops.plan.bayUnknown'), count: bays.unknown },
  ];
  return (
    <ul className={styles.bays}>
      {looks.map(({ look, word, count }) => (
        <li key={look} data-look={look}>
          {word} {formatCount(count)}
        </li>
      ))}
    </ul>
  );
}
