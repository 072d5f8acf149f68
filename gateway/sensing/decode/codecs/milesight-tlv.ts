/**
 * Milesight people counters over LoRaWAN (VS121, VS132, VS133, VS135, VS350, VS360): a row of items, each a channel id,
 * a channel type and a value whose length follows from the two; little-endian. The models' channels do not overlap, so
 * one table reads all of them. Counts are unsigned: read as signed they turn negative after 32,767.
 * An item that is not in the table ends the row, since its length is unknown: what came before it is kept.
 */
import type { DecodeContext } from '#gateway/ports/sensing.ts';
import { hexOf } from '../base64.ts';
import type { Finding, Findings } from '../findings.ts';
import { lineChannel, readPeople } from '../milesight-channels.ts';
import { type Codec, spell, type Uplink } from './codec.ts';

export const decodeMilesightTlv: Codec = (uplink, context, findings) => {
  const uplinkParts = newParts();
  readItems(uplink.bytes, uplinkParts, findings);
  report(uplinkParts, uplink, context, findings);
};

/** What the items of one uplink say, before it is known at which time they are valid: the time may come last. */
interface Parts {
  at: number | null;
  total: number | null;
  firmware: string | null;
  readonly regions: Map<number, number>;
  readonly lines: Map<string, { metric: LineMetric; line: number; value: number }>;
  readonly device: { metric: 'battery.percent' | 'temperature.celsius'; value: number }[];
  readonly errors: string[];
  readonly history: { at: number; forward: number; backward: number }[];
}

type LineMetric = 'line.forward' | 'line.backward' | 'line.forward.total' | 'line.backward.total';

function newParts(): Parts {
  const collections = { regions: new Map(), lines: new Map(), device: [], errors: [], history: [] };
  return { at: null, total: null, firmware: null, ...collections };
}

/** Length of the value in bytes, and what it means; no meaning where we have no use for it. */
interface Item {
  readonly length: number;
  readonly read?: ReadItem;
}

type ReadItem = (value: DataView, parts: Parts) => void;

const items: ReadonlyMap<string, Item> = new Map([
  // All models: the device itself.
  ['FF01', { length: 1 }],
  ['FF08', { length: 6 }],
  ['FF16', { length: 8 }],
  ['FF09', { length: 2 }],
  ['FF0A', { length: 2, read: readFirmware(16) }],
  ['FF1F', { length: 4, read: readFirmware(10) }],
  ['FF0B', { length: 1 }],
  ['FF0F', { length: 1 }],
  ['FFFE', { length: 1, read: (_value, parts) => void parts.errors.push('the device was reset') }],
  ['FFFF', { length: 2 }],
  ['0F85', { length: 4, read: readTime }],
  ['0AEF', { length: 4, read: readTime }],
  // VS121: people in the picture, in its regions, across its line. 04C9 ends with the mask of regions, big-endian.
  ['04C9', { length: 4, read: readTotal }],
  ['06CD', { length: 1 }],
  ['07D5', { length: 8, read: regionsFrom(1) }],
  ['08D5', { length: 8, read: regionsFrom(9) }],
  ['09DA', { length: 8 }],
  ['0ADA', { length: 8 }],
  ['0BDA', { length: 8 }],
  ['0CDA', { length: 8 }],
  ['0DCC', { length: 4, read: totals(1) }],
  ['0EE4', { length: 5 }],
  ['10F7', { length: 4, read: periods(1) }],
  // VS132, VS133, VS135: up to four lines.
  ...[1, 2, 3, 4].flatMap((line) => lineItems(line)),
  ['0FE3', { length: 4, read: regionsFrom(1) }],
  ['10E4', { length: 5 }],
  ['50FC', { length: 3, read: readOcclusion }],
  // VS350, VS360: passages, on batteries.
  ['0175', { length: 1, read: readBattery }],
  ['0275', { length: 1 }],
  ['0367', { length: 2, read: readTemperature }],
  ['8367', { length: 3, read: readTemperature }],
  ['03F4', { length: 2, read: readEvent }],
  ['04CC', { length: 4, read: totals(1) }],
  ['84CC', { length: 5, read: totals(1) }],
  ['85CC', { length: 5, read: periods(1) }],
  ['81EE', { length: 1 }],
] as [string, Item][]);

function lineItems(line: number): [string, Item][] {
  const base = 3 * line;
  const key = (id: number, type: string) => `${id.toString(16).padStart(2, '0').toUpperCase()}${type}`;
  return [
    [key(base, 'D2'), { length: 4, read: wideTotal(line, 'line.forward.total') }],
    [key(base + 1, 'D2'), { length: 4, read: wideTotal(line, 'line.backward.total') }],
    // 05CC is the count of line 1 in the VS121 and the VS350 as well.
    [key(base + 2, 'CC'), { length: 4, read: periods(line) }],
  ];
}

