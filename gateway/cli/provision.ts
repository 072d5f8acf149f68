/** `provision`: makes credentials and shows each once. A running gateway knows them at once: both write one file. */
import { namePattern } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { type Role, role as roleSchema } from '#shared/wire/session-api.ts';
import { identityFile, makeDataDir } from '../data-dir.ts';
import type { PrincipalKind } from '../ports/identity.ts';
import { openIdentities } from '../store/identity.ts';
import { type Command, print, readWords, refuse } from './command.ts';

const kinds: readonly PrincipalKind[] = ['device', 'kiosk', 'desk', 'user', 'system'];
/** More in one call is a mistake rather than a mall. */
const countMax = 10_000;

interface Order {
  readonly kind: PrincipalKind;
  readonly names: readonly string[];
  readonly role: Role | null;
}

interface OrderValues {
  readonly role?: string | undefined;
  readonly count?: string | undefined;
  readonly prefix?: string | undefined;
}

export const provision: Command = {
  usage: 'provision device|kiosk|desk|user|system NAME [--role ROLE] [--count N --prefix P] [--json] [--data DIR]',
  summary: 'Makes a credential, or a new secret for one that exists, and shows it once.',
  async run(words) {
    const parsed = readWords(words, {
      role: { type: 'string' },
      count: { type: 'string' },
      prefix: { type: 'string' },
      json: { type: 'boolean', default: false },
      data: { type: 'string', default: '.atrium' },
    });
    if (!parsed.ok) return refuse(parsed.fault);
    const { values, positionals } = parsed.value;
    const order = orderOf(positionals, values);
    if (!order.ok) return refuse(order.fault);
    const { kind, names, role } = order.value;

    const folder = makeDataDir(values.data);
    if (!folder.ok) return refuse(folder.fault.detail);
    const identities = openIdentities(identityFile(values.data));
    if (!identities.ok) return refuse(identities.fault.detail);
    const credentials = names.map((name) => identities.value.provision(kind, name, role));
    identities.value.close();

    if (values.json) {
      const shown = credentials.map(({ kind, name, secret, role }) => ({ kind, name, secret, ...(role && { role }) }));
      print(JSON.stringify(shown.length === 1 && values.count === undefined ? shown[0] : shown, null, 2));
      return 0;
    }
    for (const { kind, name, secret } of credentials) print(`${kind} ${name}  secret ${secret}`);
    print('Note it now: only its hash is kept.');
    return 0;
  },
};

/** What is to be made, or the line that says why not. */
function orderOf(positionals: readonly string[], values: OrderValues): Result<Order, string> {
  const [kindWord = '', ...nameWords] = positionals;
  const kind = kinds.find((candidate) => candidate === kindWord);
  if (kind === undefined) return fail(`provision what? Expected ${kinds.join(', ')}; got "${kindWord}".`);
  const role = roleOf(kind, values.role);
  if (!role.ok) return role;
  const names = namesOf(nameWords, values);
  if (!names.ok) return names;
  const wrong = names.value.find((name) => !namePattern.test(name));
  if (wrong !== undefined) return fail(`"${wrong}" is no name: expected 1 to 64 of a-z, 0-9, "-" and "_".`);
  return succeed({ kind, names: names.value, role: role.value });
}

function roleOf(kind: PrincipalKind, word: string | undefined): Result<Role | null, string> {
  if (kind !== 'user') return word === undefined ? succeed(null) : fail('only a user has a role.');
  const parsed = roleSchema.safeParse(word);
  return parsed.success ? succeed(parsed.data) : fail(`a user needs --role ${roleSchema.options.join('|')}.`);
}

function namesOf(
  words: readonly string[],
  { count: countWord, prefix }: OrderValues,
): Result<readonly string[], string> {
  if (countWord === undefined && prefix === undefined) {
    return words.length === 1 ? succeed(words) : fail('give exactly one NAME, or --count N with --prefix P.');
  }
  const count = Number(countWord);
  if (!Number.isInteger(count) || count < 1 || count > countMax) return fail(`--count: expected 1 to ${countMax}.`);
  if (prefix === undefined || words.length > 0) return fail('--count N goes with --prefix P and without a NAME.');
  const width = String(count).length;
  return succeed(Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(width, '0')}`));
}
