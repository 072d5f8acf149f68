import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '#kiosk/core/rpc.ts';
import { formatCount } from '#shared/ui/texts/figures.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import type { ScreenNamed } from './screen-named.ts';
import styles from './welcome-screen.module.css';

interface WelcomeScreenProps {
  readonly screen: ScreenNamed<'welcome'>;
  readonly member: MemberView | null;
}

/** Joined: the card to photograph. Or registered while the gateway is away: what happens next, and what is safe. */
export function WelcomeScreen({ screen, member }: WelcomeScreenProps) {
  const { t } = useTranslation();
  const { dispatch, end } = useKiosk();
  if (screen.queued || member === null) {
    return (
      <ScreenLayout
        title={t('welcome.queuedTitle')}
        lead={t('welcome.queuedLead')}
        primary={
          <ActionButton look="primary" onPress={end}>
            {t('welcome.done')}
          </ActionButton>
        }
      >
        <p className={styles.safe}>
          <ShieldCheck aria-hidden="true" className={styles.symbol} />
          {t('welcome.queuedSafe')}
        </p>
      </ScreenLayout>
    );
  }
  return (
    <ScreenLayout
      browse
      title={t('welcome.title')}
      lead={t('welcome.lead')}
      controls={<MemberCard member={member} />}
      primary={
        <ActionButton look="primary" onPress={() => dispatch({ type: 'home' })}>
          {t('welcome.next')}
        </ActionButton>
      }
    />
  );
}

function MemberCard({ member }: { readonly member: MemberView }) {
  const { t } = useTranslation();
  return (
    <figure className={styles.card}>
      <QrCode text={member.card} label={t('welcome.cardLabel')} />
      <figcaption>
        <span className={styles.points}>{`+${formatCount(member.points)}`}</span>
        <span>{t('welcome.points')}</span>
      </figcaption>
    </figure>
  );
}
