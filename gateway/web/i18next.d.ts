/** The keys of this application's texts, so that a wrong key does not compile. */
import 'i18next';
import type { sharedZhCn } from '#shared/ui/texts/zh-cn.ts';
import type { webZhCn } from './texts/zh-cn.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: { app: typeof webZhCn; shared: typeof sharedZhCn };
  }
}
