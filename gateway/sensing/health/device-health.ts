/** The state of one device: what it did (vitals) judged by the rules, with the changes that the judgement makes. */
import type { Ailment, DeviceMemory, HealthChange } from '#gateway/ports/health.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { SiteDevice } from '#shared/domain/site.ts';
import type { DeviceRow, HealthState } from '#shared/wire/device-api.ts';
import { findAilments, judge, type OpenSince } from './causes.ts';
import { DeviceVitals } from './device-vitals.ts';

export class DeviceHealth {
  readonly vitals: DeviceVitals;
  readonly #device: SiteDevice;
  readonly #profile: Profile;
  #ailments: readonly Ailment[];
  #state: HealthState;
  #shown: Ailment | null;
  #since: number;

  constructor(device: SiteDevice, profile: Profile, startedAt: number, memory: DeviceMemory | null) {
    this.#device = device;
    this.#profile = profile;
    this.vitals = new DeviceVitals(profile, startedAt, memory);
    this.#ailments = memory?.ailments ?? [];
    this.#state = memory?.state ?? 'unseen';
    this.#since = memory?.since ?? startedAt;
    this.#shown = judge(this.vitals, this.#ailments).ailment;
  }

  /** Judges anew. Answers the change where state or cause are no longer the same, else null. */
  evaluate(at: number, openSince: OpenSince): HealthChange | null {
    this.#ailments = findAilments(this.vitals, this.#ailments, at, openSince);
    const { state, ailment } = judge(this.vitals, this.#ailments);
    const changed = state !== this.#state || ailment?.cause !== this.#shown?.cause;
    this.#shown = ailment;
    if (!changed) return null;
    this.#state = state;
    this.#since = ailment?.since ?? at;
    return { deviceId: this.#device.id, at, state, cause: ailment?.cause ?? null, causeValue: ailment?.value ?? null };
  }

  row(at: number): DeviceRow {
    const { vitals } = this;
    return {
      deviceId: this.#device.id,
      name: this.#device.name,
      profileId: this.#profile.id,
      class: this.#profile.class,
      vendor: this.#profile.vendor,
      model: this.#profile.model,
      levelId: this.#device.levelId,
      state: this.#state,
      cause: this.#shown?.cause ?? null,
      causeValue: this.#shown?.value ?? null,
      since: this.#since,
      lastReadingAt: vitals.lastReadingAt,
      online: vitals.online,
      batteryPercent: vitals.batteryPercent,
      paper: vitals.paper,
      firmware: vitals.firmware,
      completeness: vitals.completeness(at),
    };
  }

  memory(): DeviceMemory {
    const { firstSeenAt, lastReadingAt, online, batteryPercent, paper, firmware } = this.vitals;
    return {
      deviceId: this.#device.id,
      firstSeenAt,
      lastReadingAt,
      speaksMqtt: online !== null,
      batteryPercent,
      paper,
      firmware,
      state: this.#state,
      since: this.#since,
      ailments: this.#ailments,
    };
  }
}
