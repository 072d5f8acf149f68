import { Segmented } from '#shared/ui/components/segmented.tsx';
import styles from './display-settings.module.css';
import { keepLanguage, setTheme, useTheme } from './preferences.ts';
import { useWords } from './use-words.ts';

/** Theme and language, kept in this browser. */
export function DisplaySettings() {
  const { t, language, setLanguage } = useWords();
  const theme = useTheme();
  return (
    <div className={styles.settings}>
      <div>
        <p className={styles.label}>{t('account.theme')}</p>
        <Segmented
          label={t('account.theme')}
          segments={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`account.themes.${value}`),
          }))}
          value={theme}
          onChange={setTheme}
        />
      </div>
      <div>
        <p className={styles.label}>{t('account.language')}</p>
        <Segmented
          label={t('account.language')}
          segments={(['zh-CN', 'en'] as const).map((value) => ({
            value,
            label: <span lang={value}>{t(`language.${value}`, { ns: 'shared' })}</span>,
          }))}
          value={language}
          onChange={(next) => {
            keepLanguage(next);
            void setLanguage(next);
          }}
        />
      </div>
    </div>
  );
}
