/**
 * Milesight VS121-P over HTTP or MQTT: people in the picture and in its regions, at the end of a report interval.
 * The firmware is not consistent in the case of keys and repeats some (`max_counted`, `Max_counted`): keys are
 * compared in lower case, and the first that has a value wins. The picture in `snapshot` is dropped before anything
 * else is looked at, and neither the MAC nor the IP address of the device is read.
 */
import type { Decode } from '#gateway/ports/sensing.ts';
import { Findings } from './findings.ts';
import { documents, elements, isObject, type JsonField, member, nameIn, parseJson } from './json-field.ts';
import { readPeople } from './milesight-channels.ts';
import { parseUtcOffset, parseWallClock } from './source-time.ts';

export const decodeMilesightJson: Decode = (frame, context) => {
  const findings = new Findings(context);
  const json = parseJson(frame.payload);
  if (!json.ok) return findings.failed(json.fault);
  for (const document of documents(json.value)) {
    const report = lowerCased(document);
    if (!isObject(report.value)) {
      findings.missing(report, 'an object');
      continue;
    }
    const at = { sourceAt: endOf(report, frame.receivedAt, findings), sequence: null };
    const total = member(report, 'current_total');
    const regions = regionsOf(report, findings);
    if (total.value === undefined && regions.size === 0) {
      findings.missing(total, 'the number of people');
      continue;
    }
    const people = { total: total.value === undefined ? null : findings.count(total), regions };
    readPeople(people, at, context, findings);
  }
  return findings.done();
};

/** The object with its keys in lower case and without its picture. */
function lowerCased(field: JsonField): JsonField {
  if (!isObject(field.value)) return field;
  const kept = new Map<string, unknown>();
  for (const [name, value] of Object.entries(field.value)) {
    const key = name.toLowerCase();
    if (key !== 'snapshot' && (kept.get(key) ?? null) === null) kept.set(key, value);
  }
  return { path: field.path, value: Object.fromEntries(kept) };
}

/** current_counted[] tells how many, numbering_regions[] of which region; without the latter they count from 1. */
function regionsOf(report: JsonField, findings: Findings): Map<number, number> {
  const numbers = elements(member(report, 'numbering_regions'));
  const regions = new Map<number, number>();
  for (const [index, counted] of elements(member(report, 'current_counted')).entries()) {
    const number = Number(nameIn(numbers[index] ?? { path: '', value: index + 1 }));
    const people = findings.count(counted);
    if (people !== null && Number.isSafeInteger(number)) regions.set(number, people);
  }
  return regions;
}

/**
 * The end of the interval. The wall clock comes with the zone's offset and a flag that summer time is in use; whether
 * the offset includes it is not published, so with the flag set the reading nearer to the time of arrival is right.
 */
function endOf(report: JsonField, receivedAt: number, findings: Findings): number | null {
  const time = lowerCased(member(report, 'time_info'));
  const end = member(time, 'end_time');
  if (end.value === undefined) return null;
  const zone = member(time, 'timezone');
  const offsetMinutes = typeof zone.value === 'string' ? parseUtcOffset(zone.value) : null;
  if (offsetMinutes === null) return findings.missing(zone, 'an offset such as UTC+8:00');
  const at = typeof end.value === 'string' ? parseWallClock(end.value, offsetMinutes) : null;
  if (at === null) return findings.missing(end, 'a time as YYYY/MM/DD hh:mm:ss');
  const summerAt = at - 3_600_000;
  const summer = ['on', '1', 'true', 'enable', 'enabled'].includes(
    String(member(time, 'dst_status').value).toLowerCase(),
  );
  return summer && Math.abs(summerAt - receivedAt) < Math.abs(at - receivedAt) ? summerAt : at;
}
