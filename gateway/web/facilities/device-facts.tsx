import type { ReactNode } from 'react';
import { formatPercent } from '#shared/ui/texts/figures.ts';
import type { DevicePage, DeviceRow } from '#shared/wire/device-api.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './device-screen.module.css';
import { classText } from './device-words.ts';

interface DeviceFactsProps {
  readonly device: DeviceRow;
  readonly page: DevicePage;
  readonly site: SiteView | undefined;
  readonly now: number;
}

/** What the device is, how it is connected, what it watches. */
export function DeviceFacts({ device, page, site, now }: DeviceFactsProps) {
  const words = useWords();
  const { t, local, ago, moment } = words;
  const level = site?.levels.find((candidate) => candidate.id === device.levelId);
  const watchedName = (id: string) => {
    const watched = site?.lines.find((line) => line.id === id) ?? site?.zones.find((zone) => zone.id === id);
    return watched === undefined ? id : local(watched.name);
  };
  return (
    <section className={styles.card}>
      <h2>{t('facilities.page.facts')}</h2>
      <dl className={styles.facts}>
        <Fact name={t('facilities.page.id')}>
          <code>{device.deviceId}</code>
        </Fact>
        <Fact name={t('facilities.page.class')}>{classText(words, device.class)}</Fact>
        <Fact name={t('facilities.page.place')}>{level === undefined ? device.levelId : local(level.name)}</Fact>
        <Fact name={t('facilities.page.lastReading')}>
          {device.lastReadingAt === null ? (
            t('facilities.never')
          ) : (
            <span title={moment(device.lastReadingAt)}>{ago(now - device.lastReadingAt)}</span>
          )}
        </Fact>
        <Fact name={t('facilities.page.completeness')}>
          {device.state === 'unseen'
            ? t('facilities.page.unknown')
            : t('figure.percent', { ns: 'shared', value: formatPercent(device.completeness) })}
        </Fact>
        {device.online === null ? null : (
          <Fact name={t('facilities.page.link')}>{t(device.online ? 'facilities.online' : 'facilities.offline')}</Fact>
        )}
        <Fact name={t('facilities.page.firmware')}>{device.firmware ?? t('facilities.page.unknown')}</Fact>
        {device.batteryPercent === null ? null : (
          <Fact name={t('facilities.page.battery')}>
            {t('figure.percent', { ns: 'shared', value: Math.round(device.batteryPercent) })}
          </Fact>
        )}
        {device.paper === null ? null : (
          <Fact name={t('facilities.page.paper')}>{t(`facilities.paper.${device.paper}`)}</Fact>
        )}
        <Fact name={t('facilities.page.clock')}>{clockText(page.clockOffsetMs)}</Fact>
      </dl>
      <h3>{t('facilities.page.channels')}</h3>
      {page.channels.length === 0 ? (
        <p className={styles.quiet}>{t('facilities.page.noChannels')}</p>
      ) : (
        <ul className={styles.channels}>
          {page.channels.map(({ channel, watches }) => (
            <li key={channel}>
              <code>{channel}</code> {watchedName(watches)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );

  function clockText(offsetMs: number | null): string {
    if (offsetMs === null) return t('facilities.page.clockNone');
    if (Math.abs(offsetMs) < 1_000) return t('facilities.page.clockExact');
    const seconds = (Math.abs(offsetMs) / 1_000).toFixed(1);
    return t(offsetMs > 0 ? 'facilities.page.clockFast' : 'facilities.page.clockSlow', { seconds });
  }
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
