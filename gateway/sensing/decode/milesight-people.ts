/**
 * How Milesight's people counters name what they watch, in JSON and in bytes alike: `total` for the whole picture,
 * `region-1`… for the regions drawn in it, `line-1`… for the counting lines. A message carries all regions at once,
 * used or not, so only those that the site maps are taken. Where it maps none of them, the total is handed on, so that
 * the check of channels says what is missing.
 */
import type { DecodeContext } from '#gateway/ports/sensing.ts';
import type { Finding, Findings } from './findings.ts';

export interface PeopleCounts {
  readonly total: number | null;
  /** By the number of the region, from 1. */
  readonly regions: ReadonlyMap<number, number>;
}

export function readPeople(
  people: PeopleCounts,
  at: Pick<Finding, 'sourceAt' | 'sequence'>,
  context: DecodeContext,
  findings: Findings,
): void {
  const { channels } = context.device;
  const watched: { channel: string; value: number }[] = [];
  if (people.total !== null && Object.hasOwn(channels, 'total'))
    watched.push({ channel: 'total', value: people.total });
  for (const [region, value] of people.regions) {
    const channel = `region-${region}`;
    if (Object.hasOwn(channels, channel)) watched.push({ channel, value });
  }
  if (watched.length === 0 && people.total !== null) watched.push({ channel: 'total', value: people.total });
  for (const { channel, value } of watched) findings.read({ metric: 'zone.people', channel, value, ...at });
}

export function lineChannel(line: number): string {
  return `line-${line}`;
}
