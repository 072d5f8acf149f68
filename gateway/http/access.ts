/** Who is calling: people by session cookie, machines by credential. Each route states what it lets in. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdentityStore, Principal, Session, SessionStore } from '#gateway/ports/identity.ts';
import { fault } from '#shared/domain/faults.ts';
import { fail, type Result } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Role, SessionView } from '#shared/wire/session-api.ts';
import { refuse } from './problem.ts';

export const sessionCookie = 'atrium_session';

/** The screens that a role may open; the API follows the same table. */
export const screensOf: Readonly<Record<Role, SessionView['screens']>> = {
  admin: ['ops', 'facilities', 'cashier'],
  ops: ['ops', 'facilities'],
  facilities: ['facilities', 'ops'],
  cashier: ['cashier'],
};

export interface Access {
  /** A hook that lets in sessions of these roles. The session is then at `sessionOf(request)`. */
  people(
    ...roles: readonly Role[]
  ): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
  /** A hook that lets in machines of one kind. The principal is then at `machineOf(request)`. */
  machines(
    kind: 'device' | 'kiosk' | 'system',
  ): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
  sessionFrom(request: FastifyRequest): Session | null;
}

const sessions = new WeakMap<FastifyRequest, Session>();
const machines = new WeakMap<FastifyRequest, Principal>();

export function createAccess(parts: { identity: IdentityStore; sessions: SessionStore; clock: Clock }): Access {
  function sessionFrom(request: FastifyRequest): Session | null {
    const token = request.cookies[sessionCookie];
    return token === undefined ? null : parts.sessions.findSession(token, parts.clock.now());
  }
  return {
    sessionFrom,
    people:
      (...roles) =>
      async (request, reply) => {
        const session = sessionFrom(request);
        if (session === null) return refuse(reply, fault('not_signed_in'));
        if (session.role !== 'admin' && !roles.includes(session.role)) {
          return refuse(
            reply,
            fault('not_allowed', `This needs the role ${roles.join(' or ')}; you are ${session.role}.`),
          );
        }
        sessions.set(request, session);
        return undefined;
      },
    machines: (kind) => async (request, reply) => {
      const principal = verifyAuthorization(parts.identity, kind, request.headers.authorization);
      if (!principal.ok) return refuse(reply.header('www-authenticate', 'Basic realm="atrium"'), principal.fault);
      machines.set(request, principal.value);
      return undefined;
    },
  };
}

export function sessionOf(request: FastifyRequest): Session {
  const session = sessions.get(request);
  if (session === undefined) throw new Error('the route reads a session that no hook has checked');
  return session;
}

export function machineOf(request: FastifyRequest): Principal {
  const principal = machines.get(request);
  if (principal === undefined) throw new Error('the route reads a machine that no hook has checked');
  return principal;
}

/** `Bearer name:secret`, or `Basic` with the same pair in base64, as devices that know no Bearer send it. */
function verifyAuthorization(
  identity: IdentityStore,
  kind: 'device' | 'kiosk' | 'system',
  header: string | undefined,
): Result<Principal> {
  const [scheme = '', value = ''] = (header ?? '').split(' ', 2);
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
  const colon = pair.indexOf(':');
  if (colon < 1) return fail(fault('credential_wrong', 'Send the header "Authorization: Bearer name:secret".'));
  return identity.verifyMachine(kind, pair.slice(0, colon), pair.slice(colon + 1));
}
