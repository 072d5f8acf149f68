/**
 * Credentials and sessions, in <data>/identity.sqlite. Secrets are shown once and kept as hashes: machines' secrets are
 * 256 random bits, so one SHA-256 is enough and thousands can connect a second; people's are argon2id.
 */
import { argon2, argon2Sync, createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type {
  Credential,
  IdentityStore,
  Principal,
  PrincipalKind,
  Session,
  SessionStore,
} from '#gateway/ports/identity.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeskId, DeviceId, KioskId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import type { Role } from '#shared/wire/session-api.ts';
import { limits } from '../limits.ts';
import { identityMigrations } from './migrations/identity.ts';

const argon2Async = promisify(argon2);
/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 30 ms, off the event loop. */
const argon2Cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

export interface Identities extends IdentityStore, SessionStore {
  /** Safe to call twice. */
  close(): void;
}

interface CredentialRow {
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly role: Role | null;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** Opens or makes the file. Another process (the CLI) may write it at the same time. Fault: `store_failed`. */
export function openIdentities(file: string): Result<Identities> {
  const opened = openSqliteWriter({ file, synchronous: 'FULL', migrations: identityMigrations });
  return opened.ok ? succeed(identitiesIn(opened.value)) : opened;
}

function identitiesIn(database: SqliteWriter): Identities {
  const credential = database.query<[string, string], CredentialRow>(
    'SELECT kind, name, role, salt, hash FROM credential WHERE kind = ? AND name = ?',
  );
  const person = database.query<[string], CredentialRow>(
    "SELECT kind, name, role, salt, hash FROM credential WHERE name = ? AND kind IN ('user', 'desk') ORDER BY kind DESC",
  );
  const putCredential = database.change<[PrincipalKind, string, Role | null, Uint8Array, Uint8Array]>(
    'INSERT INTO credential (kind, name, role, salt, hash) VALUES (?, ?, ?, ?, ?) ' +
      'ON CONFLICT (kind, name) DO UPDATE SET role = excluded.role, salt = excluded.salt, hash = excluded.hash',
  );

  return {
    ...sessionsIn(database),

    provision(kind, name, role) {
      const secret = kind === 'user' ? readableSecret() : randomBytes(32).toString('base64url');
      const salt = randomBytes(16);
      const hash = kind === 'user' ? argon2Hash(secret, salt) : sha256(secret, salt);
      putCredential.run(kind, name, role, salt, hash);
      return { kind, name, secret, role } satisfies Credential;
    },

    has: (kind, name) => credential.get(kind, name) !== undefined,

    verifyMachine(kind, name, secret) {
      const row = credential.get(kind, name);
      if (row === undefined || !timingSafeEqual(sha256(secret, row.salt), row.hash)) {
        return fail(fault('credential_wrong', `The ${kind} name or its secret is wrong.`));
      }
      return succeed(principalOf(row));
    },

    async verifyPerson(name, secret) {
      const row = person.get(name);
      // An unknown name costs the same time as a wrong secret, so that names cannot be told apart by waiting.
      const salt = row?.salt ?? new Uint8Array(16);
      const hash = row?.kind === 'desk' ? sha256(secret, salt) : await argon2HashAsync(secret, salt);
      if (row === undefined || !timingSafeEqual(hash, row.hash)) return fail(fault('credential_wrong'));
      return succeed(principalOf(row));
    },

    close: () => database.close(),
  };
}

function sessionsIn(database: SqliteWriter): SessionStore {
  const put = database.change<[Uint8Array, string, Role, DeskId | null, number]>(
    'INSERT INTO session (token_hash, name, role, desk_id, signed_in_at) VALUES (?, ?, ?, ?, ?)',
  );
  const get = database.query<[Uint8Array], { name: string; role: Role; desk_id: DeskId | null; signed_in_at: number }>(
    'SELECT name, role, desk_id, signed_in_at FROM session WHERE token_hash = ?',
  );
  const drop = database.change<[Uint8Array]>('DELETE FROM session WHERE token_hash = ?');
  const dropOld = database.change<[number]>('DELETE FROM session WHERE signed_in_at < ?');

  return {
    openSession(principal, role, deskId, at) {
      dropOld.run(at - limits.sessionAgeMaxMs);
      const token = randomBytes(32).toString('base64url');
      put.run(sha256(token), principal.name, role, deskId, at);
      return { token, name: principal.name, role, deskId, signedInAt: at } satisfies Session;
    },
    findSession(token, at) {
      const row = get.get(sha256(token));
      if (row === undefined || at - row.signed_in_at > limits.sessionAgeMaxMs) return null;
      return { token, name: row.name, role: row.role, deskId: row.desk_id, signedInAt: row.signed_in_at };
    },
    closeSession(token) {
      drop.run(sha256(token));
    },
  };
}

function principalOf(row: CredentialRow): Principal {
  switch (row.kind) {
    case 'device':
      return { kind: 'device', name: row.name as DeviceId };
    case 'kiosk':
      return { kind: 'kiosk', name: row.name as KioskId };
    case 'desk':
      return { kind: 'desk', name: row.name as DeskId };
    case 'system':
      return { kind: 'system', name: row.name };
    case 'user':
      return { kind: 'user', name: row.name, role: row.role ?? 'cashier' };
  }
}

/** Sixteen characters that nobody confuses when reading them off a terminal, in groups of four: 79 bits. */
function readableSecret(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const letters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

function sha256(secret: string, salt: Uint8Array = new Uint8Array()): Uint8Array {
  return createHash('sha256').update(salt).update(secret).digest();
}

function argon2HashAsync(secret: string, salt: Uint8Array): Promise<Uint8Array> {
  return argon2Async('argon2id', { message: secret, nonce: salt, ...argon2Cost });
}

function argon2Hash(secret: string, salt: Uint8Array): Uint8Array {
  return argon2Sync('argon2id', { message: secret, nonce: salt, ...argon2Cost });
}
