import { useTranslation } from 'react-i18next';
import { entryDigitsMax } from '#kiosk/core/session.ts';
import { entryComplete } from '#kiosk/core/session-reducer.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { EntryCells } from '../parts/entry.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { useClock } from '../use-clock.ts';
import type { ScreenNamed } from './screen-named.ts';

/** The one-time code. Where it went is said by the last four digits only. */
export function CodeScreen({ screen }: { readonly screen: ScreenNamed<'code'> }) {
  const { t } = useTranslation();
  const { session, ask } = useKiosk();
  const waitS = Math.ceil((screen.resendAt - useClock()) / 1_000);
  return (
    <ScreenLayout
      title={t('code.title')}
      lead={t('code.lead', { tail: screen.phoneTail })}
      controls={
        <>
          <EntryCells label={t('code.entry')} digits={screen.entry} count={entryDigitsMax.code} />
          <NumberPad />
        </>
      }
      primary={
        <>
          <ActionButton look="quiet" disabled={waitS > 0} onPress={ask.resendCode}>
            {waitS > 0 ? t('code.resendIn', { count: waitS }) : t('code.resend')}
          </ActionButton>
          <ActionButton
            look="primary"
            disabled={!entryComplete(screen)}
            busy={session.asking === null ? null : t('code.checking')}
            onPress={ask.checkCode}
          >
            {t('code.next')}
          </ActionButton>
        </>
      }
    />
  );
}
