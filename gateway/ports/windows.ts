/** What the sensing wing keeps of its windows beyond the two business days that it holds in memory. */
import type { BayId, LineId, ZoneId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { BayWindow, LineWindow, ZoneWindow } from '#shared/domain/window.ts';

export interface WindowBatch {
  readonly lines: readonly LineWindow[];
  readonly zones: readonly ZoneWindow[];
  readonly bays: readonly BayWindow[];
  /** The business day ("YYYY-MM-DD") up to which, with this batch, all windows are final; null to leave that as it is. */
  readonly sealThrough: string | null;
}

/** Sums over the windows of one step; steps without a window are left out. Step n starts n × stepMinutes after the start. */
export interface LineStep {
  readonly step: number;
  readonly forward: number;
  readonly backward: number;
  readonly coveredMs: number;
}

export interface ZoneStep {
  readonly step: number;
  /** At the end of the last window of the step. */
  readonly people: number;
  readonly entered: number;
  readonly left: number;
  readonly coveredMs: number;
  /** The highest revision among the step's windows. */
  readonly revision: number;
}

export interface WindowStore {
  /**
   * Writes closed windows in one transaction. A window that was there before with other counts gets its next
   * revision: only a closed window is ever written, so a change of it is one that somebody may have seen.
   * Imported windows are on disk when it returns; measured ones may be lost with the power, and are made again.
   * Fault `store_failed`: nothing of the batch is written.
   */
  write(batch: WindowBatch): Result<void>;
  /** Minutes are epoch minutes, `to` exclusive; ordered by step. */
  lineSteps(lineId: LineId, fromMinute: number, toMinute: number, stepMinutes: number): readonly LineStep[];
  zoneSteps(zoneId: ZoneId, fromMinute: number, toMinute: number, stepMinutes: number): readonly ZoneStep[];
  /** All line windows of a span, line by line. */
  lineWindows(lineIds: readonly LineId[], fromMinute: number, toMinute: number): Iterable<LineWindow>;
  /** The state of each bay at the end of the minute before; bays never heard are left out. */
  baysBefore(minute: number, bayIds: readonly BayId[]): readonly BayWindow[];
  /** The last business day ("YYYY-MM-DD") whose windows no reading can change any more; null in a new store. */
  sealedThrough(): string | null;
  /** Deletes the windows before an epoch minute. Fault `store_failed`: some may be left, the next call takes them. */
  forget(beforeMinute: number): Result<void>;
}
