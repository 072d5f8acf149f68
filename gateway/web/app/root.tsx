/** Around every page: suspense while a bundle or the session is read, the router for links, words for dates. */
import { Suspense } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { Outlet, useNavigate } from 'react-router';
import { LoadingPage } from './loading-page.tsx';
import { useWords } from './use-words.ts';

export function Root() {
  const navigate = useNavigate();
  const { language } = useWords();
  return (
    <I18nProvider locale={language}>
      <RouterProvider navigate={(path) => void navigate(path)}>
        <Suspense fallback={<LoadingPage />}>
          <Outlet />
        </Suspense>
      </RouterProvider>
    </I18nProvider>
  );
}
