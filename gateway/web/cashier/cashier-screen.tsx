/** The service desk: scan, one answer, hand over, receipt. Works without a mouse. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import type { DeskView } from '#shared/wire/desk-api.ts';
import { ApiFault } from '../app/api-client.ts';
import { LoadingPage } from '../app/loading-page.tsx';
import { useWords } from '../app/use-words.ts';
import { useLive } from '../live/use-live.tsx';
import { AnswerBand } from './answer-band.tsx';
import styles from './cashier-screen.module.css';
import { DeskFooter } from './desk-footer.tsx';
import { CodesPanel, RequestsPanel, StockPanel } from './desk-panels.tsx';
import { deskQuery, printTestPage } from './desk-queries.ts';
import { isHandedOver } from './desk-session.ts';
import { PrintFollowUp } from './print-follow-up.tsx';
import { focusSlipInput, SlipInput } from './slip-input.tsx';
import { useTones } from './tones.ts';
import { codeOf, useDeskSession } from './use-desk-session.ts';

export function CashierScreen() {
  const desk = useQuery(deskQuery);
  const lost = useLive((state) => state.link === 'lost');
  if (desk.data !== undefined) return <Desk view={desk.data} stale={lost || desk.error !== null} />;
  if (!(desk.error instanceof ApiFault)) return <LoadingPage />;
  return (
    <main className={styles.fault}>
      <FaultNotice code={desk.error.code} detail={desk.error.detail} />
    </main>
  );
}

interface DeskProps {
  readonly view: DeskView;
  /** The gateway does not answer: what is shown is old. */
  readonly stale: boolean;
}

function Desk({ view, stale }: DeskProps) {
  const { t, local, clock } = useWords();
  const tones = useTones();
  const control = useDeskSession(tones);
  const [receipt, setReceipt] = useState<string | null>(null);
  const [testPage, setTestPage] = useState<string | null>(null);
  const startTestPage = useMutation({ mutationFn: printTestPage, onSuccess: (job) => setTestPage(job.jobId) });
  // A reprint has a job of its own; the next hand-over replaces both.
  const receiptJobId = receipt ?? control.receiptJobId;
  const busy = control.session.kind === 'recording';
  const next = () => {
    control.dismiss();
    focusSlipInput();
  };
  return (
    <main className={styles.screen}>
      <div className={styles.counter}>
        <header className={styles.head}>
          <h1>{t('cashier.title', { desk: local(view.name) })}</h1>
          <p>{t('cashier.shift', { time: clock(view.signedInAt), clerk: view.clerk })}</p>
          <p className={styles.handed}>{t('cashier.handedToday', { count: view.handedToday })}</p>
        </header>
        {stale ? <FaultNotice code="gateway_unreachable" /> : null}
        <SlipInput
          busy={busy}
          onText={(text) => {
            setReceipt(null);
            void control.verify(text);
          }}
          onEnter={() => void control.handOver('enter')}
          onEscape={next}
        />
        <AnswerBand desk={{ ...control, dismiss: next }} />
        {receiptJobId === null ? null : (
          <PrintFollowUp
            key={receiptJobId}
            jobId={receiptJobId}
            what="title"
            past={!isHandedOver(control.session)}
            onJob={setReceipt}
            onDone={() => {
              setReceipt(null);
              control.forgetReceipt();
            }}
          />
        )}
        {startTestPage.error ? <FaultNotice code={codeOf(startTestPage.error)} /> : null}
        {testPage === null ? null : (
          <PrintFollowUp
            key={testPage}
            jobId={testPage}
            what="test"
            past={control.session.kind !== 'ready'}
            onJob={setTestPage}
            onDone={() => setTestPage(null)}
          />
        )}
      </div>
      <aside className={styles.side} aria-label={t('cashier.stock.title')}>
        <CodesPanel />
        <RequestsPanel desk={view} />
        <StockPanel desk={view} />
      </aside>
      <DeskFooter printer={stale ? null : view.printer} tones={tones} onTestPage={() => startTestPage.mutate()} />
    </main>
  );
}
