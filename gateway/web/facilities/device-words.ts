/** A device in words: its state, why, and what to do. */
import { secondMs } from '#shared/domain/calendar.ts';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import type { useWords } from '../app/use-words.ts';

type Words = ReturnType<typeof useWords>;
type Condition = Pick<DeviceRow, 'state' | 'cause' | 'causeValue'>;

const knownClasses = [
  'counter',
  'reader',
  'bay_sensor',
  'scanner',
  'printer',
  'network_server',
  'point_of_sale',
  'meter',
] as const;

/** Why the device is in its state; null for one that is well. */
export function causeText({ t, duration }: Words, { state, cause, causeValue }: Condition): string | null {
  if (cause === null) return state === 'unseen' ? t('facilities.cause.unseen') : null;
  if (cause === 'clock_off' && causeValue !== null) {
    const age = duration(Math.abs(causeValue) * secondMs);
    return t(causeValue > 0 ? 'facilities.cause.clockFast' : 'facilities.cause.clockSlow', { age });
  }
  return t(`facilities.cause.${cause}`, { value: causeValue ?? '?' });
}

/** What to do about it; null where nothing is to be done. */
export function nextStepText({ t }: Words, { state, cause }: Condition): string | null {
  if (cause === null) return state === 'unseen' ? t('facilities.next.unseen') : null;
  return t(`facilities.next.${cause}`);
}

export function classText({ t }: Words, deviceClass: string): string {
  const known = knownClasses.find((candidate) => candidate === deviceClass);
  return t(`facilities.class.${known ?? 'other'}`);
}
