import { ClipboardCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import type { ScreenNamed } from './screen-named.ts';
import styles from './welcome-screen.module.css';

/** A wish noted while the gateway is away. Nothing is promised, and the screen says so. */
export function NotedScreen({ screen }: { readonly screen: ScreenNamed<'noted'> }) {
  const { t } = useTranslation();
  const { session, status, dispatch } = useKiosk();
  const gift = status.gifts.find((candidate) => candidate.sku === screen.sku);
  const desk = gift?.stock.find((shelf) => shelf.deskId === screen.deskId);
  const words = { gift: gift?.name[session.language] ?? '', desk: desk?.deskName[session.language] ?? '' };
  return (
    <ScreenLayout
      title={t('noted.title')}
      lead={t('noted.lead', words)}
      primary={
        <ActionButton look="primary" onPress={() => dispatch({ type: 'home' })}>
          {t('noted.done')}
        </ActionButton>
      }
    >
      <p className={styles.safe}>
        <ClipboardCheck aria-hidden="true" className={styles.symbol} />
        {t('noted.promise')}
      </p>
    </ScreenLayout>
  );
}
