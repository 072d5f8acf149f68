/** The frame of every signed-in page: who and where above, the screen below, the live feed around it. */
import { useQueryClient } from '@tanstack/react-query';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { LiveProvider } from '../live/use-live.tsx';
import { AccountMenu } from './account-menu.tsx';
import styles from './app-shell.module.css';
import { Brand } from './brand.tsx';
import { MissingPage } from './missing-page.tsx';
import { sessionQuery, useSession } from './session.ts';
import { MallTimeZone, useWords } from './use-words.ts';

export function AppShell() {
  const session = useSession();
  const { pathname } = useLocation();
  const { t, local } = useWords();
  const client = useQueryClient();
  if (session === null) return <Navigate to="/sign-in" replace state={{ next: pathname }} />;
  const wanted = pathname.split('/')[1] ?? '';
  const forbidden = isScreen(wanted) && !session.screens.includes(wanted);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <header className={styles.bar}>
        <NavLink to="/" className={styles.brand ?? ''} aria-label={t('product', { ns: 'shared' })}>
          <Brand />
          <span className={styles.product}>{t('product', { ns: 'shared' })}</span>
        </NavLink>
        <nav className={styles.screens} aria-label={t('screen.label')}>
          {session.screens.map((screen) => (
            <NavLink key={screen} to={`/${screen}`} className={styles.screen ?? ''}>
              {t(`screen.${screen}`)}
            </NavLink>
          ))}
        </nav>
        {session.desk === null ? null : <p className={styles.desk}>{local(session.desk.name)}</p>}
        <AccountMenu session={session} />
      </header>
      <div id="main" className={styles.screenBody} tabIndex={-1}>
        {forbidden ? (
          <MissingPage forbidden />
        ) : (
          <MallTimeZone value={session.timeZone}>
            <LiveProvider onRefused={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}>
              <Outlet />
            </LiveProvider>
          </MallTimeZone>
        )}
      </div>
    </div>
  );
}

function isScreen(name: string): name is 'ops' | 'facilities' | 'cashier' {
  return name === 'ops' || name === 'facilities' || name === 'cashier';
}
