/**
 * Milesight VS121-P: people in the picture, as JSON over HTTP or MQTT at the end of each report interval. Local time
 * without an offset of its own, the offset beside it; over HTTP a picture comes along, which nobody may keep.
 */
import type { BuildFirmware } from './firmware.ts';
import { message, ownName } from './firmware.ts';

const zoneOffsetMs = 8 * 3_600_000;
/** A JPEG of one grey pixel. */
const snapshot =
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==';

export const buildMilesightVs121P: BuildFirmware = (context) => {
  const { device, random, condition, around, overHttp } = context;
  const serial = ownName(device);
  const watched = Object.entries(device.channels).flatMap(([channel, target]) =>
    'zone' in target ? [{ channel, zoneId: target.zone }] : [],
  );
  let told = new Map<string, number>();

  const time = (at: number) => wallClock(at + condition.clockOffsetMs);
  /** The camera overlooks people behind others: one in twenty-five. */
  const look = () =>
    new Map(
      watched.map(({ channel, zoneId }) => {
        const people = around.peopleIn(zoneId);
        const hidden = Array.from({ length: people }, () => random.chance(0.04)).filter(Boolean).length;
        return [channel, people - hidden];
      }),
    );

  return {
    boot: () => [],
    sense: () => [],
    report(at, since) {
      told = condition.stuck && told.size > 0 ? told : look();
      const regions = [...told].flatMap(([channel, people]) => {
        const number = Number(/^region-(\d+)$/.exec(channel)?.[1] ?? Number.NaN);
        return Number.isNaN(number) ? [] : [{ number, people }];
      });
      const total = told.get('total') ?? [...told.values()].reduce((sum, people) => sum + people, 0);
      const report = {
        event: 'people counting',
        report_type: 'interval',
        device_info: {
          device: device.name.en,
          device_sn: serial,
          device_mac: '24:E1:24:00:00:00',
          ip_address: '192.0.2.10',
        },
        time_info: {
          timezone: 'UTC+8:00',
          dst_status: 'disable',
          start_time: time(since),
          end_time: time(at),
        },
        current_total: total,
        max_counted: total,
        total_mapped_regions: regions.length,
        numbering_regions: regions.map(({ number }) => number),
        occupancy: regions.map(({ people }) => (people > 0 ? 1 : 0)),
        current_counted: regions.map(({ people }) => people),
      };
      return [message(`milesight/${serial}/report`, overHttp ? { ...report, snapshot } : report)];
    },
  };
};

/** YYYY/MM/DD hh:mm:ss at UTC+8. */
function wallClock(at: number): string {
  return new Date(at + zoneOffsetMs).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