function readItems(bytes: Uint8Array, parts: Parts, findings: Findings): void {
  let offset = 0;
  while (offset < bytes.length) {
    const head = bytes.subarray(offset, offset + 2);
    if (head.length < 2) {
      findings.fault('payload_truncated', `data: ends at byte ${bytes.length} inside the head of an item`);
      return;
    }
    const item = hexOf(head) === '20CE' ? historyItem(bytes[offset + 6]) : items.get(hexOf(head));
    if (item === undefined) {
      const rest = spell(bytes.subarray(offset, offset + 8));
      findings.fault('payload_field_invalid', `data: unknown channel at byte ${offset}: ${rest}`);
      return;
    }
    const value = bytes.subarray(offset + 2, offset + 2 + item.length);
    if (value.length < item.length) {
      const missing = `needs ${item.length} bytes, got ${value.length}`;
      findings.fault('payload_truncated', `data: channel ${spell(head)} at byte ${offset} ${missing}`);
      return;
    }
    item.read?.(new DataView(value.buffer, value.byteOffset, value.byteLength), parts);
    offset += 2 + item.length;
  }
}

/** VS350 and VS360 keep what they could not send: time, kind, in and out of the period, and with kind 1 the totals too. */
function historyItem(kind: number | undefined): Item | undefined {
  if (kind !== undefined && kind > 1) return undefined;
  return {
    length: kind === 1 ? 13 : 9,
    read: (value, parts) =>
      void parts.history.push({
        at: value.getUint32(0, true) * 1000,
        forward: value.getUint16(5, true),
        backward: value.getUint16(7, true),
      }),
  };
}

function report(parts: Parts, uplink: Uplink, context: DecodeContext, findings: Findings): void {
  const at = { sourceAt: parts.at ?? uplink.sourceAt, sequence: uplink.sequence };
  const intervalMs = context.profile.cadenceMs ?? 0;
  if (parts.firmware !== null) findings.fact({ kind: 'firmware', version: parts.firmware });
  for (const detail of parts.errors) findings.fact({ kind: 'device_error', detail });
  if (parts.total !== null || parts.regions.size > 0) readPeople(parts, at, context, findings);
  for (const { metric, line, value } of parts.lines.values()) {
    findings.read({
      metric,
      channel: lineChannel(line, context),
      value,
      ...at,
      intervalMs: isTotal(metric) ? 0 : intervalMs,
    });
  }
  for (const past of parts.history) {
    const then: Omit<Finding, 'metric' | 'value'> = {
      ...at,
      sourceAt: past.at,
      channel: lineChannel(1, context),
      intervalMs,
    };
    findings.read({ metric: 'line.forward', value: past.forward, ...then });
    findings.read({ metric: 'line.backward', value: past.backward, ...then });
  }
  for (const { metric, value } of parts.device) findings.read({ metric, value, ...at });
}

function isTotal(metric: LineMetric): boolean {
  return metric === 'line.forward.total' || metric === 'line.backward.total';
}

// ---- what the items mean ---------------------------------------------------------------------------------------

function putLine(parts: Parts, metric: LineMetric, line: number, value: number): void {
  // A VS121 with firmware 7.0.85 sends its line twice, as 05CC and as 10F7: the later item stands.
  parts.lines.set(`${metric} ${line}`, { metric, line, value });
}

function periods(line: number): ReadItem {
  return (value, parts) => {
    putLine(parts, 'line.forward', line, value.getUint16(0, true));
    putLine(parts, 'line.backward', line, value.getUint16(2, true));
  };
}

function totals(line: number): ReadItem {
  return (value, parts) => {
    putLine(parts, 'line.forward.total', line, value.getUint16(0, true));
    putLine(parts, 'line.backward.total', line, value.getUint16(2, true));
  };
}

function wideTotal(line: number, metric: LineMetric): ReadItem {
  return (value, parts) => putLine(parts, metric, line, value.getUint32(0, true));
}

function regionsFrom(first: number): ReadItem {
  return (value, parts) => {
    for (let index = 0; index < value.byteLength; index++) parts.regions.set(first + index, value.getUint8(index));
  };
}

function readTotal(value: DataView, parts: Parts): void {
  parts.total = value.getUint8(0);
}

function readTime(value: DataView, parts: Parts): void {
  parts.at = value.getUint32(0, true) * 1000;
}

/** The models on batteries write 1.10 as 01 10, the others write 7.0.1.85 as 07 00 01 55. */
function readFirmware(radix: 10 | 16): ReadItem {
  return (value, parts) => {
    const numbers = Array.from({ length: value.byteLength }, (_, index) => value.getUint8(index).toString(radix));
    parts.firmware = numbers.join('.');
  };
}

function readBattery(value: DataView, parts: Parts): void {
  parts.device.push({ metric: 'battery.percent', value: value.getUint8(0) });
}

function readTemperature(value: DataView, parts: Parts): void {
  parts.device.push({ metric: 'temperature.celsius', value: value.getInt16(0, true) / 10 });
}

const eventNames = ['counting is disturbed', 'the second part does not answer', 'the two parts are misaligned'];

function readEvent(value: DataView, parts: Parts): void {
  if (value.getUint8(1) === 1) parts.errors.push(eventNames[value.getUint8(0)] ?? `event ${value.getUint8(0)}`);
}

function readOcclusion(value: DataView, parts: Parts): void {
  if (value.getUint8(2) === 1) parts.errors.push('the lens is covered');
}
