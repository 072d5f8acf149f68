import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '#shared/domain/faults.ts';
import { kioskZhCn } from '../texts/zh-cn.ts';
import styles from './fault-panel.module.css';

type OwnFault = keyof typeof kioskZhCn.fault;

interface FaultPanelProps {
  readonly fault: Fault;
  /** The kiosk's own words for this moment, where the shared ones would not fit it. */
  readonly words?: OwnFault;
}

/** What happened, what is safe, what to do now; the code for staff last and small. */
export function FaultPanel({ fault, words }: FaultPanelProps) {
  const { t } = useTranslation(['app', 'shared']);
  const own = words ?? (isOwn(fault.code) ? fault.code : null);
  const part = (name: 'what' | 'safe' | 'next') =>
    own === null ? t(`fault.${fault.code}.${name}`, { ns: 'shared' }) : t(`fault.${own}.${name}`);
  return (
    <div className={styles.panel} role="alert">
      <TriangleAlert aria-hidden="true" className={styles.symbol} />
      <div>
        <p className={styles.what}>{part('what')}</p>
        <p>{part('safe')}</p>
        <p>{part('next')}</p>
        <p className={styles.code}>{fault.code}</p>
      </div>
    </div>
  );
}

function isOwn(code: string): code is OwnFault {
  return code in kioskZhCn.fault;
}
