import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { AtriumPicture } from './atrium-picture.tsx';
import styles from './attract-screen.module.css';

/** One picture, one sentence, one button. Shown only when the last visit is cleared. */
export function AttractScreen() {
  const { t } = useTranslation();
  const { session, status, dispatch } = useKiosk();
  const ready = status.asOf !== null;
  return (
    <div className={styles.screen}>
      <div className={styles.picture}>
        <AtriumPicture />
      </div>
      <div className={styles.words}>
        {session.fault !== null && <FaultPanel fault={session.fault} />}
        <h1 className={styles.title}>{ready ? t('attract.title') : t('starting.title')}</h1>
        <p className={styles.lead}>{ready ? t('attract.lead') : t('starting.lead')}</p>
        <ActionButton
          look="primary"
          disabled={!ready}
          busy={session.asking === null ? null : t('phone.looking')}
          onPress={() => dispatch({ type: 'start' })}
        >
          {t('attract.start')}
        </ActionButton>
        <p className={styles.card}>{t('attract.card')}</p>
      </div>
    </div>
  );
}
