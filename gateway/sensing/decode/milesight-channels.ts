/**
 * Which channels of the site a Milesight people counter's figures belong to, in JSON and in bytes alike. Numbered
 * things have fixed names: `region-1`… for the regions drawn in the picture, `line-1`… for the lines of a counter that
 * has several. What there is only one of, the whole picture and the only line, goes by the name that the site gives it.
 *
 * A message carries all regions at once, used or not, so only those that the site maps are taken. Where it maps
 * nothing, the figure is handed on under its usual name, so that the check of channels says what is missing.
 */
import type { DecodeContext } from '#gateway/ports/sensing.ts';
import type { Finding, Findings } from './findings.ts';

export interface PeopleCounts {
  /** In the whole picture; null where the message does not say. */
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
  const mapped = [...people.regions].flatMap(([region, value]) => {
    const channel = `region-${region}`;
    return isMapped(context, channel) ? [{ channel, value }] : [];
  });
  const picture = unnumberedChannel(context, 'zone');
  if (people.total !== null && (picture !== null || mapped.length === 0)) {
    mapped.push({ channel: picture ?? 'people', value: people.total });
  }
  for (const { channel, value } of mapped) findings.read({ metric: 'zone.people', channel, value, ...at });
}

export function lineChannel(line: number, context: DecodeContext): string {
  const numbered = `line-${line}`;
  if (line !== 1 || isMapped(context, numbered)) return numbered;
  return unnumberedChannel(context, 'line') ?? 'line';
}

function isMapped({ device }: DecodeContext, channel: string): boolean {
  return Object.hasOwn(device.channels, channel);
}

function unnumberedChannel({ device }: DecodeContext, kind: 'line' | 'zone'): string | null {
  const named = Object.entries(device.channels).filter(([channel, target]) => kind in target && !/-\d+$/.test(channel));
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}
