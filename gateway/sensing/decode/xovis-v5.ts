/**
 * Xovis data push, format 5 (HTTP and MQTT): one envelope or an array of them; the top-level key says what it holds.
 * Taken: line counts and zone balances (logics), line crossings (live events), firmware and failures.
 * Never read: tracks, positions, gender, masks, and the MAC addresses of wifi_bt_data, which is refused as a whole.
 *
 * Numbers. A logics package carries the package id of its push agent, which rises by one: it is the sequence of the
 * package's readings, and `rises` in the profile speaks of it. Live events have no such number (their sequence_number
 * is only the order inside one camera frame), so their sequence is null and gaps are never looked for among them. What
 * makes a crossing itself is the camera frame's time, the line and the direction: the second crossing of the same
 * line and direction in one camera frame is therefore given a millisecond more than the first.
 */
import type { Decode } from '#gateway/ports/sensing.ts';
import { Findings } from './findings.ts';
import { documents, elements, isObject, type JsonField, member, nameIn, parseJson } from './json-field.ts';
import type { Instant } from './source-time.ts';

export const decodeXovisV5: Decode = (frame, context) => {
  const findings = new Findings(context);
  const json = parseJson(frame.payload);
  if (!json.ok) return findings.failed(json.fault);
  for (const envelope of documents(json.value)) readEnvelope(envelope, findings);
  return findings.done();
};

function readEnvelope(envelope: JsonField, findings: Findings): void {
  if (!isObject(envelope.value)) {
    findings.missing(envelope, 'an object');
    return;
  }
  if ('logics_data' in envelope.value) readLogicsPackage(member(envelope, 'logics_data'), findings);
  else if ('live_data' in envelope.value) readLive(member(envelope, 'live_data'), findings);
  else if ('status_data' in envelope.value) readStatus(member(envelope, 'status_data'), findings);
  else if ('connection_test' in envelope.value) return;
  else if ('wifi_bt_data' in envelope.value) {
    findings.fault('payload_kind_unknown', 'wifi_bt_data carries MAC addresses, which are not taken; switch it off');
  } else {
    const keys = Object.keys(envelope.value).slice(0, 4).join(', ').slice(0, 120);
    findings.fault('payload_kind_unknown', `expected logics_data, live_data or status_data, got ${keys || 'nothing'}`);
  }
}

// ---- logics: counts of an interval -----------------------------------------------------------------------------

function readLogicsPackage(body: JsonField, findings: Findings): void {
  const packageId = member(member(body, 'package_info'), 'id');
  const sequence = packageId.value === undefined ? null : findings.count(packageId);
  readFirmware(body, findings);
  for (const logic of elements(member(body, 'logics'))) {
    for (const record of elements(member(logic, 'records'))) readRecord(record, logic, sequence, findings);
  }
}

function readRecord(record: JsonField, logic: JsonField, sequence: number | null, findings: Findings): void {
  const from = findings.instant(member(record, 'from'));
  const to = findings.instant(member(record, 'to'));
  if (from === null || to === null) return;
  if (to.at <= from.at) {
    findings.fault('payload_field_invalid', `${record.path}.to: expected a time after from`);
    return;
  }
  const counts = elements(member(record, 'counts'));
  const coverage = coverageOf(record);
  const interval = { sourceAt: to.at, sequence, coverage };
  if (isBalance(logic, counts)) {
    const [balance] = counts;
    const people = balance && findings.count(member(balance, 'value'));
    if (people == null) return;
    findings.read({ metric: 'zone.people', channel: channelOf(logic, 'ZONE'), value: people, ...interval });
    return;
  }
  for (const count of counts) {
    const direction = directionOf(count);
    if (direction === null) continue;
    const value = findings.count(member(count, 'value'));
    if (value === null) continue;
    const intervalMs = to.at - from.at;
    findings.read({ metric: direction, channel: channelOf(logic, 'LINE'), value, ...interval, intervalMs });
  }
}

/** The sensor's own account of how much of the interval it watched. */
function coverageOf(record: JsonField): number {
  const samples = member(record, 'samples').value;
  const expected = member(record, 'samples_expected').value;
  if (typeof samples !== 'number' || typeof expected !== 'number' || !(expected > 0)) return 1;
  return Math.min(1, Math.max(0, samples / expected));
}

/** A logic with one count only that is named so, or that watches a zone, says how many people are in it. */
function isBalance(logic: JsonField, counts: readonly JsonField[]): boolean {
  const [count] = counts;
  if (count === undefined || counts.length > 1) return false;
  const name = nameIn(member(count, 'name'))?.toLowerCase();
  if (name === 'balance' || name === 'occupancy') return true;
  return directionOf(count) === null && geometriesOf(logic, 'ZONE').length > 0;
}

