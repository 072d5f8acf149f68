import { Link, Navigate } from 'react-router';
import styles from './page.module.css';
import { useSession } from './session.ts';
import { useWords } from './use-words.ts';

/** "/" is the first screen of the session. */
export function FirstScreen() {
  const screen = useSession()?.screens[0];
  return screen === undefined ? <MissingPage /> : <Navigate to={`/${screen}`} replace />;
}

/** For an address that is none, and for a screen that is not this session's. */
export function MissingPage({ forbidden = false }: { readonly forbidden?: boolean }) {
  const { t } = useWords();
  return (
    <main className={styles.message}>
      <h1>{t(forbidden ? 'missing.screen' : 'missing.title')}</h1>
      <Link to="/">{t('missing.home')}</Link>
    </main>
  );
}
