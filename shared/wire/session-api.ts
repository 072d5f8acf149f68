/** Signing in at the web screens: POST, GET and DELETE /api/v1/session. A cookie carries the session. */
import { z } from 'zod';
import { deskId, localText } from './fields.ts';

export const role = z.enum(['admin', 'ops', 'facilities', 'cashier']);
export type Role = z.infer<typeof role>;

export const signInRequest = z.strictObject({
  name: z.string().min(1).max(64),
  secret: z.string().min(1).max(256),
  /** Where a cashier works; left out elsewhere, and by a desk credential, which is bound to its desk. */
  deskId: deskId.optional(),
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const sessionView = z
  .object({
    name: z.string(),
    role,
    /** The screens this session may open. */
    screens: z.array(z.enum(['ops', 'facilities', 'cashier'])),
    desk: z.object({ id: deskId, name: localText }).nullable(),
    /** Of the mall: every screen tells its times by it. */
    timeZone: z.string(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionView>;

/** GET /api/v1/session, open to all: null while nobody is signed in. */
export const currentSession = sessionView.nullable();

/** GET /api/v1/desks, open to all: what the sign-in page offers to a cashier. */
export const deskChoices = z.array(z.object({ id: deskId, name: localText }));
