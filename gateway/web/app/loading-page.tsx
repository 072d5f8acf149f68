import styles from './page.module.css';
import { useWords } from './use-words.ts';

/** Drawn after a moment only: a page that comes at once does not flash. */
export function LoadingPage() {
  const { t } = useWords();
  return (
    <div className={styles.loading} role="status">
      {t('loading', { ns: 'shared' })}
    </div>
  );
}
