/** From the text of one file to a value of its schema, or to every problem in it. */
import type { z } from 'zod';
import type { ConfigProblem } from './config-problem.ts';

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** `text` is undefined where the file does not exist. */
export function parseFile<Schema extends z.ZodType>(
  file: string,
  text: string | undefined,
  schema: Schema,
): Parsed<z.infer<Schema>> {
  if (text === undefined) return { ok: false, problems: [{ file, path: '', message: 'the file is missing' }] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [{ file, path: '', message: `not JSON: ${messageOf(error)}` }] };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    file,
    path: formatPath(path),
    message: sentence(message),
  }));
  return { ok: false, problems };
}

/** `features[3].properties.from` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** zod begins with a capital and says "Invalid input:" before what it expected. */
function sentence(message: string): string {
  const text = message.replace(/^Invalid input: /, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
