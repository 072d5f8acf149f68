import type { ReactNode } from 'react';
import styles from './action-button.module.css';

interface ActionButtonProps {
  /** `primary` is the one action of a screen, full width. */
  readonly look: 'primary' | 'plain' | 'quiet';
  readonly onPress: () => void;
  readonly disabled?: boolean;
  /** Words while an answer is awaited; the button takes no second touch meanwhile. */
  readonly busy?: string | null;
  readonly children: ReactNode;
}

/** A button for a finger at arm's length. */
export function ActionButton({ look, onPress, disabled = false, busy = null, children }: ActionButtonProps) {
  const waiting = busy !== null;
  return (
    <button
      type="button"
      className={`${styles.button} ${styles[look]} ${waiting ? styles.waiting : ''}`}
      disabled={disabled || waiting}
      onClick={onPress}
    >
      {waiting ? <span role="status">{busy}</span> : children}
    </button>
  );
}
