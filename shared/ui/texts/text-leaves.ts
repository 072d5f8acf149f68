/** What the tests of translations compare. */
interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** Every text of a tree with its dotted key. */
export function leaves(tree: TextTree, path = ''): (readonly [key: string, text: string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : leaves(value, `${path}${key}.`),
  );
}

/** The names between double braces, sorted: "{{age}}前" -> ["age"]. */
export function variablesOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name).sort();
}
