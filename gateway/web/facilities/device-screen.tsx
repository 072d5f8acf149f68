/** One device: what is wrong and what to do, then everything it said and everything it did not. */
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import { Notice } from '#shared/ui/components/notice.tsx';
import { ApiFault } from '../app/api-client.ts';
import { LoadingPage } from '../app/loading-page.tsx';
import { siteQuery } from '../app/site-query.ts';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { useLive } from '../live/use-live.tsx';
import { DeviceFacts } from './device-facts.tsx';
import { DevicePlace } from './device-place.tsx';
import { Losses, Quarantine, Readings, Reports, Timeline } from './device-records.tsx';
import styles from './device-screen.module.css';
import { causeText, nextStepText } from './device-words.ts';
import { deviceQuery } from './facilities-queries.ts';
import { StateMark } from './state-mark.tsx';

export function DeviceScreen() {
  const { deviceId = '' } = useParams();
  const page = useQuery(deviceQuery(deviceId));
  const site = useQuery(siteQuery).data;
  const words = useWords();
  const { t, local, lasting, moment } = words;
  const now = useNow(5_000);
  // The feed is ahead of the page that was read.
  const live = useLive((state) => state.devices.get(deviceId));
  if (page.isPending) return <LoadingPage />;
  if (page.data === undefined) {
    const fault = page.error instanceof ApiFault ? page.error : null;
    return (
      <main className={styles.screen}>
        <BackLink />
        <FaultNotice
          code={fault?.code ?? 'gateway_unreachable'}
          {...(fault === null ? {} : { detail: fault.detail })}
        />
      </main>
    );
  }
  const device = live ?? page.data.device;
  const cause = causeText(words, device);
  const next = nextStepText(words, device);
  return (
    <main className={styles.screen}>
      <BackLink />
      <header className={styles.head}>
        <h1>{local(device.name)}</h1>
        <p className={styles.model}>
          {device.vendor} {device.model}
        </p>
        <StateMark state={device.state} />
      </header>
      {cause === null ? (
        <Notice tone="jade" title={t('facilities.page.well')}>
          <p>
            {page.data.reports.some((report) => report.at >= device.since)
              ? t('facilities.page.wellButReported')
              : t('facilities.page.wellSince', { time: moment(device.since) })}
          </p>
        </Notice>
      ) : (
        <Notice
          tone={device.state === 'ill' ? 'cinnabar' : device.state === 'attention' ? 'amber' : 'plain'}
          title={cause}
        >
          <p title={t('facilities.sinceExact', { time: moment(device.since) })}>{lasting(now - device.since)}</p>
          {next === null ? null : (
            <p>
              <strong>{t('facilities.page.nextStep')}</strong> {next}
            </p>
          )}
        </Notice>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {site === undefined ? null : <DevicePlace site={site} device={device} />}
          <DeviceFacts device={device} page={page.data} site={site} now={now} />
          <Reports page={page.data} />
          <Timeline page={page.data} />
          <Losses page={page.data} />
        </div>
        <div className={styles.column}>
          <Readings page={page.data} />
          <Quarantine page={page.data} />
        </div>
      </div>
    </main>
  );
}

function BackLink() {
  const { t } = useWords();
  return (
    <Link className={styles.back} to="/facilities">
      <ArrowLeft aria-hidden="true" />
      {t('facilities.page.back')}
    </Link>
  );
}
