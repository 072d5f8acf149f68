/**
 * Bosch parking lot sensor TPS110. fPort 1: the state changed, bit 0 says occupied. fPort 2: heartbeat, bit 0 and the
 * temperature as int8 °C. fPort 3: start-up, firmware at bytes 12 to 14, state in bit 0 of byte 16. fPort 4, 5 and 6
 * inform about the device and its debugging and say nothing about the bay.
 */
import { type Codec, onlyChannel, type Uplink } from './codec.ts';

const lengthOf = new Map([
  [1, 1],
  [2, 2],
  [3, 17],
  [4, 0],
  [5, 0],
  [6, 0],
]);

export const decodeBoschTps110: Codec = (uplink, context, findings) => {
  const length = lengthOf.get(uplink.fPort);
  if (length === undefined) {
    findings.fault('payload_kind_unknown', `fPort: ${uplink.fPort} is not one of 1 to 6`);
    return;
  }
  const { bytes } = uplink;
  if (bytes.length < length) {
    findings.fault('payload_truncated', `data: fPort ${uplink.fPort} needs ${length} bytes, got ${bytes.length}`);
    return;
  }
  const at = { sourceAt: uplink.sourceAt, sequence: uplink.sequence };
  const state = stateByte(uplink);
  if (state !== null) {
    // One sensor, one bay: it needs no name for what it watches.
    findings.read({ metric: 'bay.occupied', channel: onlyChannel(context, 'bay'), value: state & 1, ...at });
  }
  if (uplink.fPort === 2) {
    const celsius = new DataView(bytes.buffer, bytes.byteOffset).getInt8(1);
    findings.read({ metric: 'temperature.celsius', value: celsius, ...at });
  }
  if (uplink.fPort === 3) findings.fact({ kind: 'firmware', version: Array.from(bytes.subarray(12, 15)).join('.') });
  if (uplink.fPort !== 1) findings.read({ metric: 'heartbeat', value: 1, ...at });
};

function stateByte({ fPort, bytes }: Uplink): number | null {
  if (fPort === 1 || fPort === 2) return bytes[0] ?? null;
  return fPort === 3 ? (bytes[16] ?? null) : null;
}
