/** Starts i18next with the shared words and those of one application. */
import i18next, { type i18n, type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../domain/text.ts';
import { sharedEn } from './en.ts';
import { sharedZhCn } from './zh-cn.ts';

/**
 * One i18next instance with the namespaces `shared` and `app`; `<html lang>` follows the language. Texts are bundled, so
 * it is ready when the promise resolves. Keys of `app` are typed by each application's i18next.d.ts.
 */
export async function startTexts(language: Language, app: Record<Language, ResourceLanguage>): Promise<i18n> {
  const texts = i18next.createInstance();
  texts.on('languageChanged', (next) => {
    document.documentElement.lang = next;
  });
  await texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: {
      'zh-CN': { shared: sharedZhCn, app: app['zh-CN'] },
      en: { shared: sharedEn, app: app.en },
    },
    ns: ['app', 'shared'],
    defaultNS: 'app',
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return texts;
}
