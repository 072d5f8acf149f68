/** What every command of `npm run atrium` shares: usage, one line for each failure, and the exit code. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { flagError } from '../config.ts';

export interface Command {
  /** How it is called, without the leading `npm run atrium --`. */
  readonly usage: string;
  readonly summary: string;
  /** Runs and answers the exit code: 0 done, 1 refused or failed. */
  run(words: readonly string[]): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Flags extends Options> = ReturnType<
  typeof parseArgs<{ options: Flags; allowPositionals: true; strict: true }>
>;

/** Flags and words of a command, or the one line that says what is wrong with them. */
export function readWords<const Flags extends Options>(
  words: readonly string[],
  options: Flags,
): Result<Parsed<Flags>, string> {
  try {
    return succeed(parseArgs({ args: [...words], options, allowPositionals: true, strict: true }));
  } catch (error) {
    return fail(flagError(error));
  }
}

/** Says why, one line each, and answers the exit code. */
export function refuse(...lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`atrium: ${line}\n`);
  return 1;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
