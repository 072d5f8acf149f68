import { CircleCheckBig, Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDay } from '#shared/ui/texts/figures.ts';
import type { PrintJob } from '#shared/wire/member-api.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import type { ScreenNamed } from './screen-named.ts';
import styles from './slip-screen.module.css';

const followMs = 800;

/** The slip on the screen as well as on paper: which desk, until when, and how the printing went, in words. */
export function SlipScreen({ screen }: { readonly screen: ScreenNamed<'slip'> }) {
  const { t } = useTranslation();
  const { session, status, dispatch, ask } = useKiosk();
  const { redemption, print } = screen;
  usePrinting(screen);
  const until = `${formatDay(redemption.expiresAt, status.timeZone, session.language)} ${formatClock(redemption.expiresAt, status.timeZone)}`;
  return (
    <ScreenLayout
      title={t('slip.title')}
      lead={t('slip.cost', { points: redemption.points, left: redemption.pointsLeft })}
      controls={<PrintState print={print} opId={redemption.opId} />}
      primary={
        <ActionButton
          look="primary"
          onPress={() => {
            ask.slipTaken(redemption.opId);
            dispatch({ type: 'home' });
          }}
        >
          {t('slip.done')}
        </ActionButton>
      }
    >
      <section className={styles.slip}>
        <div className={styles.gift}>
          <CircleCheckBig aria-hidden="true" className={styles.check} />
          <p>{redemption.giftName[session.language]}</p>
        </div>
        <div className={styles.code}>
          <QrCode text={redemption.slip} label={t('slip.qr')} />
        </div>
        <div className={styles.facts}>
          <p className={styles.desk}>{t('slip.lead', { desk: redemption.deskName[session.language] })}</p>
          <p>{t('slip.until', { time: until })}</p>
          <p className={styles.short}>
            <span>{t('slip.code')}</span>
            <strong>{redemption.shortCode}</strong>
          </p>
        </div>
      </section>
    </ScreenLayout>
  );
}

/** Prints once when the slip appears, and follows a job until the printer has spoken. */
function usePrinting({ redemption: { opId }, print }: ScreenNamed<'slip'>): void {
  const { ask } = useKiosk();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || print !== null) return;
    asked.current = true;
    void ask.print(opId);
  }, [ask, opId, print]);

  const moving = print?.state === 'queued' || print?.state === 'printing';
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => void ask.followPrint(opId), followMs);
    return () => clearInterval(timer);
  }, [moving, ask, opId]);
}

function PrintState({
  print,
  opId,
}: {
  readonly print: PrintJob | null;
  readonly opId: ScreenNamed<'slip'>['redemption']['opId'];
}) {
  const { t } = useTranslation();
  const { dispatch, ask } = useKiosk();
  const again = () => void ask.print(opId);
  return (
    <div className={styles.print} data-state={print?.state ?? 'none'}>
      <Printer aria-hidden="true" className={styles.printer} />
      <p role="status">{t(`slip.print.${wordsOf(print)}`)}</p>
      {print?.state === 'print_unknown' && (
        <div className={styles.choices}>
          <ActionButton look="plain" onPress={() => dispatch({ type: 'slip_came_out' })}>
            {t('slip.cameOut')}
          </ActionButton>
          <ActionButton look="plain" onPress={again}>
            {t('slip.again')}
          </ActionButton>
        </div>
      )}
      {print?.state === 'print_failed' && (
        <div className={styles.choices}>
          <ActionButton look="plain" onPress={again}>
            {t('slip.retry')}
          </ActionButton>
        </div>
      )}
    </div>
  );
}

function wordsOf(print: PrintJob | null) {
  if (print === null) return 'none';
  if (print.state !== 'print_failed') return print.state;
  if (print.code === 'printer_paper_out') return 'printer_paper_out';
  return print.code === 'gateway_unreachable' ? 'unavailable' : 'print_failed';
}
