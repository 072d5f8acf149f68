import { useTranslation } from 'react-i18next';
import styles from './entry.module.css';

interface EntryProps {
  /** What it is, for those who hear it. */
  readonly label: string;
  /** The digits so far, grouped for the eye. */
  readonly shown: string;
  /** What stands there while it is empty. */
  readonly empty: string;
}

/** What the pad has typed, large. */
export function Entry({ label, shown, empty }: EntryProps) {
  const { t } = useTranslation();
  return (
    <p className={styles.entry} aria-live="polite">
      <span className="visually-hidden">{`${label} `}</span>
      {shown === '' ? <span className={styles.empty}>{empty}</span> : <span className={styles.digits}>{shown}</span>}
      <span className="visually-hidden">{t('phone.pad')}</span>
    </p>
  );
}

interface CellsProps {
  readonly label: string;
  readonly digits: string;
  readonly count: number;
}

/** One cell for each digit of a code. */
export function EntryCells({ label, digits, count }: CellsProps) {
  const cells = Array.from({ length: count }, (_, index) => ({ place: index, digit: digits[index] ?? '' }));
  return (
    <div className={styles.cells} role="img" aria-label={`${label} ${digits}`}>
      {cells.map(({ place, digit }) => (
        <span key={place} className={styles.cell} data-next={place === digits.length || undefined}>
          {digit}
        </span>
      ))}
    </div>
  );
}
