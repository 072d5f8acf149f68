/** Reads the configuration of a mall from disk: the only file of firmware-config, beside its drawing program, that does. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site } from '#shared/domain/site.ts';
import { checkSite } from './check-site.ts';
import type { ConfigProblem } from './config-problem.ts';
import { parseProfiles } from './parse-profiles.ts';
import { parseSite } from './parse-site.ts';

export interface LoadedSite {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
}

export type SiteLoad =
  | { readonly ok: true; readonly value: LoadedSite }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** The device models that this checkout knows. */
export const profilesFolder = join(import.meta.dirname, 'profiles');

/**
 * Reads, parses and checks a site and all device models, and reports every problem together: first what is wrong in
 * single files, and once those are right, what does not fit between them.
 * @param path the folder of the site, or its site.json
 */
export function loadSite(path: string, profilesPath: string = profilesFolder): SiteLoad {
  const siteFiles = readFolder(path.endsWith('.json') ? dirname(path) : path, ['.json', '.geojson']);
  if (!siteFiles.ok) return siteFiles;
  const profileFiles = readFolder(profilesPath, ['.json']);
  if (!profileFiles.ok) return profileFiles;
  const site = parseSite(siteFiles.texts);
  const profiles = parseProfiles(profileFiles.texts);
  if (!site.ok || !profiles.ok) {
    return { ok: false, problems: [...(site.ok ? [] : site.problems), ...(profiles.ok ? [] : profiles.problems)] };
  }
  const problems = checkSite(site.value, profiles.value);
  return problems.length === 0
    ? { ok: true, value: { site: site.value, profiles: profiles.value } }
    : { ok: false, problems };
}

type FolderTexts =
  | { readonly ok: true; readonly texts: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** The texts of a folder's files by name. A file that cannot be read is left to whoever misses it. */
function readFolder(folder: string, endings: readonly string[]): FolderTexts {
  const texts = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return { ok: false, problems: [{ file: folder, path: '', message: 'there is no such folder' }] };
  }
  for (const file of readdirSync(folder).toSorted()) {
    if (!endings.some((ending) => file.endsWith(ending))) continue;
    try {
      texts.set(file, readFileSync(join(folder, file), 'utf8'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ file, path: '', message: `cannot be read: ${reason}` });
    }
  }
  return problems.length === 0 ? { ok: true, texts } : { ok: false, problems };
}
