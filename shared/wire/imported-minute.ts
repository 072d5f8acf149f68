/** One line of the NDJSON that `atrium windows import` takes: what a counting line counted in one past minute. */
import { z } from 'zod';
import { minuteMs } from '../domain/calendar.ts';
import { count, epochMs, lineId } from './fields.ts';

export const importedMinute = z.strictObject({
  line: lineId,
  /** The start of the minute. */
  at: epochMs.refine((at) => at % minuteMs === 0, 'expected the start of a minute'),
  /** Crossings from the line's `from` to its `to`. */
  forward: count,
  backward: count,
});
export type ImportedMinute = z.infer<typeof importedMinute>;
