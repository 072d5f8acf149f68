import { useTranslation } from 'react-i18next';
import styles from './leave-screen.module.css';

/** While the kiosk service starts or restarts: words, not a spinner. */
export function StartingScreen() {
  const { t } = useTranslation();
  return (
    <main className={`${styles.screen} ${styles.alone}`}>
      <h1 className={styles.title}>{t('starting.title')}</h1>
      <p className={styles.lead}>{t('starting.lead')}</p>
    </main>
  );
}
