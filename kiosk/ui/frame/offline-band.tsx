import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '#shared/ui/texts/figures.ts';
import { useKiosk } from '../kiosk-context.ts';
import styles from './frame.module.css';

/** A thin band in words while the gateway is away; nothing while it answers. */
export function OfflineBand() {
  const { t } = useTranslation();
  const { status } = useKiosk();
  if (status.link.online) return null;
  const { asOf, timeZone } = status;
  return (
    <div className={styles.band} role="status">
      <WifiOff aria-hidden="true" className={styles.bandSymbol} />
      <span>{asOf === null ? t('offline.bandEmpty') : t('offline.band', { clock: formatClock(asOf, timeZone) })}</span>
    </div>
  );
}
