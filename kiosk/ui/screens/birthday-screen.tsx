import { useTranslation } from 'react-i18next';
import { entryComplete } from '#kiosk/core/session-reducer.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import styles from './birthday-screen.module.css';
import type { ScreenNamed } from './screen-named.ts';

/** Month and day, if the person likes. Both ways on are joining. */
export function BirthdayScreen({ screen }: { readonly screen: ScreenNamed<'birthday'> }) {
  const { t } = useTranslation();
  const { session, ask } = useKiosk();
  const busy = session.asking === null ? null : t('birthday.joining');
  const given = screen.entry !== '';
  return (
    <ScreenLayout
      title={t('birthday.title')}
      lead={t('birthday.lead')}
      controls={
        <>
          <p className={styles.entry} role="img" aria-label={`${t('birthday.entry')} ${screen.entry}`}>
            <span className={styles.digits}>{screen.entry.slice(0, 2).padEnd(2, '–')}</span>
            <span>{t('birthday.month')}</span>
            <span className={styles.digits}>{screen.entry.slice(2).padEnd(2, '–')}</span>
            <span>{t('birthday.day')}</span>
          </p>
          <NumberPad />
        </>
      }
      primary={
        given ? (
          <ActionButton look="primary" disabled={!entryComplete(screen)} busy={busy} onPress={() => ask.join(true)}>
            {t('birthday.next')}
          </ActionButton>
        ) : (
          <ActionButton look="primary" busy={busy} onPress={() => ask.join(false)}>
            {t('birthday.skip')}
          </ActionButton>
        )
      }
    />
  );
}
