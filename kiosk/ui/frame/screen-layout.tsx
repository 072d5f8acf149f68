import { type ReactNode, useEffect, useRef } from 'react';
import { useKiosk } from '../kiosk-context.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import styles from './screen-layout.module.css';

interface ScreenLayoutProps {
  readonly title: string;
  /** One sentence; gives way to a fault. */
  readonly lead?: ReactNode;
  /** What is read. */
  readonly children?: ReactNode;
  /** What is touched: at the hand's height, or in the lower part for low reach. */
  readonly controls?: ReactNode;
  /** The one action, full width in the lower third. */
  readonly primary?: ReactNode;
  /** True where the controls are things to look through. */
  readonly browse?: boolean;
  readonly faultWords?: 'redeem_unanswered';
}

/** One decision a screen: title, one sentence, what is read, what is touched. */
export function ScreenLayout({
  title,
  lead,
  children,
  controls,
  primary,
  browse = false,
  faultWords,
}: ScreenLayoutProps) {
  const { session } = useKiosk();
  const heading = useRef<HTMLHeadingElement>(null);
  // Screen readers follow the focus; nothing else moves it.
  useEffect(() => heading.current?.focus(), []);
  const words = session.fault?.code === 'gateway_unreachable' ? faultWords : undefined;
  return (
    <div className={`${styles.screen} ${browse ? styles.browse : ''}`}>
      <div className={styles.content}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {session.fault === null ? (
          lead !== undefined && <p className={styles.lead}>{lead}</p>
        ) : (
          <FaultPanel fault={session.fault} {...(words === undefined ? {} : { words })} />
        )}
        {children}
      </div>
      {controls !== undefined && <div className={styles.controls}>{controls}</div>}
      {primary !== undefined && <div className={styles.primary}>{primary}</div>}
    </div>
  );
}