/** By name, as the templates write it; where the installer renamed it, by the last digits of the counter's id. */
function directionOf(count: JsonField): 'line.forward' | 'line.backward' | null {
  switch (nameIn(member(count, 'name'))?.toLowerCase()) {
    case 'fw':
    case 'forward':
      return 'line.forward';
    case 'bw':
    case 'backward':
      return 'line.backward';
    case 'balance':
    case 'occupancy':
      return null;
  }
  const id = member(count, 'id').value;
  const place = typeof id === 'number' && id >= 1000 ? id % 1000 : null;
  if (place === 1) return 'line.forward';
  return place === 2 ? 'line.backward' : null;
}

/** The geometry that a logic counts on; where it has none or several, the logic itself. */
function channelOf(logic: JsonField, type: 'LINE' | 'ZONE'): string {
  const geometries = geometriesOf(logic, type);
  const [only] = geometries.length === 1 ? geometries : [];
  return (only && nameIn(member(only, 'id'))) ?? nameIn(member(logic, 'id')) ?? '';
}

function geometriesOf(logic: JsonField, type: 'LINE' | 'ZONE'): readonly JsonField[] {
  return elements(member(logic, 'geometries')).filter((geometry) => member(geometry, 'type').value === type);
}

// ---- live: one crossing at a time ------------------------------------------------------------------------------

const crossings = { LINE_CROSS_FORWARD: 'line.cross.forward', LINE_CROSS_BACKWARD: 'line.cross.backward' } as const;
const troubles = new Map([
  ['SENSOR_FAILURE', 'the sensor reports a failure'],
  ['COUNT_RESET', 'the counters of the sensor were reset'],
  ['ILLUMINATION_INSUFFICIENT', 'it is too dark for the sensor'],
]);

function readLive(body: JsonField, findings: Findings): void {
  for (const cameraFrame of elements(member(body, 'frames'))) {
    const events = elements(member(cameraFrame, 'events'));
    if (events.length === 0) continue;
    const time = findings.instant(member(cameraFrame, 'time'));
    if (time !== null) readEvents(events, momentOf(time, cameraFrame), groupTracks(cameraFrame), findings);
  }
}

function readEvents(events: readonly JsonField[], at: number, groups: ReadonlySet<string>, findings: Findings): void {
  const crossed = new Map<string, number>();
  for (const event of events) {
    const type = member(event, 'type').value;
    if (typeof type !== 'string') continue;
    const trouble = troubles.get(type);
    if (trouble !== undefined) findings.fact({ kind: 'device_error', detail: trouble });
    if (type !== 'LINE_CROSS_FORWARD' && type !== 'LINE_CROSS_BACKWARD') continue;
    const attributes = member(event, 'attributes');
    // A group's crossing comes beside those of its members and would count them twice.
    const track = trackOf(attributes);
    if (track !== null && groups.has(track)) continue;
    const geometry = member(attributes, 'geometry_id');
    const channel = nameIn(geometry) ?? findings.missing(geometry, 'the id of a line');
    if (channel === null) continue;
    const key = `${type} ${channel}`;
    const before = crossed.get(key) ?? 0;
    crossed.set(key, before + 1);
    findings.read({ metric: crossings[type], channel, value: 1, sourceAt: at + before });
  }
}

/** Where the sensor writes whole seconds, the camera frame's number keeps the frames of one second apart. */
function momentOf(time: Instant, cameraFrame: JsonField): number {
  const number = member(cameraFrame, 'framenumber').value;
  if (!time.wholeSeconds || typeof number !== 'number' || !Number.isSafeInteger(number)) return time.at;
  return time.at + (Math.abs(number) % 1000);
}

function groupTracks(cameraFrame: JsonField): ReadonlySet<string> {
  const objects = elements(member(cameraFrame, 'tracked_objects'));
  const groups = objects.filter((object) => member(object, 'type').value === 'GROUP');
  return new Set(groups.map(trackOf).filter((track) => track !== null));
}

/** 64-bit ids lose their last digits as a number, in the event and in the object alike: they still agree. */
function trackOf(field: JsonField): string | null {
  const id = member(field, 'track_id').value;
  return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
}

// ---- status ----------------------------------------------------------------------------------------------------

function readStatus(body: JsonField, findings: Findings): void {
  readFirmware(body, findings);
  const state = nameIn(member(body, 'state')) ?? nameIn(member(member(body, 'status'), 'state'));
  if (state !== null && state !== 'OK')
    findings.fact({ kind: 'device_error', detail: `the sensor is in state ${state}` });
}

function readFirmware(body: JsonField, findings: Findings): void {
  const version = nameIn(member(member(body, 'sensor_info'), 'sw_version'));
  if (version !== null) findings.fact({ kind: 'firmware', version });
}
