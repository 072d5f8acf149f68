import { useTranslation } from 'react-i18next';
import styles from './leave-screen.module.css';

/** The visit is wiped already; these are only words. */
export function LeaveScreen() {
  const { t } = useTranslation();
  return (
    <div className={styles.screen}>
      <h1 className={styles.title}>{t('leave.title')}</h1>
      <p className={styles.lead}>{t('leave.lead')}</p>
    </div>
  );
}
