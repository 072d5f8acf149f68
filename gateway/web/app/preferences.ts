/** Theme and language of this browser: kept in local storage, applied to <html>. */
import { useSyncExternalStore } from 'react';
import type { Language } from '#shared/domain/text.ts';

export type Theme = 'auto' | 'light' | 'dark';

const themeKey = 'atrium.theme';
const languageKey = 'atrium.language';
const listeners = new Set<() => void>();

/** The chosen theme; `auto` follows the system. */
export function readTheme(): Theme {
  const stored = localStorage.getItem(themeKey);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

/** Keeps the theme and draws the page in it. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(themeKey, theme);
  applyTheme();
}

/** Draws the page in the stored theme; called once before the first paint. */
export function applyTheme(): void {
  const theme = readTheme();
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  for (const listener of listeners) listener();
}

/** The chosen theme, live. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, readTheme);
}

/** Whether the page is drawn dark now, by choice or by the system. */
export function useDarkness(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

/** The chosen language; without a choice, Chinese unless the browser asks for English first. */
export function readLanguage(): Language {
  const stored = localStorage.getItem(languageKey);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.startsWith('en') ? 'en' : 'zh-CN';
}

/** Keeps the language; the caller switches the texts. */
export function keepLanguage(language: Language): void {
  localStorage.setItem(languageKey, language);
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

function isDark(): boolean {
  const theme = readTheme();
  return theme === 'auto' ? systemDark.matches : theme === 'dark';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  systemDark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    systemDark.removeEventListener('change', listener);
  };
}
