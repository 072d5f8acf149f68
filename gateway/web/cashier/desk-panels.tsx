import { formatCount } from '#shared/ui/texts/figures.ts';
import type { DeskView } from '#shared/wire/desk-api.ts';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { useLive } from '../live/use-live.tsx';
import styles from './desk-panels.module.css';

/** One-time codes that an installation without text messages shows here, large enough to read out. */
export function CodesPanel() {
  const { t, duration } = useWords();
  const now = useNow(1_000);
  const codes = (useLive((state) => state.codes) ?? []).filter((code) => code.expiresAt > now);
  return (
    <section className={styles.panel} aria-labelledby="codes-title">
      <h2 id="codes-title">{t('cashier.codes.title')}</h2>
      {codes.length === 0 ? (
        <p className={styles.quiet}>{t('cashier.codes.none')}</p>
      ) : (
        <>
          <ul className={styles.codes}>
            {codes.map((code) => (
              <li key={code.codeId} data-testid="one-time-code">
                <strong>{code.code}</strong>
                <span>
                  {t('cashier.codes.tail', { tail: code.phoneTail })}
                  <br />
                  {t('cashier.codes.left', { time: duration(code.expiresAt - now) })}
                </span>
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>{t('cashier.codes.hint')}</p>
        </>
      )}
    </section>
  );
}

/** What members asked for while the gateway was away. */
export function RequestsPanel({ desk }: { readonly desk: DeskView }) {
  const { t, local, ago, moment } = useWords();
  const now = useNow(10_000);
  return (
    <section className={styles.panel} aria-labelledby="requests-title">
      <h2 id="requests-title">{t('cashier.requests.title')}</h2>
      {desk.requests.length === 0 ? (
        <p className={styles.quiet}>{t('cashier.requests.none')}</p>
      ) : (
        <>
          <ul className={styles.requests}>
            {desk.requests.map((request) => (
              <li key={request.opId}>
                <span>{local(request.giftName)}</span>
                <span className={styles.quiet} title={moment(request.at)}>
                  {local(request.kioskName)} · {ago(now - request.at)}
                </span>
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>{t('cashier.requests.hint')}</p>
        </>
      )}
    </section>
  );
}

/** What lies at this desk. */
export function StockPanel({ desk }: { readonly desk: DeskView }) {
  const { t, local } = useWords();
  return (
    <section className={styles.panel} aria-labelledby="stock-title">
      <h2 id="stock-title">{t('cashier.stock.title')}</h2>
      {desk.stock.length === 0 ? (
        <p className={styles.quiet}>{t('cashier.stock.none')}</p>
      ) : (
        <table className={styles.stock}>
          <thead>
            <tr>
              <th scope="col">{t('cashier.stock.gift')}</th>
              <th scope="col">{t('cashier.stock.free')}</th>
              <th scope="col">{t('cashier.stock.reserved')}</th>
              <th scope="col">{t('cashier.stock.handed')}</th>
            </tr>
          </thead>
          <tbody>
            {desk.stock.map((gift) => (
              <tr key={gift.sku} data-low={gift.free === 0 || undefined}>
                <th scope="row">{local(gift.giftName)}</th>
                <td>{formatCount(gift.free)}</td>
                <td>{formatCount(gift.reserved)}</td>
                <td>{formatCount(gift.handed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
