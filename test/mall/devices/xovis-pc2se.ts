/**
 * Xovis PC2SE, data push format 5: one agent sends crossings as they happen (`live_data`), another the counts of each
 * interval (`logics_data`), both with package ids of their own; `status_data` now and then. Field names and event types
 * by the published OpenAPI of firmware 5. One logic a line, its geometry of the same number; its counters are
 * logic × 1000 + 1 (fw) and + 2 (bw).
 */
import {
  type BuildFirmware,
  type Firmware,
  type FirmwareContext,
  type Message,
  message,
  ownName,
  type Sensed,
} from './firmware.ts';
import { PeriodCounts } from './period-counts.ts';

const softwareVersion = '5.1.4';
const framesPerSecond = 12.5;
const statusEvery = 30;

/** A configured data push; package ids rise by one within it. */
interface Agent {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  packages: number;
}

export const buildXovisPc2se: BuildFirmware = (context) => new XovisPc2se(context);

class XovisPc2se implements Firmware {
  readonly #context: FirmwareContext;
  readonly #channels: readonly string[];
  readonly #counts: PeriodCounts;
  readonly #live: Agent = { id: 1, name: 'live', type: 'LIVE_DATA', packages: 0 };
  readonly #logics: Agent = { id: 2, name: 'logics', type: 'LOGICS', packages: 0 };
  readonly #status: Agent = { id: 3, name: 'status', type: 'STATUS', packages: 0 };
  #bootedAt = 0;
  #tracks = 1000;

  constructor(context: FirmwareContext) {
    this.#context = context;
    this.#channels = Object.keys(context.device.channels);
    this.#counts = new PeriodCounts(this.#channels);
  }

  boot(at: number): readonly Message[] {
    this.#bootedAt = at;
    return [this.#statusAt(at)];
  }

  sense(sensed: readonly Sensed[]): readonly Message[] {
    const [first] = sensed;
    const last = sensed.at(-1);
    if (first === undefined || last === undefined) return [];
    this.#counts.count(sensed);
    const byFrame = Map.groupBy(sensed, ({ at }) => Math.round(at));
    const frames = [...byFrame].map(([at, events]) => this.#cameraFrame(at, events));
    return [this.#envelope('live_data', this.#live, first.at, last.at, { frames })];
  }

  report(at: number, since: number): readonly Message[] {
    const logics = this.#channels.map((channel) => this.#logic(channel, since, at));
    const counts = this.#envelope('logics_data', this.#logics, since, at, { logics });
    return this.#logics.packages % statusEvery === 0 ? [counts, this.#statusAt(at)] : [counts];
  }

  #cameraFrame(at: number, events: readonly Sensed[]): object {
    return {
      framenumber: Math.floor((at / 1000) * framesPerSecond),
      frametype: 'STEREO',
      time: this.#time(at),
      illumination: 'SUFFICIENT',
      tracked_objects: [],
      events: events.flatMap((event, index) => {
        if (event.kind !== 'crossing') return [];
        this.#tracks += 1;
        const type = event.direction === 'forward' ? 'LINE_CROSS_FORWARD' : 'LINE_CROSS_BACKWARD';
        const attributes = { geometry_id: numberOf(event.channel), track_id: this.#tracks, sequence_number: index };
        return [{ category: 'SCENE', type, attributes }];
      }),
    };
  }

  #logic(channel: string, from: number, to: number): object {
    const { condition, random } = this.#context;
    const id = numberOf(channel);
    const name = `line ${channel}`;
    const { period } = this.#counts.take(channel, condition.stuck);
    const expected = Math.round(((to - from) / 1000) * framesPerSecond);
    // Now and then the sensor is busy with itself and skips a few pictures.
    const skipped = random.chance(0.05) ? Math.min(expected, random.below(4)) : 0;
    const counts = [
      { id: counterOf(id, 1), name: 'fw', value: period.forward },
      { id: counterOf(id, 2), name: 'bw', value: period.backward },
    ];
    return {
      id,
      name,
      info: 'XLT_LINE_IN_OUT_COUNT',
      geometries: [{ id, name, type: 'LINE' }],
      records: [
        {
          from: this.#time(from),
          to: this.#time(to),
          samples: expected - skipped,
          samples_expected: expected,
          counts,
        },
      ],
    };
  }

  #statusAt(at: number): Message {
    const uptimeSeconds = Math.round((at - this.#bootedAt) / 1000);
    return this.#envelope('status_data', this.#status, at, at, { state: 'OK', uptime_sec: uptimeSeconds });
  }

  #envelope(key: string, agent: Agent, from: number, to: number, body: object): Message {
    const { device } = this.#context;
    agent.packages += 1;
    return message(`xovis/${ownName(device)}/${agent.name}`, {
      [key]: {
        package_info: {
          version: '5.0',
          id: agent.packages,
          from: this.#time(from),
          to: this.#time(to),
          agent_id: agent.id,
          agent_name: agent.name,
          agent_type: agent.type,
        },
        sensor_info: {
          serial_number: ownName(device),
          type: 'SINGLE_SENSOR',
          name: device.name.en,
          group: device.levelId,
          device_type: 'PC2SE',
          hw_version: 'B',
          sw_version: softwareVersion,
          time: this.#time(to),
          timezone: 'UTC',
        },
        ...body,
      },
    });
  }

  /** The format of times is a setting of each agent: those that push over HTTP were set to RFC 3339. */
  #time(at: number): number | string {
    const own = Math.round(at + this.#context.condition.clockOffsetMs);
    return this.#context.overHttp ? new Date(own).toISOString() : own;
  }
}

/** Geometries have numbers; a site that names them otherwise gets its names back. */
function numberOf(channel: string): number | string {
  return /^\d+$/.test(channel) ? Number(channel) : channel;
}

function counterOf(logic: number | string, place: number): number {
  return typeof logic === 'number' ? logic * 1000 + place : place;
}
