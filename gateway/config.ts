/** What the operator decides about one gateway process. Read once, all errors together, frozen. */
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { fail, type Result, succeed } from '#shared/domain/result.ts';

/** A TCP port from a command line; 0 takes any free one. */
export const portFlag = z.coerce
  .number('expected a whole number')
  .int('expected a whole number')
  .min(0, 'expected 0 to 65535')
  .max(65_535, 'expected 0 to 65535');

const gatewayConfig = z.strictObject({
  /** Holds every database of the gateway; a local disk, for SQLite's write-ahead log needs one. */
  data: z.string().min(1).default('.atrium'),
  /** The folder of the site files, or its site.json. */
  site: z
    .string()
    .min(1)
    .default('firmware-config/sites/demo')
    .transform((path) => (path.endsWith('.json') ? dirname(path) : path)),
  /** The folder of the device profiles: a mall may add its own models. */
  profiles: z.string().min(1).default('firmware-config/profiles'),
  /** The address that listeners bind. Loopback until the operator decides otherwise: there is no TLS here yet. */
  host: z.string().min(1).default('127.0.0.1'),
  httpPort: portFlag.default(8080),
  mqttPort: portFlag.default(1883),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type GatewayConfig = Readonly<z.infer<typeof gatewayConfig>>;

/** The flags of `node gateway/main.ts`, and of `npm start`, which hands them on. */
export const gatewayFlags = {
  data: { type: 'string' },
  site: { type: 'string' },
  profiles: { type: 'string' },
  host: { type: 'string' },
  'http-port': { type: 'string' },
  'mqtt-port': { type: 'string' },
  'log-level': { type: 'string' },
} as const;

export type GatewayFlagValues = { readonly [Flag in keyof typeof gatewayFlags]?: string | undefined };

/** Config from command-line words. A failure is one line for each wrong flag. */
export function readGatewayConfig(words: readonly string[]): Result<GatewayConfig, readonly string[]> {
  try {
    return parseGatewayFlags(parseArgs({ args: [...words], options: gatewayFlags, strict: true }).values);
  } catch (error) {
    return fail([flagError(error)]);
  }
}

export function parseGatewayFlags(values: GatewayFlagValues): Result<GatewayConfig, readonly string[]> {
  const parsed = gatewayConfig.safeParse({
    data: values.data,
    site: values.site,
    profiles: values.profiles,
    host: values.host,
    httpPort: values['http-port'],
    mqttPort: values['mqtt-port'],
    logLevel: values['log-level'],
  });
  if (parsed.success) return succeed(Object.freeze(parsed.data));
  return fail(parsed.error.issues.map((issue) => `--${flagName(issue.path)}: ${issue.message}`));
}

/** parseArgs explains unknown and incomplete flags well, but in several sentences: the first one is enough. */
export function flagError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/\. |\n/)[0] ?? message;
}

function flagName(path: readonly PropertyKey[]): string {
  return String(path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
