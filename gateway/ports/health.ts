/** What the health of devices keeps over a restart, and what other stages tell it. */
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { DevicePage, DeviceRow, HealthCause, HealthState } from '#shared/wire/device-api.ts';

/** What a printer answered when it was last asked; as in shared/wire/desk-api.ts. */
export type PrinterState = 'ready' | 'paper_low' | 'paper_out' | 'cover_open' | 'error' | 'unreachable';

/** One reason why a device is not well. It may have several at once; screens show the worst. */
export interface Ailment {
  readonly cause: HealthCause;
  /** Epoch ms; for silence the last reading. */
  readonly since: number;
  /** One value that belongs to the cause, see DeviceRow.causeValue. */
  readonly value: number | null;
}

/** What is known of a device when the gateway starts again. */
export interface DeviceMemory {
  readonly deviceId: DeviceId;
  /** When it first gave any sign of life; null for a device that never did. */
  readonly firstSeenAt: number | null;
  readonly lastReadingAt: number | null;
  /** Whether it ever had an MQTT session: only such a device can be offline. */
  readonly speaksMqtt: boolean;
  readonly batteryPercent: number | null;
  readonly paper: DeviceRow['paper'];
  readonly firmware: string | null;
  readonly state: HealthState;
  readonly since: number;
  readonly ailments: readonly Ailment[];
}

export type HealthChange = DevicePage['timeline'][number] & { readonly deviceId: DeviceId };

/** What a device said is wrong with itself, in the words of its maker. */
export interface DeviceReport {
  readonly deviceId: DeviceId;
  readonly at: number;
  readonly detail: string;
}

export interface HealthStore {
  load(): readonly DeviceMemory[];
  /**
   * All or nothing. Survives a crash of the program; the last changes may be lost with the power.
   * Fault: `store_failed`, then nothing is saved.
   */
  save(
    memories: readonly DeviceMemory[],
    changes: readonly HealthChange[],
    reports: readonly DeviceReport[],
  ): Result<null>;
  /** Newest first. */
  changesOf(deviceId: DeviceId, limit: number): readonly HealthChange[];
  /** Newest first. */
  reportsOf(deviceId: DeviceId, limit: number): readonly DeviceReport[];
}
