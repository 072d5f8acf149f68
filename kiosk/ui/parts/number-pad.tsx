import { Delete } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import styles from './number-pad.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'] as const;

/** Twelve keys of 120 px. What they type is shown above it, never in a field that a scanner could fill. */
export function NumberPad() {
  const { t } = useTranslation();
  const { dispatch } = useKiosk();
  return (
    <fieldset className={styles.pad} aria-label={t('phone.pad')}>
      {digits.map((digit) =>
        digit === '' ? (
          <span key="gap" />
        ) : (
          <button key={digit} type="button" className={styles.key} onClick={() => dispatch({ type: 'digit', digit })}>
            {digit}
          </button>
        ),
      )}
      <button
        type="button"
        className={styles.key}
        aria-label={t('phone.erase')}
        onClick={() => dispatch({ type: 'erase' })}
      >
        <Delete aria-hidden="true" className={styles.symbol} />
      </button>
    </fieldset>
  );
}
