import type { Screen } from '#kiosk/core/session.ts';

/** The data of one screen by its name. */
export type ScreenNamed<Name extends Screen['name']> = Extract<Screen, { name: Name }>;
