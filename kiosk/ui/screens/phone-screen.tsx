import { useTranslation } from 'react-i18next';
import { entryComplete } from '#kiosk/core/session-reducer.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { Entry } from '../parts/entry.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import type { ScreenNamed } from './screen-named.ts';

/** Who am I: a phone number, or a member code held to the scanner. */
export function PhoneScreen({ screen }: { readonly screen: ScreenNamed<'phone'> }) {
  const { t } = useTranslation();
  const { session, status, ask } = useKiosk();
  const proving = screen.purpose.kind === 'redeem';
  const { online } = status.link;
  return (
    <ScreenLayout
      title={proving ? t('phone.proveTitle') : t('phone.title')}
      lead={proving ? t('phone.proveLead') : t('phone.lead')}
      controls={
        <>
          <Entry label={t('phone.entry')} shown={groupPhone(screen.entry)} empty={t('phone.empty')} />
          <NumberPad />
        </>
      }
      primary={
        <ActionButton
          look="primary"
          disabled={!entryComplete(screen)}
          busy={session.asking === null ? null : t(online ? 'phone.sending' : 'phone.looking')}
          onPress={ask.identify}
        >
          {t(online ? 'phone.next' : 'phone.nextOffline')}
        </ActionButton>
      }
    />
  );
}

/** 13800138000 -> "138 0013 8000", as it is read aloud. */
function groupPhone(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter((group) => group !== '').join(' ');
}
