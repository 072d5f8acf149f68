/** Which address shows which screen. Each screen is its own bundle: a cashier never loads charts. */
import { createBrowserRouter } from 'react-router';
import { AppShell } from './app-shell.tsx';
import { CrashPage } from './crash-page.tsx';
import { LoadingPage } from './loading-page.tsx';
import { FirstScreen, MissingPage } from './missing-page.tsx';
import { Root } from './root.tsx';
import { SignInPage } from './sign-in-page.tsx';

export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Root />,
      errorElement: <CrashPage />,
      HydrateFallback: LoadingPage,
      children: [
        { path: '/sign-in', element: <SignInPage /> },
        {
          element: <AppShell />,
          children: [
            { index: true, element: <FirstScreen /> },
            {
              path: 'ops',
              lazy: async () => ({ Component: (await import('../ops/ops-screen.tsx')).OpsScreen }),
            },
            {
              path: 'facilities',
              lazy: async () => ({
                Component: (await import('../facilities/device-list-screen.tsx')).DeviceListScreen,
              }),
            },
            {
              path: 'facilities/:deviceId',
              lazy: async () => ({ Component: (await import('../facilities/device-screen.tsx')).DeviceScreen }),
            },
            {
              path: 'cashier',
              lazy: async () => ({ Component: (await import('../cashier/cashier-screen.tsx')).CashierScreen }),
            },
            { path: '*', element: <MissingPage /> },
          ],
        },
      ],
    },
  ]);
}
