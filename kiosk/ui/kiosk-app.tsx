/** The whole page: one session, the frame that never changes, and the screen of the moment. */
import { type ReactNode, useCallback, useEffect, useMemo, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { initialSession, type Session } from '#kiosk/core/session.ts';
import { type Action, reduceSession } from '#kiosk/core/session-reducer.ts';
import { unreachable } from '#shared/domain/result.ts';
import { BottomBar } from './frame/bottom-bar.tsx';
import styles from './frame/frame.module.css';
import { Header } from './frame/header.tsx';
import { IdleOverlay } from './frame/idle-overlay.tsx';
import { OfflineBand } from './frame/offline-band.tsx';
import { type Kiosk, KioskContext } from './kiosk-context.ts';
import { AttractScreen } from './screens/attract-screen.tsx';
import { BirthdayScreen } from './screens/birthday-screen.tsx';
import { CodeScreen } from './screens/code-screen.tsx';
import { ConfirmScreen } from './screens/confirm-screen.tsx';
import { ConsentScreen } from './screens/consent-screen.tsx';
import { HomeScreen } from './screens/home-screen.tsx';
import { LeaveScreen } from './screens/leave-screen.tsx';
import { NotedScreen } from './screens/noted-screen.tsx';
import { PhoneScreen } from './screens/phone-screen.tsx';
import { SlipScreen } from './screens/slip-screen.tsx';
import { StartingScreen } from './screens/starting-screen.tsx';
import { WelcomeScreen } from './screens/welcome-screen.tsx';
import { useIdle } from './use-idle.ts';
import { useKeys } from './use-keys.ts';
import { useQuestions } from './use-questions.ts';
import { type Service, useService } from './use-service.ts';

export function KioskApp() {
  const [session, dispatch] = useReducer(reduceSession, initialSession);
  const events = useMemo(
    () => ({
      onMember: (member: Extract<Action, { type: 'member_changed' }>['member']) =>
        dispatch({ type: 'member_changed', member }),
      onLost: () => dispatch({ type: 'wipe' }),
    }),
    [],
  );
  const service = useService(events);
  useSessionOnDocument(session);
  return service === null ? <StartingScreen /> : <OpenKiosk session={session} dispatch={dispatch} service={service} />;
}

interface OpenKioskProps {
  readonly session: Session;
  readonly dispatch: Kiosk['dispatch'];
  readonly service: Service;
}

function OpenKiosk({ session, dispatch, service }: OpenKioskProps) {
  const ask = useQuestions(session, service, dispatch);
  const leave = useCallback(
    (type: 'end' | 'wipe') => {
      ask.endVisit();
      dispatch({ type });
    },
    [ask, dispatch],
  );
  const wipe = useCallback(() => leave('wipe'), [leave]);
  const [idle, touched] = useIdle(session.screen, wipe);

  const kiosk = useMemo<Kiosk>(() => {
    function end(): void {
      if (session.screen.name === 'slip') ask.slipTaken(session.screen.redemption.opId);
      leave('end');
    }
    return { session, status: service.status, dispatch, ask, end };
  }, [session, service.status, dispatch, ask, leave]);

  useKeys({
    onCard(card) {
      const { screen } = session;
      touched();
      if (screen.name === 'attract' || (screen.name === 'phone' && screen.purpose.kind === 'identify')) {
        ask.lookUpCard(card);
      }
    },
    onDigit: (digit) => dispatch({ type: 'digit', digit }),
    onErase: () => dispatch({ type: 'erase' }),
  });

  return (
    <KioskContext value={kiosk}>
      <div
        className={`${styles.frame} ${session.comfort.lowReach ? styles.lowReach : ''}`}
        onPointerDownCapture={touched}
        onKeyDownCapture={touched}
      >
        <Header />
        <OfflineBand />
        <main className={styles.main}>
          <ScreenOf key={session.screen.name} session={session} />
        </main>
        <BottomBar />
      </div>
      {idle.name === 'counting' && <IdleOverlay secondsLeft={idle.secondsLeft} onStay={touched} />}
    </KioskContext>
  );
}

function ScreenOf({ session: { screen, visitor } }: { readonly session: Session }): ReactNode {
  const { member } = visitor;
  switch (screen.name) {
    case 'attract':
      return <AttractScreen />;
    case 'phone':
      return <PhoneScreen screen={screen} />;
    case 'code':
      return <CodeScreen screen={screen} />;
    case 'consent':
      return <ConsentScreen screen={screen} />;
    case 'birthday':
      return <BirthdayScreen screen={screen} />;
    case 'welcome':
      return <WelcomeScreen screen={screen} member={member} />;
    case 'home':
      return member && <HomeScreen screen={screen} member={member} />;
    case 'confirm':
      return member && <ConfirmScreen screen={screen} member={member} />;
    case 'slip':
      return <SlipScreen screen={screen} />;
    case 'noted':
      return <NotedScreen screen={screen} />;
    case 'leave':
      return <LeaveScreen />;
    default:
      return unreachable(screen);
  }
}

/** Language and comfort belong to the whole document, so that dialogs and dates follow them. */
function useSessionOnDocument({ language, comfort }: Session): void {
  const { i18n } = useTranslation();
  useEffect(() => void i18n.changeLanguage(language), [i18n, language]);
  useEffect(() => {
    const { documentElement: root } = document;
    root.toggleAttribute('data-large-text', comfort.largeText);
    root.toggleAttribute('data-low-reach', comfort.lowReach);
    root.toggleAttribute('data-high-contrast', comfort.highContrast);
    root.dataset['theme'] = comfort.highContrast ? 'dark' : 'light';
  }, [comfort]);
}
