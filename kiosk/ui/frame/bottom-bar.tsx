import { ArrowDownToLine, ArrowLeft, Contrast, Languages, type LucideIcon, ZoomIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Comfort } from '#kiosk/core/session.ts';
import { useKiosk } from '../kiosk-context.ts';
import styles from './frame.module.css';

const comforts: readonly { readonly name: keyof Comfort; readonly Symbol: LucideIcon }[] = [
  { name: 'largeText', Symbol: ZoomIn },
  { name: 'lowReach', Symbol: ArrowDownToLine },
  { name: 'highContrast', Symbol: Contrast },
];

/** Always there, always the same places: back left, "end and clear" beside it, the comforts right. */
export function BottomBar() {
  const { t } = useTranslation();
  const { session, dispatch, end } = useKiosk();
  const { screen, comfort } = session;
  const somebody = screen.name !== 'attract' && screen.name !== 'leave';
  return (
    <footer className={styles.bar}>
      {hasBack(screen.name) ? (
        <button type="button" className={styles.back} onClick={() => dispatch({ type: 'back' })}>
          <ArrowLeft aria-hidden="true" className={styles.symbol} />
          {t('frame.back')}
        </button>
      ) : (
        <span className={styles.back} aria-hidden="true" />
      )}
      {somebody ? (
        <button type="button" className={styles.end} onClick={end}>
          {t('frame.end')}
        </button>
      ) : (
        <span />
      )}
      {comfort.lowReach && <OtherLanguage />}
      <fieldset className={styles.comforts} aria-label={t('frame.comfort')}>
        {comforts.map(({ name, Symbol: Icon }) => (
          <button
            key={name}
            type="button"
            className={styles.comfort}
            aria-pressed={comfort[name]}
            onClick={() => dispatch({ type: 'comfort', change: { [name]: !comfort[name] } })}
          >
            <Icon aria-hidden="true" className={styles.symbol} />
            {t(`frame.${name}`)}
          </button>
        ))}
      </fieldset>
    </footer>
  );
}

/** The language switch where low reach wants it: one button, named in the language that it brings. */
function OtherLanguage() {
  const { t } = useTranslation(['app', 'shared']);
  const { session, dispatch } = useKiosk();
  const other = session.language === 'en' ? 'zh-CN' : 'en';
  return (
    <button
      type="button"
      lang={other}
      className={styles.comfort}
      onClick={() => dispatch({ type: 'language', language: other })}
    >
      <Languages aria-hidden="true" className={styles.symbol} />
      {t(`language.${other}`, { ns: 'shared' })}
    </button>
  );
}

function hasBack(name: string): boolean {
  return ['phone', 'code', 'consent', 'birthday', 'confirm'].includes(name);
}
