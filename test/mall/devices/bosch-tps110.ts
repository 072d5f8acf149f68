/**
 * Bosch TPS110 parking lot sensor over LoRaWAN. It speaks when a car comes or goes (fPort 1), now and then to say that
 * it lives, with its temperature (fPort 2), and when it starts (fPort 3: three debug words, firmware, cause of the reset,
 * state). Its battery is known to the network server, which tells it as an event of its own.
 */
import { ChirpstackSession } from './chirpstack-uplink.ts';
import type { BuildFirmware } from './firmware.ts';

export const buildBoschTps110: BuildFirmware = ({ device, random, condition, around }) => {
  const session = new ChirpstackSession(device, 'TPS110', random);
  const bays = Object.values(device.channels).flatMap((target) => ('bay' in target ? [target.bay] : []));
  let occupied = false;
  return {
    boot(at) {
      occupied = bays.some((bay) => around.isOccupied(bay));
      return [
        session.join(at),
        session.up(at, { fPort: 3, bytes: encodeStart(occupied) }),
        session.status(at, Math.round(condition.batteryPercent)),
      ];
    },
    sense: (sensed) =>
      sensed.flatMap((event) => {
        if (event.kind !== 'bay') return [];
        occupied = event.occupied;
        return [session.up(event.at, { fPort: 1, bytes: encodeState(occupied) })];
      }),
    report: (at) => [
      session.up(at, { fPort: 2, bytes: encodeHeartbeat(occupied, 17 + random.below(4)) }),
      session.status(at, Math.round(condition.batteryPercent)),
    ],
  };
};

export function encodeState(occupied: boolean): Uint8Array {
  return Uint8Array.of(occupied ? 1 : 0);
}

/** celsius: -128 to 127. */
export function encodeHeartbeat(occupied: boolean, celsius: number): Uint8Array {
  return Uint8Array.of(occupied ? 1 : 0, celsius & 0xff);
}

/** Firmware 0.36.2; reset cause 1, power on. */
export function encodeStart(occupied: boolean): Uint8Array {
  const bytes = new Uint8Array(17);
  bytes.set([0, 36, 2, 1, occupied ? 1 : 0], 12);
  return bytes;
}
