/** Texts, figures and times in the language of the screen and the time zone of the mall. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, LocalText } from '#shared/domain/text.ts';
import { ageOf, formatClock, formatDay, formatMoment } from '#shared/ui/texts/figures.ts';

/** The words of a screen. Without a time zone, that of the browser: a desk stands in its mall. */
export function useWords(timeZone: string = browserTimeZone) {
  const { t, i18n } = useTranslation(['app', 'shared']);
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  // The same object until language or zone change: layers of the plan that are handed a part of it may rest.
  return useMemo(() => {
    const age = (elapsedMs: number): string => {
      const { unit, count } = ageOf(elapsedMs);
      return unit === 'now' ? t('age.now', { ns: 'shared' }) : t(`age.${unit}`, { ns: 'shared', count });
    };
    return {
      t,
      language,
      /** A text of the site in the language of the screen. */
      local: (text: LocalText): string => text[language],
      clock: (at: number): string => formatClock(at, timeZone),
      day: (at: number): string => formatDay(at, timeZone, language),
      moment: (at: number): string => formatMoment(at, timeZone, language),
      /** "38 分钟", without direction. */
      age,
      /** "38 分钟前"; "刚刚" for less than ten seconds. */
      ago: (elapsedMs: number): string =>
        ageOf(elapsedMs).unit === 'now' ? age(elapsedMs) : t('age.ago', { ns: 'shared', age: age(elapsedMs) }),
      setLanguage: (next: Language) => i18n.changeLanguage(next),
    };
  }, [t, i18n, language, timeZone]);
}

const browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
