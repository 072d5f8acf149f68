/**
 * Impinj R700, IoT device interface: a tagInventory event for each read. A round reads a tag with some luck only, and
 * again and again while it stays; `timestamp` is when the event was queued, `lastSeenTime` when the tag was read.
 */
import type { BuildFirmware, Message } from './firmware.ts';
import { message, ownName } from './firmware.ts';

/** Chance that a tag in the field of an antenna is read in one round. */
const readChance = 0.2;

export const buildImpinjR700: BuildFirmware = ({ device, random, condition, around, overHttp }) => {
  const hostname = ownName(device);
  const antennas = Object.entries(device.channels).flatMap(([channel, target]) =>
    'zone' in target ? [{ port: Number(channel), zoneId: target.zone }] : [],
  );
  let frozen: readonly { port: number; tag: string }[] = [];

  const time = (at: number) => new Date(Math.round(at + condition.clockOffsetMs)).toISOString();
  const event = (at: number, eventType: string, body: object) => ({
    timestamp: time(at),
    hostname,
    eventType,
    [`${eventType}Event`]: body,
  });
  /** A webhook takes an array; over MQTT each event is a message. */
  const send = (events: readonly object[]): Message[] => {
    const topic = `impinj/${hostname}/events`;
    if (overHttp) return events.length > 0 ? [message(topic, events)] : [];
    return events.map((body) => message(topic, body));
  };
  const read = () =>
    antennas.flatMap(({ port, zoneId }) =>
      [...around.tagsIn(zoneId)].filter(() => random.chance(readChance)).map((tag) => ({ port, tag })),
    );

  return {
    boot: (at) => send([event(at, 'inventoryStatus', { inventoryStatus: 'running' })]),
    sense: () => [],
    report(at, since) {
      frozen = condition.stuck && frozen.length > 0 ? frozen : read();
      return send(
        frozen.map(({ port, tag }) =>
          event(at, 'tagInventory', {
            epc: Buffer.from(tag, 'hex').toString('base64url'),
            epcHex: tag,
            antennaPort: port,
            antennaName: `antenna ${port}`,
            transmitPowerCdbm: 3000,
            peakRssiCdbm: -4500 - random.below(2800),
            frequency: 920_625 + 250 * random.below(16),
            lastSeenTime: time(at - random.between(0, at - since)),
          }),
        ),
      );
    },
  };
};
