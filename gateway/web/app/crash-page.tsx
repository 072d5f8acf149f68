import { useRouteError } from 'react-router';
import { Button } from '#shared/ui/components/button.tsx';
import { FaultNotice } from '#shared/ui/components/fault-notice.tsx';
import { ApiFault } from './api-client.ts';
import styles from './page.module.css';
import { useWords } from './use-words.ts';

/** The last resort: an error that no screen caught. An expected failure still gets its own words. */
export function CrashPage() {
  const { t } = useWords();
  const error = useRouteError();
  const reload = (
    <Button look="primary" onPress={() => window.location.reload()}>
      {t('crash.reload')}
    </Button>
  );
  return (
    <main className={styles.message}>
      <h1>{t('crash.title')}</h1>
      <FaultOf error={error} />
      {reload}
    </main>
  );
}

function FaultOf({ error }: { readonly error: unknown }) {
  const { t } = useWords();
  if (error instanceof ApiFault) return <FaultNotice code={error.code} detail={error.detail} />;
  // Browsers reject an import whose file cannot be fetched with a TypeError: the gateway is away.
  if (error instanceof TypeError && /import/i.test(error.message)) return <FaultNotice code="gateway_unreachable" />;
  return <p>{t('crash.lead')}</p>;
}
