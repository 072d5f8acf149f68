/** Feature ids of the drawn site: the same name gives the same UUID on every machine, so a redrawn file shows only real changes. */
import { createHash } from 'node:crypto';

/** Namespace of the demo site, made once at random. */
const namespace = Buffer.from('6f1c2b8e4a3d4c5f9b7e1d2a3c4b5e6f', 'hex');

/** A UUID of version 5 (RFC 9562, section 5.5) for a name, for example "unit/1f-101". */
export function featureId(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
