import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { formatPercent } from '#shared/ui/texts/figures.ts';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './device-list.module.css';
import { causeText, nextStepText } from './device-words.ts';
import { StateMark } from './state-mark.tsx';

interface DeviceRowLinkProps {
  readonly device: DeviceRow;
  readonly place: string;
  readonly now: number;
}

/** A device as a sentence: state, name, model, place, how long, why, and what to do. */
export function DeviceRowLink({ device, place, now }: DeviceRowLinkProps) {
  const words = useWords();
  const { t, local, ago, lasting, moment } = words;
  const cause = causeText(words, device);
  const next = nextStepText(words, device);
  return (
    <Link className={styles.row} to={`/facilities/${device.deviceId}`} data-state={device.state}>
      <span className={styles.state}>
        <StateMark state={device.state} />
      </span>
      <span className={styles.name}>
        <strong>{local(device.name)}</strong> <span className={styles.model}>{device.model}</span>
      </span>
      <span className={styles.place}>{place}</span>
      {cause === null ? null : (
        <span className={styles.cause}>
          <strong>{cause}</strong>{' '}
          <span className={styles.since} title={t('facilities.sinceExact', { time: moment(device.since) })}>
            {lasting(now - device.since)}
          </span>
          {next === null ? null : (
            <span className={styles.next}>
              <ArrowRight aria-hidden="true" />
              {next}
            </span>
          )}
        </span>
      )}
      <span className={styles.facts}>
        {device.lastReadingAt === null ? null : (
          <span title={moment(device.lastReadingAt)}>
            {t('facilities.lastReading', { age: ago(now - device.lastReadingAt) })}
          </span>
        )}
        {device.batteryPercent === null || device.cause === 'battery_low' ? null : (
          <span>{t('facilities.battery', { value: Math.round(device.batteryPercent) })}</span>
        )}
        {device.paper === null || device.cause === `paper_${device.paper}` ? null : (
          <span>{t(`facilities.paper.${device.paper}`)}</span>
        )}
        {device.firmware === null ? null : <span>{t('facilities.firmware', { version: device.firmware })}</span>}
        {device.completeness < 1 && device.state !== 'unseen' ? (
          <span>{t('facilities.complete', { percent: formatPercent(device.completeness) })}</span>
        ) : null}
      </span>
    </Link>
  );
}
