/** The mall as people use it, measured once and shared by all who walk through it. */
import type { Site } from '#shared/domain/site.ts';
import { findPlaces, type Places } from './places.ts';
import { createRandom } from './random.ts';
import { createRouteBook, type RouteBook } from './route-book.ts';

export interface Grounds {
  readonly book: RouteBook;
  readonly places: Places;
}

export function surveyGrounds(site: Site, seed: number): Grounds {
  const book = createRouteBook(site);
  return { book, places: findPlaces(site, book, createRandom(seed, 'places')) };
}
