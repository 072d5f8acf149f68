import { useTranslation } from 'react-i18next';
import { languages } from '#shared/domain/text.ts';
import { formatClock, formatDay } from '#shared/ui/texts/figures.ts';
import { useKiosk } from '../kiosk-context.ts';
import { useClock } from '../use-clock.ts';
import styles from './frame.module.css';

/** Place, time, language; never more. */
export function Header() {
  const { t } = useTranslation(['app', 'shared']);
  const { session, status } = useKiosk();
  const at = useClock();
  return (
    <header className={styles.header}>
      <p className={styles.place}>
        <strong>{status.kiosk?.siteName[session.language] ?? t('product', { ns: 'shared' })}</strong>
        <span className={styles.time}>
          {`${formatClock(at, status.timeZone)} · ${formatDay(at, status.timeZone, session.language)}`}
        </span>
      </p>
      {!session.comfort.lowReach && <LanguageSwitch />}
    </header>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation(['app', 'shared']);
  const { session, dispatch } = useKiosk();
  return (
    <fieldset className={styles.languages} aria-label={t('frame.language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.language}
          aria-pressed={session.language === language}
          onClick={() => dispatch({ type: 'language', language })}
        >
          {t(`language.${language}`, { ns: 'shared' })}
        </button>
      ))}
    </fieldset>
  );
}
