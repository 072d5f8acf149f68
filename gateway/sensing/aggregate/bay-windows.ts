/**
 * Bays by minute: what the newest message of the minute said. A bay keeps its state until a newer message, by corrected
 * time and then by sequence, says otherwise; a late message changes the past only. Unknown until heard for the first
 * time; a car that stays overnight stays known, because bays do not start again with the business day.
 */
import { minuteMs } from '#shared/domain/calendar.ts';
import { type BayWindow, minuteOf } from '#shared/domain/window.ts';
import type { FloorPlan } from './floor-plan.ts';
import { columnAt, columnsOf, flags, type MinuteSpan, shiftColumns, spanMinutes } from './minute-span.ts';

export interface BayFact {
  readonly occupied: boolean;
  /** The first message that said so, epoch ms; where the state changed twice within a minute, the newest of that minute. */
  readonly since: number;
}

const unheard = 0;
const free = 1;
const taken = 2;
/** A minute in which a bay was heard is a window of its own only where the state changed. */
const closesAfterMinutes = 1;

export class BayWindows {
  readonly #plan: FloorPlan;
  readonly #state: readonly Uint8Array[];
  /** 1 where the messages of a minute contradict each other. */
  readonly #mixed: readonly Uint8Array[];
  /** Of the oldest message of the minute: ms into the minute. */
  readonly #oldestMs: readonly Uint16Array[];
  /** Of the newest message of the minute: ms into the minute, and sequence plus 1. */
  readonly #newestMs: readonly Uint16Array[];
  readonly #sequence: readonly Float64Array[];
  readonly #unsaved: readonly Uint8Array[];
  readonly #saved: readonly Uint8Array[];
  /** What was known when the span begins. */
  readonly #before: (BayFact | null)[];
  /** Bays that were heard since somebody last asked. */
  #touched = new Set<number>();
  #first: number;

  constructor(plan: FloorPlan, span: MinuteSpan) {
    this.#plan = plan;
    this.#first = span.first;
    this.#state = columnsOf(plan.bays.length, flags);
    this.#mixed = columnsOf(plan.bays.length, flags);
    this.#oldestMs = columnsOf(plan.bays.length, () => new Uint16Array(spanMinutes));
    this.#newestMs = columnsOf(plan.bays.length, () => new Uint16Array(spanMinutes));
    this.#sequence = columnsOf(plan.bays.length, () => new Float64Array(spanMinutes));
    this.#unsaved = columnsOf(plan.bays.length, flags);
    this.#saved = columnsOf(plan.bays.length, flags);
    this.#before = plan.bays.map(() => null);
  }

  /** The state at the start of the span, from the store. */
  begin(bay: number, fact: BayFact): void {
    this.#before[bay] = fact;
  }

  observe(bay: number, occupied: boolean, at: number, sequence: number | null): void {
    const index = minuteOf(at) - this.#first;
    if (index < 0 || index >= spanMinutes) return;
    const offsetMs = Math.floor(at - minuteOf(at) * minuteMs);
    this.#note(bay, index, occupied ? taken : free, offsetMs, (sequence ?? -1) + 1);
    const unsaved = columnAt(this.#unsaved, bay);
    unsaved[index] = 1;
    this.#touched.add(bay);
    // The message after this one may have become a change, or may no longer be one.
    const following = this.#heardFrom(bay, index + 1);
    if (following !== null) unsaved[following] = 1;
  }

  /** At the end of a minute; null where the bay was not heard by then. */
  stateAt(bay: number, minute: number): BayFact | null {
    const state = columnAt(this.#state, bay);
    let index = Math.min(minute - this.#first, spanMinutes - 1);
    while (index >= 0 && state[index] === unheard) index -= 1;
    const before = this.#before[bay] ?? null;
    if (index < 0) return before;
    const occupied = state[index] === taken;
    const mixed = columnAt(this.#mixed, bay);
    let since = index;
    for (let earlier = index - 1; earlier >= 0 && mixed[since] === 0; earlier -= 1) {
      if (state[earlier] === unheard) continue;
      if (state[earlier] !== state[index]) return { occupied, since: this.#saidAt(bay, since) };
      since = earlier;
    }
    if (mixed[since] === 0 && before?.occupied === occupied) return before;
    return { occupied, since: this.#saidAt(bay, since) };
  }

  /** The bays whose state may have changed since the last call. */
  takeTouched(): readonly number[] {
    const touched = [...this.#touched];
    this.#touched = new Set();
    return touched;
  }

  /** The windows of changes that closed, or changed after closing, since the last call. */
  takeUnsaved(nowMinute: number): readonly BayWindow[] {
    const windows: BayWindow[] = [];
    const closed = nowMinute - 1 - closesAfterMinutes - this.#first;
    this.#plan.bays.forEach((bayId, bay) => {
      const unsaved = columnAt(this.#unsaved, bay);
      const saved = columnAt(this.#saved, bay);
      for (let index = unsaved.indexOf(1); index !== -1 && index <= closed; index = unsaved.indexOf(1, index + 1)) {
        unsaved[index] = 0;
        const minute = this.#first + index;
        const fact = this.stateAt(bay, minute);
        const same = fact?.occupied === this.stateAt(bay, minute - 1)?.occupied;
        // A saved change that late data made none of is written again with the state that holds.
        if (fact === null || (same && saved[index] === 0)) continue;
        saved[index] = 1;
        windows.push({ bayId, minute, ...fact });
      }
    });
    return windows;
  }

  shiftTo(first: number): void {
    this.#plan.bays.forEach((_, bay) => {
      this.#before[bay] = this.stateAt(bay, first - 1);
    });
    const by = first - this.#first;
    for (const columns of [this.#state, this.#mixed, this.#unsaved, this.#saved]) shiftColumns(columns, by);
    for (const columns of [this.#oldestMs, this.#newestMs]) shiftColumns(columns, by);
    shiftColumns(this.#sequence, by);
    this.#first = first;
  }

  /** Keeps of a minute's messages what does not depend on the order in which they come. */
  #note(bay: number, index: number, said: number, offsetMs: number, order: number): void {
    const state = columnAt(this.#state, bay);
    const oldest = columnAt(this.#oldestMs, bay);
    const newest = columnAt(this.#newestMs, bay);
    const orders = columnAt(this.#sequence, bay);
    const before = state[index] ?? unheard;
    if (before !== unheard && before !== said) columnAt(this.#mixed, bay)[index] = 1;
    oldest[index] = before === unheard ? offsetMs : Math.min(oldest[index] ?? offsetMs, offsetMs);
    const ahead = offsetMs - (newest[index] ?? 0) || order - (orders[index] ?? 0) || said - before;
    if (before !== unheard && ahead <= 0) return;
    state[index] = said;
    newest[index] = offsetMs;
    orders[index] = order;
  }

  #saidAt(bay: number, index: number): number {
    const offsets = columnAt(this.#mixed, bay)[index] === 1 ? this.#newestMs : this.#oldestMs;
    return (this.#first + index) * minuteMs + (columnAt(offsets, bay)[index] ?? 0);
  }

  #heardFrom(bay: number, from: number): number | null {
    const state = columnAt(this.#state, bay);
    for (let index = from; index < spanMinutes; index += 1) if (state[index] !== unheard) return index;
    return null;
  }
}
