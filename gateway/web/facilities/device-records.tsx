/** What a device did over time: changes of state, readings, what was rejected, what never came. */
import { type Metric, metrics } from '#shared/domain/reading.ts';
import { formatCount } from '#shared/ui/texts/figures.ts';
import type { DevicePage, ReadingRow } from '#shared/wire/device-api.ts';
import { problem } from '#shared/wire/fields.ts';
import { useWords } from '../app/use-words.ts';
import styles from './device-screen.module.css';
import { causeText } from './device-words.ts';
import { StateMark } from './state-mark.tsx';

interface RecordsProps {
  readonly page: DevicePage;
}

/** Changes of state, newest first. */
export function Timeline({ page }: RecordsProps) {
  const words = useWords();
  const { t, moment } = words;
  return (
    <section className={styles.card}>
      <h2>{t('facilities.page.timeline')}</h2>
      {page.timeline.length === 0 ? <p className={styles.quiet}>{t('facilities.page.noTimeline')}</p> : null}
      <ol className={styles.timeline}>
        {page.timeline.map((change) => (
          <li key={`${change.at} ${change.state} ${change.cause}`}>
            <StateMark state={change.state} />
            <span>{causeText(words, change)}</span>
            <time className={styles.quiet} dateTime={new Date(change.at).toISOString()}>
              {moment(change.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the device said is wrong with it, in its maker's words; nothing where it never complained. */
export function Reports({ page }: RecordsProps) {
  const { t, moment } = useWords();
  if (page.reports.length === 0) return null;
  return (
    <section className={styles.card}>
      <h2>{t('facilities.page.reports')}</h2>
      <ul className={styles.reports}>
        {page.reports.map((report) => (
          <li key={`${report.at} ${report.detail}`}>
            <span>{report.detail}</span>
            <time className={styles.quiet} dateTime={new Date(report.at).toISOString()}>
              {moment(report.at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The newest readings as they were stored. */
export function Readings({ page }: RecordsProps) {
  const { t, moment } = useWords();
  return (
    <section className={styles.card}>
      <h2>
        {t('facilities.page.readings')}
        {page.readings.length === 0 ? null : (
          <span className={styles.quiet}>{t('facilities.page.readingsShown', { count: page.readings.length })}</span>
        )}
      </h2>
      {page.readings.length === 0 ? (
        <p className={styles.quiet}>{t('facilities.page.noReadings')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <section className={styles.scroll} tabIndex={0} aria-label={t('facilities.page.readings')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('facilities.page.at')}</th>
                <th scope="col">{t('facilities.page.metric')}</th>
                <th scope="col">{t('facilities.page.channel')}</th>
                <th scope="col" className={styles.number}>
                  {t('facilities.page.value')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('facilities.page.sequence')}
                </th>
              </tr>
            </thead>
            <tbody>
              {page.readings.map((reading) => (
                <tr key={keyOf(reading)}>
                  <td title={`${t('facilities.page.received')} ${moment(reading.receivedAt)}`}>{moment(reading.at)}</td>
                  <td>{isMetric(reading.metric) ? t(`facilities.metric.${reading.metric}`) : reading.metric}</td>
                  <td>
                    <code>{reading.channel}</code>
                  </td>
                  <td className={styles.number}>
                    {reading.value} <span className={styles.quiet}>{unitText(reading.unit)}</span>
                  </td>
                  <td className={styles.number}>{reading.sequence ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );

  function unitText(unit: string): string {
    return unit === 'crossings' || unit === 'people' || unit === 'vehicles' ? t(`facilities.unit.${unit}`) : unit;
  }
}

/** Payloads that could not be used, with the field at fault and the original. */
export function Quarantine({ page }: RecordsProps) {
  const { t, moment } = useWords();
  return (
    <section className={styles.card}>
      <h2>{t('facilities.page.quarantine')}</h2>
      {page.quarantine.length === 0 ? <p className={styles.quiet}>{t('facilities.page.noQuarantine')}</p> : null}
      <ul className={styles.quarantine}>
        {page.quarantine.map((row) => {
          const code = problem.shape.code.safeParse(row.code);
          return (
            <li key={row.id}>
              <p>
                <strong>{code.success ? t(`fault.${code.data}.what`, { ns: 'shared' }) : row.code}</strong>
                <time className={styles.quiet} dateTime={new Date(row.receivedAt).toISOString()}>
                  {moment(row.receivedAt)}
                </time>
              </p>
              <p>{row.detail}</p>
              <details>
                <summary>
                  {t('facilities.page.excerpt')} · {t('facilities.page.bytes', { count: row.sizeBytes })}
                </summary>
                <p className={styles.quiet}>
                  <code>{row.topic}</code> · <code>{row.code}</code>
                </p>
                <pre className={styles.excerpt}>{row.excerpt}</pre>
              </details>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What should have come and did not. */
export function Losses({ page }: RecordsProps) {
  const { t, clock, moment } = useWords();
  return (
    <section className={styles.card}>
      <h2>{t('facilities.page.losses')}</h2>
      {page.losses.length === 0 ? <p className={styles.quiet}>{t('facilities.page.noLosses')}</p> : null}
      <ul className={styles.losses}>
        {page.losses.map((loss) => (
          <li key={loss.id}>
            <strong>{t(`facilities.page.reason.${loss.reason}`)}</strong>
            <span>{t('facilities.page.lossTime', { from: moment(loss.fromAt), to: clock(loss.toAt) })}</span>
            {loss.fromSequence === null || loss.toSequence === null ? null : (
              <span>
                {t('facilities.page.lossRange', {
                  from: formatCount(loss.fromSequence),
                  to: formatCount(loss.toSequence),
                })}
              </span>
            )}
            <span className={styles.quiet}>
              {loss.repairedAt === null
                ? t('facilities.page.open')
                : t('facilities.page.repaired', { time: clock(loss.repairedAt) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isMetric(name: string): name is Metric {
  return name in metrics;
}

function keyOf(reading: ReadingRow): string {
  return `${reading.sourceAt} ${reading.sequence} ${reading.metric} ${reading.channel} ${reading.receivedAt} ${reading.value}`;
}
