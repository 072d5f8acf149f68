import { Ban, CircleCheck, Hand, ScanLine, TriangleAlert } from 'lucide-react';
import { Button } from '#shared/ui/components/button.tsx';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import { GiftPicture } from '#shared/ui/pictures/gift-picture.tsx';
import type { SlipAnswer } from '#shared/wire/desk-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './answer-band.module.css';
import { type DeskSession, toneOf } from './desk-session.ts';
import type { DeskControl } from './use-desk-session.ts';

const symbols = { yes: CircleCheck, wait: TriangleAlert, no: Ban };

/** One answer in one place, in words, symbol and colour. Read out as soon as it is there. */
export function AnswerBand({ desk }: { readonly desk: DeskControl }) {
  const { t } = useWords();
  const { session } = desk;
  switch (session.kind) {
    case 'ready':
      return (
        <output className={styles.quietBand}>
          {session.declined ? <Hand aria-hidden="true" /> : <ScanLine aria-hidden="true" />}
          <strong>{t(session.declined ? 'cashier.declined' : 'cashier.ready')}</strong>
          <span>{t('cashier.readyHint')}</span>
        </output>
      );
    case 'checking':
      return (
        <output className={styles.quietBand}>
          <ScanLine aria-hidden="true" />
          <strong>{t('cashier.checking')}</strong>
        </output>
      );
    case 'failed':
      return <FaultNotice code={session.code} />;
    case 'answered':
    case 'recording':
      return <Answered desk={desk} session={session} />;
  }
}

interface AnsweredProps {
  readonly desk: DeskControl;
  readonly session: Extract<DeskSession, { kind: 'answered' | 'recording' }>;
}

function Answered({ desk, session }: AnsweredProps) {
  const { t } = useWords();
  const { answer } = session;
  const tone = toneOf(answer.answer);
  const Mark = symbols[tone];
  const { title, lead } = useAnswerText(answer);
  const recording = session.kind === 'recording';
  const failed = session.kind === 'answered' ? session.failed : null;
  return (
    <div className={styles.answer} data-tone={tone} data-answer={answer.answer}>
      <div className={styles.band} role="alert">
        <Mark aria-hidden="true" />
        <div>
          <h2>{title}</h2>
          <p>{lead}</p>
        </div>
      </div>
      {answer.slip === null ? null : <SlipFacts slip={answer.slip} />}
      {failed === null ? null : <FaultNotice code={failed} />}
      <div className={styles.actions}>
        {answer.answer === 'hand_over' ? (
          <>
            <Button look="go" size="large" isDisabled={recording} onPress={() => void desk.handOver('button')}>
              {t(recording ? 'cashier.working' : 'cashier.handOver')}
              <kbd>{t('cashier.handOverKey')}</kbd>
            </Button>
            <Button size="large" isDisabled={recording} onPress={desk.dismiss}>
              {t('cashier.decline')}
              <kbd>Esc</kbd>
            </Button>
          </>
        ) : (
          <Button size="large" onPress={desk.dismiss}>
            {t('cashier.next')}
            <kbd>Esc</kbd>
          </Button>
        )}
      </div>
    </div>
  );
}

function SlipFacts({ slip }: { readonly slip: NonNullable<SlipAnswer['slip']> }) {
  const { t, local, moment } = useWords();
  return (
    <div className={styles.slip}>
      <div className={styles.picture}>
        <GiftPicture name={slip.picture} />
      </div>
      <div>
        <p className={styles.gift}>
          {local(slip.giftName)} <span>{t('cashier.units', { count: slip.units })}</span>
        </p>
        <ul className={styles.facts}>
          <li>
            {slip.phoneTail === null ? t('cashier.memberUnknown') : t('cashier.member', { tail: slip.phoneTail })}
          </li>
          <li>{t('figure.points', { ns: 'shared', count: slip.points })}</li>
          <li>{t('cashier.validUntil', { time: moment(slip.expiresAt).slice(0, -3) })}</li>
        </ul>
      </div>
    </div>
  );
}

function useAnswerText({ answer, slip }: SlipAnswer): { readonly title: string; readonly lead: string } {
  const { t, local, clock, day } = useWords();
  const desk = local((slip?.handed ?? slip)?.deskName ?? { 'zh-CN': '另一个服务台', en: 'another desk' });
  const at = slip?.handed?.at ?? slip?.expiresAt;
  const time = at === undefined ? '' : `${day(at)} ${clock(at)}`;
  const values = { desk, time, clerk: slip?.handed?.clerk ?? '' };
  return {
    title: t(`cashier.answer.${answer}.title`, values),
    lead: t(`cashier.answer.${answer}.lead`, values),
  };
}
