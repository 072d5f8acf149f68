/** Signing in and out at the web screens. */
import { z } from 'zod';
import type { IdentityStore, Session, SessionStore } from '#gateway/ports/identity.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeskId } from '#shared/domain/ids.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import { problem } from '#shared/wire/fields.ts';
import {
  currentSession,
  deskChoices,
  type SessionView,
  type SignInRequest,
  sessionView,
  signInRequest,
} from '#shared/wire/session-api.ts';
import { limits } from '../limits.ts';
import { type Access, screensOf, sessionCookie } from './access.ts';
import type { App } from './app.ts';
import { refuse } from './problem.ts';

export function registerSessionRoutes(
  app: App,
  parts: { access: Access; identity: IdentityStore; sessions: SessionStore; site: Site; clock: Clock },
): void {
  const { identity, sessions, site, clock } = parts;

  app.route({
    method: 'POST',
    url: '/session',
    schema: {
      summary: 'Sign in',
      tags: ['session'],
      body: signInRequest,
      response: { 200: sessionView, 401: problem, 409: problem },
    },
    config: {
      rateLimit: {
        max: limits.signInAttemptsPerMinuteMax,
        timeWindow: '1 minute',
        // After the body is read: guessing is counted by name, so that a shift change behind one address locks nobody out.
        hook: 'preHandler',
        keyGenerator: (request) => `${request.ip} ${(request.body as SignInRequest).name}`,
      },
    },
    handler: async (request, reply) => {
      const principal = await identity.verifyPerson(request.body.name, request.body.secret);
      if (!principal.ok) return refuse(reply, principal.fault);
      const who = principal.value;
      const role = who.kind === 'user' ? who.role : 'cashier';
      const deskId = who.kind === 'desk' ? who.name : (request.body.deskId ?? null);
      if (deskId !== null && deskOf(site, deskId) === null) {
        return refuse(reply, fault('not_found', `The site has no desk ${deskId}.`));
      }
      if (role === 'cashier' && deskId === null)
        return refuse(reply, fault('desk_missing', 'Choose the desk where you work.'));
      const session = sessions.openSession(who, role, deskId, clock.now());
      return reply
        .setCookie(sessionCookie, session.token, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          secure: request.protocol === 'https',
          maxAge: limits.sessionAgeMaxMs / 1_000,
        })
        .send(viewOf(session, site));
    },
  });

  app.route({
    method: 'GET',
    url: '/session',
    schema: { summary: 'Who is signed in', tags: ['session'], response: { 200: currentSession } },
    handler: async (request, reply) => {
      const session = parts.access.sessionFrom(request);
      return reply.send(session === null ? null : viewOf(session, site));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/session',
    schema: { summary: 'Sign out', tags: ['session'], response: { 204: z.null() } },
    handler: async (request, reply) => {
      const session = parts.access.sessionFrom(request);
      if (session !== null) sessions.closeSession(session.token);
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null);
    },
  });

  app.route({
    method: 'GET',
    url: '/desks',
    schema: { summary: 'The desks that a cashier may sign in at', tags: ['session'], response: { 200: deskChoices } },
    handler: async (_request, reply) => reply.send(site.desks.map(({ id, name }) => ({ id, name }))),
  });
}

function viewOf(session: Session, site: Site): SessionView {
  return {
    name: session.name,
    role: session.role,
    // Whoever signed in at a desk may stand at it; an administrator without a desk has nothing to hand over.
    screens: screensOf[session.role].filter((screen) => screen !== 'cashier' || session.deskId !== null),
    desk: session.deskId === null ? null : deskOf(site, session.deskId),
    timeZone: site.calendar.timeZone,
  };
}

function deskOf(site: Site, deskId: DeskId): SessionView['desk'] {
  const desk = site.desks.find((candidate) => candidate.id === deskId);
  return desk === undefined ? null : { id: desk.id, name: desk.name };
}
