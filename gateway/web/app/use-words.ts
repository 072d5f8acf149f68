/** Texts, figures and times in the language of the screen and the time zone of the mall. */
import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, LocalText } from '#shared/domain/text.ts';
import { ageOf, formatClock, formatDay, formatMoment } from '#shared/ui/texts/figures.ts';

/**
 * The clock on every screen is the mall's, wherever its reader is. The session brings it; before somebody is signed in
 * no page tells a time.
 */
export const MallTimeZone = createContext('UTC');

export function useWords() {
  const { t, i18n } = useTranslation(['app', 'shared']);
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const timeZone = useContext(MallTimeZone);
  // The same object until language or zone change: layers of the plan that are handed a part of it may rest.
  return useMemo(() => {
    const duration = (elapsedMs: number): string => {
      const { unit, count } = ageOf(elapsedMs);
      return unit === 'now'
        ? t('age.second', { ns: 'shared', count: Math.max(0, Math.floor(elapsedMs / 1_000)) })
        : t(`age.${unit}`, { ns: 'shared', count });
    };
    /** A time span as part of a sentence, or "刚刚" alone for less than ten seconds. */
    const spanOrNow = (elapsedMs: number, sentence: (age: string) => string): string =>
      ageOf(elapsedMs).unit === 'now' ? t('age.now', { ns: 'shared' }) : sentence(duration(elapsedMs));
    return {
      t,
      language,
      /** A text of the site in the language of the screen. */
      local: (text: LocalText): string => text[language],
      clock: (at: number): string => formatClock(at, timeZone),
      day: (at: number): string => formatDay(at, timeZone, language),
      moment: (at: number): string => formatMoment(at, timeZone, language),
      /** "38 分钟", without direction. */
      duration,
      /** "38 分钟前"; "刚刚" for less than ten seconds. */
      ago: (elapsedMs: number): string => spanOrNow(elapsedMs, (age) => t('age.ago', { ns: 'shared', age })),
      /** "已 38 分钟" of what still lasts; "刚刚" for less than ten seconds. */
      lasting: (elapsedMs: number): string => spanOrNow(elapsedMs, (age) => t('age.lasting', { ns: 'shared', age })),
      setLanguage: (next: Language) => i18n.changeLanguage(next),
    };
  }, [t, i18n, language, timeZone]);
}
