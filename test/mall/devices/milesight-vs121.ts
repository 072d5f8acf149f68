/**
 * Milesight VS121 over LoRaWAN: type, length implied, value; little-endian; fPort 85. Each report has the people in and
 * out of the interval (05 CC) and since power came on (0D CC), both 16 bits wide.
 */
import { ChirpstackSession } from './chirpstack-uplink.ts';
import type { BuildFirmware } from './firmware.ts';
import { type LineCounts, PeriodCounts } from './period-counts.ts';

const fPort = 85;

export const buildMilesightVs121: BuildFirmware = ({ device, random, condition }) => {
  const session = new ChirpstackSession(device, 'VS121', random);
  const [channel = ''] = Object.keys(device.channels);
  const counts = new PeriodCounts([channel]);
  return {
    boot: (at) => [session.join(at), session.up(at, { fPort, bytes: encodeStart() })],
    sense(sensed) {
      counts.count(sensed);
      return [];
    },
    report(at) {
      const { period, total } = counts.take(channel, condition.stuck);
      return [session.up(at, { fPort, bytes: encodeReport(period, total) })];
    },
  };
};

/** Protocol 1, hardware 2.1, firmware 7.0.1.85, power on. */
export function encodeStart(): Uint8Array {
  return Uint8Array.of(0xff, 0x01, 0x01, 0xff, 0x09, 0x02, 0x10, 0xff, 0x1f, 0x07, 0x00, 0x01, 0x55, 0xff, 0x0b, 0xff);
}

export function encodeReport(period: LineCounts, total: LineCounts): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x05cc);
  view.setUint16(2, period.forward, true);
  view.setUint16(4, period.backward, true);
  view.setUint16(6, 0x0dcc);
  view.setUint16(8, total.forward & 0xffff, true);
  view.setUint16(10, total.backward & 0xffff, true);
  return bytes;
}
