/** Starts the kiosk's screens. */
import './no-eval.ts';

import '#shared/ui/tokens/tokens.css';
import '#shared/ui/tokens/base.css';
import './kiosk-scale.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { startTexts } from '#shared/ui/texts/start-texts.ts';
import { KioskApp } from './kiosk-app.tsx';
import { kioskEn } from './texts/en.ts';
import { kioskZhCn } from './texts/zh-cn.ts';

const texts = await startTexts('zh-CN', { 'zh-CN': kioskZhCn, en: kioskEn });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <KioskApp />
    </I18nextProvider>
  </StrictMode>,
);
