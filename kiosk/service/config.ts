/** What a kiosk process is told when it starts: flags first, then the environment; all problems together. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { namePattern } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';

export interface KioskConfig {
  readonly gateway: URL;
  readonly kioskId: string;
  readonly secret: string;
  readonly dataDir: string;
}

export const serviceFlags = {
  gateway: { type: 'string' },
  kiosk: { type: 'string' },
  'secret-file': { type: 'string' },
  data: { type: 'string' },
} as const;

/** Reads `--gateway --kiosk --secret-file --data` and ATRIUM_KIOSK_SECRET; answers every problem, one line each. */
export function readKioskConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<KioskConfig, readonly string[]> {
  const problems: string[] = [];
  const flags = parseFlags(args, problems);
  const gateway = flags.gateway ?? env['ATRIUM_GATEWAY'] ?? 'http://127.0.0.1:8080';
  if (!URL.canParse(gateway))
    problems.push(`--gateway: expected an address like http://127.0.0.1:8080, got ${gateway}`);
  const kioskId = flags.kiosk ?? env['ATRIUM_KIOSK'] ?? '';
  if (!namePattern.test(kioskId))
    problems.push('--kiosk: expected the name of a kiosk of the site, for example kiosk-1');
  const secret = readSecret(flags['secret-file'], env['ATRIUM_KIOSK_SECRET'], problems);
  const dataDir = flags.data ?? env['ATRIUM_KIOSK_DATA'] ?? '';
  if (dataDir === '') problems.push('--data: expected the folder for this kiosk');
  return problems.length > 0 ? fail(problems) : succeed({ gateway: new URL(gateway), kioskId, secret, dataDir });
}

type Flags = { readonly [Flag in keyof typeof serviceFlags]?: string | undefined };

function parseFlags(args: readonly string[], problems: string[]): Flags {
  try {
    return parseArgs({ args: [...args], options: serviceFlags, strict: true }).values;
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    return {};
  }
}

function readSecret(file: string | undefined, fromEnv: string | undefined, problems: string[]): string {
  let secret = fromEnv?.trim() ?? '';
  if (file !== undefined) {
    try {
      secret = readFileSync(file, 'utf8').trim();
    } catch (error) {
      problems.push(`--secret-file: ${error instanceof Error ? error.message : String(error)}`);
      return '';
    }
  }
  if (secret === '') problems.push('--secret-file or ATRIUM_KIOSK_SECRET: expected the secret of this kiosk');
  return secret;
}
