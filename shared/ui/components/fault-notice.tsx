import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultCode } from '../../domain/faults.ts';
import { Notice } from './notice.tsx';

interface FaultNoticeProps {
  readonly code: FaultCode;
  /** One line that names the field or value; shown beside the code. */
  readonly detail?: string;
  readonly action?: ReactNode;
}

/** An expected failure for people: what happened, what is safe, what to do now; the code last and small. */
export function FaultNotice({ code, detail, action }: FaultNoticeProps) {
  const { t, i18n } = useTranslation('shared');
  const stop = i18n.language === 'en' ? '. ' : '。';
  return (
    <Notice
      tone="cinnabar"
      urgent
      title={t(`fault.${code}.what`)}
      code={detail === undefined ? code : `${code} · ${detail}`}
      action={action}
    >
      <p>{`${t(`fault.${code}.safe`)}${stop}${t(`fault.${code}.next`)}${stop.trim()}`}</p>
    </Notice>
  );
}
