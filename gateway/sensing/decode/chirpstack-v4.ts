/**
 * ChirpStack v4, JSON encoding: the topic says which event it is (application/…/device/<devEui>/event/up). The network
 * server leaves out fields whose value is zero, so a missing fCnt, fPort or batteryLevel means 0. The bytes in `data`
 * are read by our own codec of the device's profile; whatever a codec in the network server made of them (`object`)
 * is ignored. An uplink sent again has the same time and frame counter, and with them the same identity.
 */
import type { Decode, DecodeContext } from '#gateway/ports/sensing.ts';
import { bytesFromBase64 } from './base64.ts';
import { codecs } from './codecs/codecs.ts';
import { Findings } from './findings.ts';
import { elements, isObject, type JsonField, member, nameIn, parseJson } from './json-field.ts';

export const decodeChirpstackV4: Decode = (frame, context) => {
  const findings = new Findings(context);
  const kind = frame.topic.slice(frame.topic.lastIndexOf('/') + 1);
  const json = parseJson(frame.payload);
  if (!json.ok) return findings.failed(json.fault);
  const event = json.value;
  if (!isObject(event.value)) findings.missing(event, 'an object');
  else readEvent(kind, event, context, findings);
  return findings.done();
};

function readEvent(kind: string, event: JsonField, context: DecodeContext, findings: Findings): void {
  switch (kind) {
    case 'up':
      readUplink(event, context, findings);
      return;
    case 'status':
      readStatus(event, findings);
      return;
    case 'log':
      readLog(event, findings);
      return;
    case 'join':
    case 'ack':
    case 'txack':
    case 'location':
    case 'integration':
      return;
    default:
      findings.fault(
        'payload_kind_unknown',
        `topic: it ends with "${kind.slice(0, 40)}", which is no event of ChirpStack`,
      );
  }
}

function readUplink(event: JsonField, context: DecodeContext, findings: Findings): void {
  const fPort = orZero(member(event, 'fPort'), findings);
  const sequence = orZero(member(event, 'fCnt'), findings);
  const sourceAt = timeOf(event, findings);
  const bytes = bytesOf(member(event, 'data'), findings);
  if (fPort === null || sequence === null || bytes === null) return;
  const at = { sourceAt, sequence };
  const strongest = strongestSignal(event);
  if (strongest !== null) findings.read({ metric: 'signal.dbm', value: strongest, ...at });
  const { codec } = context.profile;
  // fPort 0 and an empty uplink are the network's own talk: the device is there and has nothing to say.
  if (fPort === 0 || bytes.length === 0) return;
  if (codec === null)
    findings.fault('payload_kind_unknown', `profile ${context.profile.id} names no codec for uplinks`);
  else codecs[codec]({ fPort, bytes, ...at }, context, findings);
}

function readStatus(event: JsonField, findings: Findings): void {
  const isTrue = (name: string) => member(event, name).value === true;
  if (isTrue('externalPowerSource') || isTrue('batteryLevelUnavailable')) return;
  const level = member(event, 'batteryLevel');
  const percent = level.value === undefined ? 0 : findings.number(level);
  if (percent === null) return;
  findings.read({ metric: 'battery.percent', value: Math.round(percent), sourceAt: timeOf(event, findings) });
}

/** Codes such as UPLINK_MIC, OTAA or UPLINK_F_CNT_RESET; what is only informative is left to ChirpStack. */
function readLog(event: JsonField, findings: Findings): void {
  const level = nameIn(member(event, 'level'));
  if (level === null || level === 'INFO') return;
  const code = nameIn(member(event, 'code')) ?? 'UNKNOWN';
  const description = member(event, 'description').value;
  const text = typeof description === 'string' && description !== '' ? `: ${description.slice(0, 200)}` : '';
  findings.fact({ kind: 'device_error', detail: `network server: ${code}${text}` });
}

/** dBm at the gateway that heard the device best. */
function strongestSignal(event: JsonField): number | null {
  const heard = elements(member(event, 'rxInfo')).map((rx) => member(rx, 'rssi').value);
  return heard.reduce<number | null>(
    (best, rssi) => (typeof rssi === 'number' && (best === null || rssi > best) ? rssi : best),
    null,
  );
}

function timeOf(event: JsonField, findings: Findings): number | null {
  const time = member(event, 'time');
  return time.value === undefined ? null : (findings.instant(time)?.at ?? null);
}

function orZero(field: JsonField, findings: Findings): number | null {
  return field.value === undefined ? 0 : findings.count(field);
}

function bytesOf(data: JsonField, findings: Findings): Uint8Array | null {
  if (data.value === undefined) return new Uint8Array();
  const bytes = typeof data.value === 'string' ? bytesFromBase64(data.value) : null;
  return bytes ?? findings.missing(data, 'base64');
}
