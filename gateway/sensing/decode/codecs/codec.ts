/** The codec of a LoRaWAN uplink: from bytes to readings, whichever network server carried them. */
import type { DecodeContext } from '#gateway/ports/sensing.ts';
import type { Findings } from '../findings.ts';

export interface Uplink {
  readonly fPort: number;
  readonly bytes: Uint8Array;
  /** When the network server received it, epoch ms; null where it does not say. */
  readonly sourceAt: number | null;
  /** The frame counter. */
  readonly sequence: number;
}

/** Pure; puts what it understands and what it cannot read into the findings, never throws. */
export type Codec = (uplink: Uplink, context: DecodeContext, findings: Findings) => void;

/** The one channel of a device that watches one thing, whatever the site calls it; `fallback` where it maps none or many. */
export function onlyChannel(context: DecodeContext, fallback: string): string {
  const names = Object.keys(context.device.channels);
  return names.length === 1 ? (names[0] ?? fallback) : fallback;
}

/** Two hexadecimal digits a byte, as data sheets write them: "05 CC". */
export function spell(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}
