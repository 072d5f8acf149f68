/** The gateway's screens. Composes texts, theme, queries and routes; everything else is below. */
import '#shared/ui/tokens/tokens.css';
import '#shared/ui/tokens/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { startTexts } from '#shared/ui/texts/start-texts.ts';
import { applyTheme, readLanguage } from './app/preferences.ts';
import { makeRouter } from './app/router.tsx';
import { makeQueryClient } from './app/session.ts';
import { webEn } from './texts/en.ts';
import { webZhCn } from './texts/zh-cn.ts';

applyTheme();
const texts = await startTexts(readLanguage(), { 'zh-CN': webZhCn, en: webEn });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={makeQueryClient()}>
        <RouterProvider router={makeRouter()} />
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);
