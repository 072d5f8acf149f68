/** Who is signed in, as every screen knows it. */
import { QueryCache, QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import {
  currentSession,
  deskChoices,
  type SessionView,
  type SignInRequest,
  sessionView,
} from '#shared/wire/session-api.ts';
import { ApiFault, get, post, remove } from './api-client.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get('/session', currentSession, signal),
  staleTime: 60_000,
});

/** Open to all: the sign-in page offers these to a cashier. */
export const desksQuery = queryOptions({
  queryKey: ['desks'],
  queryFn: ({ signal }) => get('/desks', deskChoices, signal),
  staleTime: 60_000,
});

/** The signed-in session; null sends the visitor to the sign-in page. Suspends while it is read the first time. */
export function useSession(): SessionView | null {
  return useSuspenseQuery(sessionQuery).data;
}

/** Signing in and out. `signIn` throws ApiFault. */
export function useSessionActions() {
  const client = useQueryClient();
  return {
    async signIn(request: SignInRequest): Promise<SessionView> {
      const session = await post('/session', request, sessionView);
      changeSession(client, session);
      return session;
    },
    async signOut(): Promise<void> {
      await remove('/session');
      changeSession(client, null);
    },
  };
}

/**
 * What one person read is not shown to the next. The session's own query stays: a page that waits on it would not
 * notice another one in its place.
 */
function changeSession(client: QueryClient, session: SessionView | null): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  client.setQueryData(sessionQuery.queryKey, session);
}

/** Queries are tried again only where trying again can help; a session that ended is noticed by whatever call saw it. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiFault && error.code === 'not_signed_in') {
          client.setQueryData(sessionQuery.queryKey, null);
        }
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => error instanceof ApiFault && error.code === 'gateway_unreachable' && failures < 3,
        refetchOnWindowFocus: false,
      },
    },
  });
  return client;
}
