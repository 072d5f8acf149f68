/**
 * Impinj IoT device interface (R700, R720): one event, an array of them (webhook), or one a line (HTTP stream, MQTT).
 * A tag's id leaves this file only as a hash; faults never repeat it. `timestamp` is when the reader queued the event,
 * `lastSeenTime` when it saw the tag: the latter is taken where the reader was told to send it.
 */
import type { Decode, DecodeContext } from '#gateway/ports/sensing.ts';
import { bytesFromBase64, hexOf } from './base64.ts';
import { Findings } from './findings.ts';
import { documents, isObject, type JsonField, member, nameIn, parseJsonText } from './json-field.ts';
import { parseInstant } from './source-time.ts';

export const decodeImpinjR700: Decode = (frame, context) => {
  const findings = new Findings(context);
  for (const event of eventsIn(new TextDecoder().decode(frame.payload), findings)) {
    if (isObject(event.value)) readEvent(event, context, findings);
    else findings.missing(event, 'an object');
  }
  return findings.done();
};

function eventsIn(text: string, findings: Findings): readonly JsonField[] {
  const whole = parseJsonText(text);
  if (whole.ok) return documents(whole.value);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) {
    findings.fault(whole.fault.code, whole.fault.detail);
    return [];
  }
  return lines.flatMap((line, index) => {
    const parsed = parseJsonText(line, `line ${index + 1}`);
    if (parsed.ok) return documents(parsed.value);
    findings.fault(parsed.fault.code, parsed.fault.detail);
    return [];
  });
}

function readEvent(event: JsonField, context: DecodeContext, findings: Findings): void {
  const kind = kindOf(event);
  const body = member(event, `${kind}Event`);
  if (kind !== 'tagInventory') readHeartbeat(event, findings);
  switch (kind) {
    case 'tagInventory':
      readTag(body, member(event, 'timestamp'), context, findings);
      return;
    case 'overflow':
      findings.fact({ kind: 'device_error', detail: 'the reader overflowed and lost reads' });
      return;
    case 'antennaDisconnected': {
      const port = nameIn(member(body, 'antennaPort')) ?? 'unknown';
      findings.fact({ kind: 'device_error', detail: `antenna ${port} is disconnected` });
      return;
    }
    case 'inventoryStatus': {
      const status = nameIn(member(body, 'inventoryStatus')) ?? nameIn(member(body, 'status'));
      if (status === 'idle') findings.fact({ kind: 'device_error', detail: 'the inventory is idle: no tag is read' });
      return;
    }
    case 'inventoryTerminated':
      findings.fact({ kind: 'device_error', detail: 'the inventory was terminated: no tag is read' });
      return;
    case 'antennaConnected':
    case 'antennaActivation':
    case 'diagnostic':
    case 'tagLocationEntry':
    case 'tagLocationUpdate':
    case 'tagLocationExit':
      return;
    default:
      findings.fault('payload_kind_unknown', `eventType: ${kind === '' ? 'missing' : `"${kind}" is not one we know`}`);
  }
}

/** Whatever else the reader tells, it shows that it is there. */
function readHeartbeat(event: JsonField, findings: Findings): void {
  const time = parseInstant(member(event, 'timestamp').value);
  if (time !== null) findings.read({ metric: 'heartbeat', value: 1, sourceAt: time.at });
}

/** Where eventType is left out, the name of the body says the same. */
function kindOf(event: JsonField): string {
  const named = nameIn(member(event, 'eventType'));
  if (named !== null) return named;
  const body = isObject(event.value) ? Object.keys(event.value).find((key) => key.endsWith('Event')) : undefined;
  return body === undefined ? '' : body.slice(0, -'Event'.length).slice(0, 64);
}

function readTag(body: JsonField, queuedAt: JsonField, context: DecodeContext, findings: Findings): void {
  const tagId = tagIdOf(body);
  if (tagId === null) {
    findings.missing(member(body, 'epcHex'), 'the id of the tag in epcHex or epc');
    return;
  }
  const port = member(body, 'antennaPort');
  const channel = nameIn(port) ?? findings.missing(port, 'the number of an antenna');
  const rssi = findings.number(member(body, 'peakRssiCdbm'));
  const seenAt = member(body, 'lastSeenTime');
  const time = findings.instant(seenAt.value === undefined ? queuedAt : seenAt);
  if (channel === null || rssi === null || time === null) return;
  findings.read({ metric: 'tag.seen', channel, tag: context.hashTag(tagId), value: rssi / 100, sourceAt: time.at });
}

/** Upper-case hexadecimal whichever of the two forms the reader sends, so that one tag has one hash. */
function tagIdOf(body: JsonField): string | null {
  const hex = member(body, 'epcHex').value;
  if (typeof hex === 'string' && /^([0-9A-Fa-f]{2}){1,62}$/.test(hex)) return hex.toUpperCase();
  const base64 = member(body, 'epc').value;
  const bytes = typeof base64 === 'string' && base64.length <= 84 ? bytesFromBase64(base64) : null;
  return bytes === null || bytes.length === 0 ? null : hexOf(bytes);
}
