/**
 * What waits to be written into the health store. Changes and reports go at once, mere figures now and then; a store
 * that refuses is offered everything again a little later, and is not asked every second meanwhile.
 */
import type { DeviceMemory, DeviceReport, HealthChange, HealthStore } from '#gateway/ports/health.ts';
import { minuteMs, secondMs } from '#shared/domain/calendar.ts';
import type { Fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';

/** Figures that move all the time are stored this often; also the pause after a refusal. */
export const figuresEveryMs = 15 * secondMs;
/** The same words of the same device within this time are one report. */
const reportAgainAfterMs = 10 * minuteMs;
/** While the store refuses, so many changes and reports wait, the newest. */
const waitingMax = 1_000;

export class HealthJournal {
  readonly #store: HealthStore;
  readonly #onFault: (fault: Fault) => void;
  readonly #touched = new Set<DeviceId>();
  readonly #newestReport = new Map<DeviceId, DeviceReport>();
  #changes: readonly HealthChange[] = [];
  #reports: readonly DeviceReport[] = [];
  #triedAt = 0;
  #refused = false;

  constructor(store: HealthStore, onFault: (fault: Fault) => void) {
    this.#store = store;
    this.#onFault = onFault;
  }

  /** Something about the device is other than what is stored. */
  touch(deviceId: DeviceId): void {
    this.#touched.add(deviceId);
  }

  isTouched(deviceId: DeviceId): boolean {
    return this.#touched.has(deviceId);
  }

  change(change: HealthChange): void {
    this.#changes = [...this.#changes, change].slice(-waitingMax);
    this.touch(change.deviceId);
  }

  report(report: DeviceReport): void {
    const last = this.#newestReport.get(report.deviceId);
    if (last?.detail === report.detail && report.at - last.at < reportAgainAfterMs) return;
    this.#newestReport.set(report.deviceId, report);
    this.#reports = [...this.#reports, report].slice(-waitingMax);
  }

  isDue(at: number): boolean {
    const waiting = this.#changes.length + this.#reports.length;
    if (at - this.#triedAt >= figuresEveryMs) return this.#touched.size + waiting > 0;
    return !this.#refused && waiting > 0;
  }

  save(at: number, memoryOf: (deviceId: DeviceId) => DeviceMemory | undefined): void {
    const memories = [...this.#touched].map(memoryOf).filter((memory) => memory !== undefined);
    const saved = this.#store.save(memories, this.#changes, this.#reports);
    this.#triedAt = at;
    this.#refused = !saved.ok;
    if (!saved.ok) {
      this.#onFault(saved.fault);
      return;
    }
    this.#touched.clear();
    this.#changes = [];
    this.#reports = [];
  }
}
