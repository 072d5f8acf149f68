import { Square, SquareCheckBig } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import styles from './consent-screen.module.css';
import type { ScreenNamed } from './screen-named.ts';

/** What a member agrees to, in full and with its version; marketing apart and not ticked. */
export function ConsentScreen({ screen }: { readonly screen: ScreenNamed<'consent'> }) {
  const { t } = useTranslation();
  const { session, status, dispatch } = useKiosk();
  const { consent } = status;
  if (consent === null) return null;
  const Box = screen.marketing ? SquareCheckBig : Square;
  return (
    <ScreenLayout
      title={t('consent.title')}
      lead={t('consent.lead', { version: consent.membership.version })}
      controls={
        <button
          type="button"
          className={styles.choice}
          aria-pressed={screen.marketing}
          onClick={() => dispatch({ type: 'marketing', agreed: !screen.marketing })}
        >
          <Box aria-hidden="true" className={styles.box} />
          <span>
            <strong className={styles.choiceTitle}>{t('consent.marketing')}</strong>
            <span className={styles.choiceText}>{consent.marketing.text[session.language]}</span>
          </span>
        </button>
      }
      primary={
        <ActionButton look="primary" onPress={() => dispatch({ type: 'agree' })}>
          {t('consent.next')}
        </ActionButton>
      }
    >
      <p className={styles.text}>{consent.membership.text[session.language]}</p>
    </ScreenLayout>
  );
}
