/**
 * What a decoder has found in a frame so far. A frame may be partly good: the good readings stay, each bad part is one
 * fault that names its field. A metric that the profile does not list is not taken: a vendor's message always carries
 * more than a mall needs, and the profile is where it is said what a model gives.
 */

import type { DecodeContext, Decoded, DeviceFact, DraftReading } from '#gateway/ports/sensing.ts';
import { type Fault, type FaultCode, fault } from '#shared/domain/faults.ts';
import type { JsonField } from './json-field.ts';
import { type Instant, parseInstant } from './source-time.ts';

/** A reading with what most readings leave out: the device itself, no number of its own, no interval, full coverage. */
export type Finding = Pick<DraftReading, 'metric' | 'value' | 'sourceAt'> & Partial<DraftReading>;

/** One frame makes at most so many quarantine rows; the last one says how many more there were. */
const faultsMax = 16;

export class Findings {
  readonly #context: DecodeContext;
  readonly #readings: DraftReading[] = [];
  readonly #facts: DeviceFact[] = [];
  readonly #faults: Fault[] = [];
  #faultsDropped = 0;

  constructor(context: DecodeContext) {
    this.#context = context;
  }

  takes(metric: DraftReading['metric']): boolean {
    return this.#context.profile.metrics[metric] !== undefined;
  }

  read(finding: Finding): void {
    if (!this.takes(finding.metric)) return;
    this.#readings.push({ channel: '', tag: '', sequence: null, intervalMs: 0, coverage: 1, ...finding });
  }

  fact(fact: DeviceFact): void {
    this.#facts.push(fact);
  }

  fault(code: FaultCode, detail: string): void {
    if (this.#faults.length < faultsMax) this.#faults.push(fault(code, detail));
    else this.#faultsDropped++;
  }

  done(): Decoded {
    const last = this.#faults.at(-1);
    if (last !== undefined && this.#faultsDropped > 0) {
      this.#faults[faultsMax - 1] = fault(last.code, `${last.detail}; and ${this.#faultsDropped} more faults`);
      this.#faultsDropped = 0;
    }
    return { readings: this.#readings, facts: this.#facts, faults: this.#faults };
  }

  /** The answer for a frame of which nothing was understood. */
  failed(reason: Fault): Decoded {
    this.fault(reason.code, reason.detail);
    return this.done();
  }

  /** A whole number from 0; null and a fault where it is anything else. */
  count(field: JsonField): number | null {
    if (Number.isSafeInteger(field.value) && Number(field.value) >= 0) return Number(field.value);
    return this.#invalid(field, 'a whole number from 0');
  }

  number(field: JsonField): number | null {
    if (typeof field.value === 'number' && Number.isFinite(field.value)) return field.value;
    return this.#invalid(field, 'a number');
  }

  /** A time in any of the forms of source-time.ts. */
  instant(field: JsonField): Instant | null {
    return parseInstant(field.value) ?? this.#invalid(field, 'epoch seconds, epoch milliseconds or RFC 3339');
  }

  /** A fault that does not repeat the value, because it is none or must not be told, such as the id of a tag. */
  missing(field: JsonField, expected: string): null {
    this.fault('payload_field_invalid', `${field.path}: expected ${expected}`);
    return null;
  }

  #invalid(field: JsonField, expected: string): null {
    this.fault('payload_field_invalid', `${field.path}: expected ${expected}, got ${describe(field.value)}`);
    return null;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value.length > 40 ? `a text of ${value.length} characters` : `"${value}"`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
