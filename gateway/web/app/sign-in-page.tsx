import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { z } from 'zod';
import type { DeskId } from '#shared/domain/ids.ts';
import { Button } from '#shared/ui/components/button.tsx';
import { Choice } from '#shared/ui/components/choice.tsx';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import { TextInput } from '#shared/ui/components/text-input.tsx';
import { ApiFault } from './api-client.ts';
import { Brand } from './brand.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { desksQuery, useSession, useSessionActions } from './session.ts';
import styles from './sign-in-page.module.css';
import { useWords } from './use-words.ts';

const comingFrom = z.object({ next: z.string().startsWith('/') });

/** Name, secret, and for a cashier the desk. Returns to the page that asked for it. */
export function SignInPage() {
  const session = useSession();
  const { t, local } = useWords();
  const { signIn } = useSessionActions();
  const desks = useQuery(desksQuery);
  const navigate = useNavigate();
  const from = comingFrom.safeParse(useLocation().state);
  const next = from.success ? from.data.next : '/';
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [deskId, setDeskId] = useState<DeskId | null>(null);
  const attempt = useMutation({
    mutationFn: () => signIn({ name, secret, ...(deskId === null ? {} : { deskId }) }),
    onSuccess: () => navigate(next, { replace: true }),
    onError: () => setSecret(''),
  });
  if (session !== null && !attempt.isPending && !attempt.isSuccess) return <Navigate to={next} replace />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  const fault = attempt.error instanceof ApiFault ? attempt.error : null;
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <header className={styles.head}>
          <Brand />
          <div>
            <h1>{t('product', { ns: 'shared' })}</h1>
            <p className={styles.lead}>{t('signIn.lead')}</p>
          </div>
        </header>
        {fault === null ? null : <FaultNotice code={fault.code} />}
        <TextInput
          label={t('signIn.name')}
          value={name}
          onChange={setName}
          autoComplete="username"
          autoFocus
          isRequired
        />
        <TextInput
          label={t('signIn.secret')}
          type="password"
          value={secret}
          onChange={setSecret}
          autoComplete="current-password"
          isRequired
        />
        <Choice
          label={t('signIn.desk')}
          options={[
            { value: '', label: t('signIn.deskNone') },
            ...(desks.data ?? []).map((desk) => ({ value: desk.id, label: local(desk.name) })),
          ]}
          value={deskId ?? ''}
          onChange={(value) => setDeskId(desks.data?.find((desk) => desk.id === value)?.id ?? null)}
        />
        <Button look="primary" size="large" type="submit" isDisabled={attempt.isPending}>
          {t(attempt.isPending ? 'signIn.busy' : 'signIn.submit')}
        </Button>
      </form>
      <DisplaySettings />
    </main>
  );
}
