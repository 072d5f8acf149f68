import { CircleUserRound, LogOut } from 'lucide-react';
import { DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '#shared/ui/components/button.tsx';
import type { SessionView } from '#shared/wire/session-api.ts';
import styles from './account-menu.module.css';
import { DisplaySettings } from './display-settings.tsx';
import { useSessionActions } from './session.ts';
import { useWords } from './use-words.ts';

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu({ session }: { readonly session: SessionView }) {
  const { t, local } = useWords();
  const { signOut } = useSessionActions();
  return (
    <DialogTrigger>
      <Button look="quiet" aria-label={`${t('account.menu')}: ${session.name}`}>
        <CircleUserRound aria-hidden="true" />
        <span className={styles.name}>{session.name}</span>
      </Button>
      {/* The popover itself is the dialog: what it adds for screen readers to leave it by is inside, too. */}
      <Popover className={styles.popover ?? ''} placement="bottom end" aria-label={t('account.menu')}>
        <div className={styles.menu}>
          <div>
            <p className={styles.title}>{session.name}</p>
            <p className={styles.role}>
              {session.desk === null
                ? t(`role.${session.role}`)
                : `${t(`role.${session.role}`)} · ${local(session.desk.name)}`}
            </p>
          </div>
          <DisplaySettings />
          <Button onPress={() => void signOut()}>
            <LogOut aria-hidden="true" />
            {t('account.signOut')}
          </Button>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
