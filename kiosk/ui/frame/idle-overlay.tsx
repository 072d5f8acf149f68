import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import styles from './idle-overlay.module.css';

interface IdleOverlayProps {
  readonly secondsLeft: number;
  readonly onStay: () => void;
}

/** The countdown before the wipe, in figures and in words. Any touch keeps the visit. */
export function IdleOverlay({ secondsLeft, onStay }: IdleOverlayProps) {
  const { t } = useTranslation();
  const { end } = useKiosk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: for touches beside the buttons; keys have the buttons, and Escape
    <dialog ref={dialog} className={styles.overlay} aria-labelledby="idle-title" onCancel={onStay} onClick={onStay}>
      <h2 id="idle-title" className={styles.title}>
        {t('idle.title')}
      </h2>
      <p className={styles.seconds} aria-hidden="true">
        {secondsLeft}
      </p>
      <p role="timer">{t('idle.lead', { count: secondsLeft })}</p>
      <ActionButton look="primary" onPress={onStay}>
        {t('idle.stay')}
      </ActionButton>
      <ActionButton look="plain" onPress={end}>
        {t('frame.end')}
      </ActionButton>
    </dialog>
  );
}
