/** A text in the two languages every screen speaks. Both are written, not translated word by word. */
export interface LocalText {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Language = keyof LocalText;
export const languages: readonly Language[] = ['zh-CN', 'en'];
