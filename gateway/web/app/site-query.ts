/** The plan of the mall: read once, for it changes only when the gateway starts anew. */
import { queryOptions } from '@tanstack/react-query';
import { siteView } from '#shared/wire/floor-api.ts';
import { get } from './api-client.ts';

export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => get('/site', siteView, signal),
  staleTime: Number.POSITIVE_INFINITY,
});
