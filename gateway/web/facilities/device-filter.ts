/** Which devices a list shows, and in what order. Pure. */
import type { DeviceRow, HealthState } from '#shared/wire/device-api.ts';

export interface DeviceFilter {
  readonly state: HealthState | 'all';
  /** A class of devices, or '' for all. */
  readonly class: string;
  /** Words that all must occur in what is written about the device. */
  readonly search: string;
}

export const noFilter: DeviceFilter = { state: 'all', class: '', search: '' };

const urgency: Record<HealthState, number> = { ill: 0, attention: 1, unseen: 2, well: 3 };

/** The ill first, and of those the ones that became so last; the well by name. `wordsOf` is what a search looks at. */
export function filterDevices(
  devices: readonly DeviceRow[],
  filter: DeviceFilter,
  wordsOf: (device: DeviceRow) => string,
): readonly DeviceRow[] {
  const wanted = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return devices
    .filter((device) => filter.state === 'all' || device.state === filter.state)
    .filter((device) => filter.class === '' || device.class === filter.class)
    .filter((device) => {
      const words = wordsOf(device).toLowerCase();
      return wanted.every((word) => words.includes(word));
    })
    .toSorted(
      (one, other) =>
        urgency[one.state] - urgency[other.state] ||
        (one.state === 'well' ? 0 : other.since - one.since) ||
        one.deviceId.localeCompare(other.deviceId, 'en', { numeric: true }),
    );
}

/** How many devices are in each state. */
export function countStates(devices: readonly DeviceRow[]): Readonly<Record<HealthState, number>> {
  const counts = { ill: 0, attention: 0, unseen: 0, well: 0 };
  for (const device of devices) counts[device.state] += 1;
  return counts;
}
