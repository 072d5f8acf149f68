import type { Fault } from './faults.ts';

/** The answer of anything that may fail in an expected way. Bugs are thrown; expected failures are returned. */
export type Result<Value, Failure = Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Failure };

export function succeed<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function fail<Failure>(fault: Failure): Result<never, Failure> {
  return { ok: false, fault };
}

/** The end of a switch over a closed set: a compile error when a case is missing, a crash when data lied. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
