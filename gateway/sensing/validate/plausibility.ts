/** PURE: whether a device of this profile, at this place, can have said this at all. */
import type { DraftReading } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { type Metric, metrics } from '#shared/domain/reading.ts';
import type { SiteDevice } from '#shared/domain/site.ts';

/** The first reason not to believe a draft, naming its field; null where there is none. */
export function implausibilityOf(draft: DraftReading, device: SiteDevice, profile: Profile): Fault | null {
  const { metric, value } = draft;
  const range = profile.metrics[metric];
  if (range === undefined) {
    return fault('payload_kind_unknown', `metric: ${profile.id} does not send ${metric}`);
  }
  if (!(value >= range.min && value <= range.max)) {
    const { unit } = metrics[metric];
    return fault('reading_implausible', `value: ${metric} ${value} ${unit} is not within ${range.min} to ${range.max}`);
  }
  if (watchesSomething(metric) && !Object.hasOwn(device.channels, draft.channel)) {
    const known = Object.keys(device.channels).join(', ') || 'none';
    return fault('channel_unknown', `channel: "${draft.channel}" for ${metric}; ${device.id} has ${known}`);
  }
  if (draft.sequence !== null && !isSequence(draft.sequence, profile)) {
    return fault('payload_field_invalid', `sequence: ${draft.sequence} is no number that ${profile.id} counts to`);
  }
  return null;
}

/** Whether a device of this profile can number its messages so. */
export function isSequence(sequence: number, { sequence: counter }: Profile): boolean {
  const below = counter.kind === 'rises' ? 2 ** counter.bits : 2 ** 53;
  return Number.isSafeInteger(sequence) && sequence >= 0 && sequence < below;
}

/** True for metrics that are about a line, a zone or a bay rather than about the device. */
function watchesSomething(metric: Metric): boolean {
  return metric.startsWith('line.') || metric.startsWith('zone.') || metric.startsWith('bay.') || metric === 'tag.seen';
}
