/** What the programs of the simulated mall are told on their command lines, checked at once, all errors together. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { namePattern } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';

const whole = (max: number) => z.coerce.number<string>().int().min(0).max(max);
const yesNo = z.enum(['true', 'false']).transform((word) => word === 'true');
const seed = whole(0xffff_ffff).default(1);
const peoplePeak = whole(5_000).default(700);
const faultOrder = z.string().transform((text, context) => {
  const [device = '', kind = '', ...rest] = text.split(':');
  if (rest.length > 0 || !namePattern.test(device) || kind === '') {
    context.addIssue(`expected device:fault, got ${text}`);
    return z.NEVER;
  }
  return { device, kind };
});

const mallOptions = z.object({
  site: z.string(),
  mqtt: z.url({ protocol: /^(mqtt|ws)s?$/ }),
  http: z.url({ protocol: /^https?$/ }),
  credentials: z.string(),
  truth: z.string(),
  seed,
  speed: z.coerce.number<string>().min(0.1).max(60).default(1),
  people: peoplePeak,
  'always-open': yesNo.default(true),
  'control-port': whole(65_535).default(0),
  fault: z.array(faultOrder).default([]),
});
export type MallOptions = z.infer<typeof mallOptions>;

export const mallUsage =
  'usage: node test/mall/main.ts --site DIR --mqtt URL --http URL --credentials FILE --truth FILE [--seed N] [--speed X] ' +
  '[--people N] [--always-open true|false] [--control-port N] [--fault DEVICE:FAULT]…';

const historyOptions = z.object({
  site: z.string(),
  out: z.string(),
  truth: z.string().optional(),
  days: whole(400).default(7),
  seed,
  people: peoplePeak,
  until: z.coerce.number<string>().int().min(0).optional(),
});
export type HistoryOptions = z.infer<typeof historyOptions>;

export const historyUsage =
  'usage: node test/mall/history.ts --site DIR --out FILE [--truth FILE] [--days N] [--seed N] [--people N] ' +
  '[--until EPOCHMS]';

export function readMallOptions(words: readonly string[]): Result<MallOptions, readonly string[]> {
  return read(words, mallOptions, ['fault']);
}

export function readHistoryOptions(words: readonly string[]): Result<HistoryOptions, readonly string[]> {
  return read(words, historyOptions, []);
}

function read<Shape extends z.ZodObject>(
  words: readonly string[],
  shape: Shape,
  repeated: readonly string[],
): Result<z.infer<Shape>, readonly string[]> {
  const options = Object.fromEntries(
    Object.keys(shape.shape).map((name) => [name, { type: 'string' as const, multiple: repeated.includes(name) }]),
  );
  let values: unknown;
  try {
    values = parseArgs({ args: [...words], options, strict: true }).values;
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error)]);
  }
  const parsed = shape.safeParse(values);
  if (parsed.success) return succeed(parsed.data);
  return fail(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`));
}

/** Secrets by device, and the one of the tills: written by whoever provisioned them. */
export const mallCredentials = z.object({
  devices: z.record(z.string(), z.string()),
  pos: z.object({ name: z.string(), secret: z.string() }),
});
export type MallCredentials = z.infer<typeof mallCredentials>;
