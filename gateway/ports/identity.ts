/** Who may do what: devices, kiosks, desks, systems and people, each with a credential of its own. */
import type { DeskId, DeviceId, KioskId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Role } from '#shared/wire/session-api.ts';

/** `system` is a program such as a POS. */
export type PrincipalKind = 'device' | 'kiosk' | 'desk' | 'user' | 'system';

export type Principal =
  | { readonly kind: 'device'; readonly name: DeviceId }
  | { readonly kind: 'kiosk'; readonly name: KioskId }
  | { readonly kind: 'desk'; readonly name: DeskId }
  | { readonly kind: 'user'; readonly name: string; readonly role: Role }
  | { readonly kind: 'system'; readonly name: string };

/** A credential as it is shown once; only a hash of the secret is kept. */
export interface Credential {
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly secret: string;
  readonly role: Role | null;
}

export interface IdentityStore {
  /** Makes a credential, or replaces the secret of one that exists. Durable when it returns. */
  provision(kind: PrincipalKind, name: string, role: Role | null): Credential;
  has(kind: PrincipalKind, name: string): boolean;
  /** Machines: a long random secret, compared by SHA-256 in constant time; fast enough for thousands of connects. */
  verifyMachine(kind: 'device' | 'kiosk' | 'desk' | 'system', name: string, secret: string): Result<Principal>;
  /** People and desks at the sign-in page: argon2id. */
  verifyPerson(name: string, secret: string): Promise<Result<Principal>>;
}

export interface Session {
  /** What the cookie holds; only its hash is stored. */
  readonly token: string;
  readonly name: string;
  readonly role: Role;
  readonly deskId: DeskId | null;
  readonly signedInAt: number;
}

export interface SessionStore {
  openSession(principal: Principal, role: Role, deskId: DeskId | null, at: number): Session;
  findSession(token: string, at: number): Session | null;
  closeSession(token: string): void;
}
