import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

const symbols = { plain: Info, jade: CircleCheck, amber: TriangleAlert, cinnabar: OctagonAlert };

interface NoticeProps {
  readonly tone: 'plain' | 'jade' | 'amber' | 'cinnabar';
  readonly title: ReactNode;
  /** A stable code for staff, last and small. */
  readonly code?: string;
  /** True where it answers what the person just did: it is read out at once. */
  readonly urgent?: boolean;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** A state in words, symbol and colour, with what to do about it. */
export function Notice({ tone, title, code, urgent = false, children, action }: NoticeProps) {
  const Mark = symbols[tone];
  return (
    <div className={`${styles.notice} ${styles[tone] ?? ''}`} role={urgent ? 'alert' : 'status'}>
      <Mark aria-hidden="true" />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children}
        {code === undefined ? null : <p className={styles.code}>{code}</p>}
      </div>
      {action}
    </div>
  );
}
