/** What is known of one device: a plain account of what it did, without judgement. causes.ts judges. */
import type { Ailment, DeviceMemory, PrinterState } from '#gateway/ports/health.ts';
import type { DeviceFact } from '#gateway/ports/sensing.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { DeviceRow, HealthCause } from '#shared/wire/device-api.ts';
import { MessageOrder } from './message-order.ts';
import { MinuteTally } from './minute-tally.ts';
import { QuietTimes } from './quiet-times.ts';
import { SequenceGaps } from './sequence-gaps.ts';
import { ValueRuns } from './value-runs.ts';

/** Rates of trouble are judged over so many minutes. */
export const troubleMinutes = 10;

export class DeviceVitals {
  readonly profile: Profile;
  /** When this program began to listen: silence before that is its own. */
  readonly startedAt: number;
  readonly rejects = new MinuteTally(troubleMinutes);
  readonly repeats = new MinuteTally(troubleMinutes);
  readonly stored = new MinuteTally(troubleMinutes);
  readonly late = new MinuteTally(troubleMinutes);
  readonly messages = new MinuteTally(60);
  readonly runs = new ValueRuns();
  readonly gaps = new SequenceGaps();
  readonly quiet: QuietTimes | null;

  firstSeenAt: number | null = null;
  lastReadingAt: number | null = null;
  batteryPercent: number | null = null;
  paper: DeviceRow['paper'] = null;
  firmware: string | null = null;
  clockOffsetMs: number | null = null;
  printer: { readonly state: PrinterState; readonly at: number } | null = null;
  /** Null for a device that never had an MQTT session. */
  online: boolean | null = null;
  offlineSince: number | null = null;

  #newestMessage = '';
  readonly #messageOrder: MessageOrder;

  constructor(profile: Profile, startedAt: number, memory: DeviceMemory | null) {
    this.profile = profile;
    this.startedAt = startedAt;
    this.#messageOrder = new MessageOrder(profile);
    this.quiet = profile.cadenceMs === null ? null : new QuietTimes(profile.cadenceMs, startedAt);
    if (memory === null) return;
    this.firstSeenAt = memory.firstSeenAt;
    this.lastReadingAt = memory.lastReadingAt;
    this.batteryPercent = memory.batteryPercent;
    this.paper = memory.paper;
    this.firmware = memory.firmware;
    // Nobody can be connected to a program that has just started; the time to come back counts from now.
    if (memory.speaksMqtt) this.presence(false, startedAt);
    this.printer = printerRemembered(memory.ailments);
  }

  reading(reading: Reading): void {
    const { metric, receivedAt, sequence } = reading;
    this.#seen(receivedAt);
    this.lastReadingAt = Math.max(this.lastReadingAt ?? 0, receivedAt);
    this.quiet?.heard(receivedAt);
    this.quiet?.spoke(reading.at);
    this.stored.add(receivedAt, 1);
    this.#countMessage(`${sequence ?? ''} ${receivedAt}`, receivedAt);
    if (this.profile.clock) this.clockOffsetMs = reading.sourceAt - reading.at;
    if (this.#messageOrder.isLate(reading)) this.late.add(receivedAt, 1);
    this.runs.add(reading);
    if (metric === 'battery.percent') this.batteryPercent = reading.value;
    if (metric === 'paper.state') this.paper = reading.value >= 2 ? 'ok' : reading.value === 1 ? 'low' : 'out';
  }

  repeated(times: number, at: number): void {
    this.#seen(at);
    this.repeats.add(at, times);
  }

  rejected(at: number): void {
    this.#seen(at);
    this.rejects.add(at, 1);
  }

  fact(fact: DeviceFact, at: number): void {
    this.#seen(at);
    if (fact.kind === 'firmware') this.firmware = fact.version;
    if (fact.kind === 'online') this.presence(fact.online, at);
  }

  presence(online: boolean, at: number): void {
    if (online) this.#seen(at);
    this.offlineSince = online ? null : (this.offlineSince ?? at);
    this.online = online;
  }

  /** Any other sign of life, through a door that carries no readings. */
  heard(at: number): void {
    this.#seen(at);
  }

  printed(state: PrinterState, at: number): void {
    if (state !== 'unreachable') this.#seen(at);
    if (state !== this.printer?.state) this.printer = { state, at };
    if (state === 'ready') this.paper = 'ok';
    if (state === 'paper_low') this.paper = 'low';
    if (state === 'paper_out') this.paper = 'out';
  }

  /** Share of the messages of the last hour that arrived, by their numbers and by their cadence. */
  completeness(at: number): number {
    const arrived = this.messages.sum(at);
    const missing = this.gaps.missing(at);
    const byNumber = missing === 0 ? 1 : arrived / (arrived + missing);
    const byTime = this.firstSeenAt === null || this.quiet === null ? 1 : this.quiet.keptShare(at);
    return Math.min(byNumber, byTime);
  }

  #seen(at: number): void {
    this.firstSeenAt ??= at;
  }

  /** The readings of one message follow each other and share number and arrival. */
  #countMessage(message: string, at: number): void {
    if (message !== this.#newestMessage) this.messages.add(at, 1);
    this.#newestMessage = message;
  }
}

export const printerCauses = {
  ready: null,
  paper_low: 'paper_low',
  paper_out: 'paper_out',
  cover_open: 'cover_open',
  error: 'printer_error',
  unreachable: 'printer_unreachable',
} as const satisfies Record<PrinterState, HealthCause | null>;

function printerRemembered(ailments: readonly Ailment[]): DeviceVitals['printer'] {
  for (const [state, cause] of Object.entries(printerCauses)) {
    const ailment = ailments.find((one) => one.cause === cause);
    if (ailment !== undefined) return { state: state as PrinterState, at: ailment.since };
  }
  return null;
}
