import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { Button } from '#shared/ui/components/button.tsx';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import { Notice } from '#shared/ui/components/notice.tsx';
import { problem } from '#shared/wire/fields.ts';
import type { PrintJob } from '#shared/wire/member-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './cashier-screen.module.css';
import { printAgain, printJobQuery } from './desk-queries.ts';
import { focusSlipInput } from './slip-input.tsx';
import { codeOf } from './use-desk-session.ts';

interface PrintFollowUpProps {
  readonly jobId: string;
  readonly what: 'title' | 'test';
  /** The desk has gone on: a page that came out needs no word any more, one that did not still does. */
  readonly past: boolean;
  readonly onJob: (jobId: string) => void;
  readonly onDone: () => void;
}

const tones = {
  queued: 'plain',
  printing: 'plain',
  printed: 'jade',
  print_unknown: 'amber',
  print_failed: 'cinnabar',
} as const;

/** A print job until it has come out. Where the printer did not say so, the person at the desk is asked. */
export function PrintFollowUp({ jobId, what, past, onJob, onDone }: PrintFollowUpProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const job = useQuery(printJobQuery(jobId));
  const again = useMutation({
    mutationFn: () => printAgain(jobId),
    onSuccess: async (next: PrintJob) => {
      onJob(next.jobId);
      await client.invalidateQueries({ queryKey: printJobQuery(next.jobId).queryKey });
    },
    onSettled: focusSlipInput,
  });
  if (again.error) return <FaultNotice code={codeOf(again.error)} />;
  if (job.data === undefined) return null;
  const { state, code } = job.data;
  if (past && state === 'printed') return null;
  const cause = problem.shape.code.safeParse(code);
  const done = () => {
    onDone();
    focusSlipInput();
  };
  const unsure = state === 'print_unknown';
  const ended = unsure || state === 'print_failed' || state === 'printed';
  return (
    <Notice
      tone={tones[state]}
      urgent={unsure || state === 'print_failed'}
      title={t(`cashier.print.${state}`, { what: t(`cashier.print.${what}`) })}
      action={
        ended ? (
          <div className={styles.noticeActions}>
            {state === 'printed' ? null : (
              <Button isDisabled={again.isPending} onPress={() => again.mutate()}>
                <Printer aria-hidden="true" />
                {t('cashier.print.again')}
              </Button>
            )}
            <Button look={unsure ? 'primary' : 'quiet'} onPress={done}>
              {t(unsure ? 'cashier.print.cameOut' : 'cashier.print.dismiss')}
            </Button>
          </div>
        ) : null
      }
    >
      {unsure ? <p>{t('cashier.print.unknownHint')}</p> : null}
      {state === 'print_failed' && cause.success ? (
        <p>
          {t(`fault.${cause.data}.what`, { ns: 'shared' })} · {t(`fault.${cause.data}.next`, { ns: 'shared' })}
        </p>
      ) : null}
    </Notice>
  );
}
