/**
 * Reading JSON that others wrote: every value is carried with its path, so that a fault can name the field.
 * Nothing here throws; what is missing is a field whose value is undefined.
 */
import { fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';

export interface JsonField {
  /** As a person would write it: `logics_data.logics[0].id`; '' for the document itself. */
  readonly path: string;
  readonly value: unknown;
}

/** The document in a payload. Faults: payload_truncated where the text ends inside a value, else payload_not_json. */
export function parseJson(payload: Uint8Array): Result<JsonField> {
  return parseJsonText(new TextDecoder().decode(payload));
}

/** As parseJson, for a part of a payload; `path` is where the part stands. */
export function parseJsonText(text: string, path = ''): Result<JsonField> {
  try {
    return succeed({ path, value: JSON.parse(text) as unknown });
  } catch {
    const where = path === '' ? '' : `${path}: `;
    if (text.trim() === '') return fail(fault('payload_truncated', `${where}the payload is empty`));
    return isCutOff(text)
      ? fail(fault('payload_truncated', `${where}the JSON text ends inside a value`))
      : fail(fault('payload_not_json', `${where}the payload is not JSON`));
  }
}

/** The member of an object; undefined inside where there is none. */
export function member(field: JsonField, name: string): JsonField {
  const path = field.path === '' ? name : `${field.path}.${name}`;
  return { path, value: isObject(field.value) && Object.hasOwn(field.value, name) ? field.value[name] : undefined };
}

/** The elements of an array; none where it is not an array. */
export function elements(field: JsonField): readonly JsonField[] {
  if (!Array.isArray(field.value)) return [];
  return field.value.map((value: unknown, index) => ({ path: `${field.path}[${index}]`, value }));
}

/** The document itself, or its elements where it is an array: many devices send either. */
export function documents(field: JsonField): readonly JsonField[] {
  return Array.isArray(field.value) ? elements(field) : [field];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a string or of a whole number, as devices use both for names; null for all else. */
export function nameIn(field: JsonField): string | null {
  if (typeof field.value === 'string' && field.value !== '') return field.value.slice(0, 64);
  return Number.isSafeInteger(field.value) ? String(field.value) : null;
}

/** True where brackets or a string are still open at the end of a text that started as an object or array. */
function isCutOff(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth < 0) return false;
  }
  return depth > 0 || (inString && text.trimStart().startsWith('"'));
}
