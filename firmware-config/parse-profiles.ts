/** From the files of profiles/ to the device models, by id. */
import type { ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { ConfigProblem } from './config-problem.ts';
import { type Parsed, parseFile } from './parse-file.ts';
import { profileFile } from './profile-schema.ts';

/** A file is named after the model it describes, so that a model is stated once. */
export function parseProfiles(texts: ReadonlyMap<string, string>): Parsed<ReadonlyMap<ProfileId, Profile>> {
  const profiles = new Map<ProfileId, Profile>();
  const problems: ConfigProblem[] = [];
  for (const [name, text] of texts) {
    const file = `profiles/${name}`;
    const parsed = parseFile(file, text, profileFile);
    if (!parsed.ok) problems.push(...parsed.problems);
    else if (name === `${parsed.value.id}.json`) profiles.set(parsed.value.id, parsed.value);
    else problems.push({ file, path: 'id', message: `"${parsed.value.id}" belongs into ${parsed.value.id}.json` });
  }
  return problems.length === 0 ? { ok: true, value: profiles } : { ok: false, problems };
}
