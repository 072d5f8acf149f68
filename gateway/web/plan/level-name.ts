import type { LocalText } from '#shared/domain/text.ts';

/** The name of a level as it is heard: it starts with what is written on its button. */
export function levelName(
  level: { readonly shortName: string; readonly name: LocalText },
  local: (text: LocalText) => string,
): string {
  const name = local(level.name);
  return name.startsWith(level.shortName) ? name : `${level.shortName} ${name}`;
}
