/** Structured logs: one JSON object a line on standard output, so that journald and Docker keep them as they are. */
import { pino } from 'pino';

/** What stages need of a logger. Facts go into the object, the sentence stays the same from line to line. */
export interface Log {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
  /** A logger that adds these facts to each of its lines, for example { stage: 'broker' }. */
  child(facts: object): Log;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Never in a log, whoever passes it by mistake. */
const secrets = ['secret', 'password', 'phone', 'token', 'authorization', 'cookie', 'proof'];

/**
 * A logger that writes to standard output, or to `destination` (anything with write). Fields named like secrets are
 * replaced at the first and second depth. Writes are synchronous: a crash loses no line.
 */
export function createLog(options: { level: LogLevel; destination?: { write(line: string): void } }): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** A logger that says nothing, for tests. */
export const silentLog: Log = createLog({ level: 'silent' });
