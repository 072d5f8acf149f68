/**
 * Atrium's own devices: a line counter, an eye over twelve bays, a scanner. They speak shared/wire/native.ts, number
 * every message, and keep their presence in a retained message that their last will turns to offline.
 */

import type { z } from 'zod';
import type { DeviceId, SiteId } from '#shared/domain/ids.ts';
import type { NativeMessage, nativeState } from '#shared/wire/native.ts';
import { formatTopic } from '#shared/wire/topics.ts';
import type { BuildFirmware, FirmwareContext, Message } from './firmware.ts';
import { message } from './firmware.ts';

const firmware = '1.4.0';

/** What the last will of a native device says. */
export function willOf(siteId: string, deviceId: DeviceId): Message {
  return presence(siteId, deviceId, { online: false });
}

function presence(siteId: string, deviceId: DeviceId, state: z.infer<typeof nativeState>): Message {
  return message(formatTopic({ siteId: siteId as SiteId, deviceId, kind: 'state', itemId: '' }), state, true);
}

type Draft = Pick<NativeMessage, 'metric' | 'value' | 'channel'> & { readonly at: number };

/** Numbers drafts and dates them by the device's clock. */
function createVoice({ siteId, device, condition }: FirmwareContext) {
  const topic = formatTopic({ siteId: siteId as SiteId, deviceId: device.id, kind: 'up', itemId: '' });
  let sequence = 0;
  return {
    online: () => presence(siteId, device.id, { online: true, firmware }),
    say(drafts: readonly Draft[]): Message[] {
      const messages = drafts.map(({ at, ...draft }): NativeMessage => {
        sequence += 1;
        return { at: Math.round(at + condition.clockOffsetMs), sequence, ...draft };
      });
      return messages.length > 0 ? [message(topic, messages.length === 1 ? messages[0] : messages)] : [];
    },
  };
}

const heartbeat = (at: number): Draft => ({ at, metric: 'heartbeat', value: 1 });

export const buildAtriumCounter: BuildFirmware = (context) => {
  const voice = createVoice(context);
  return {
    boot: (at) => [voice.online(), ...voice.say([heartbeat(at)])],
    sense: (sensed) =>
      voice.say(
        sensed.flatMap((event) => {
          if (event.kind !== 'crossing') return [];
          const metric = event.direction === 'forward' ? 'line.cross.forward' : 'line.cross.backward';
          return [{ at: event.at, metric, channel: event.channel, value: 1 }];
        }),
      ),
    report: (at) => voice.say([heartbeat(at)]),
  };
};

export const buildAtriumBayEye: BuildFirmware = (context) => {
  const voice = createVoice(context);
  const { around, condition, device } = context;
  const bays = Object.entries(device.channels).flatMap(([channel, target]) =>
    'bay' in target ? [{ channel, bayId: target.bay }] : [],
  );
  let seen = new Map<string, boolean>();
  const look = () => new Map(bays.map(({ channel, bayId }) => [channel, around.isOccupied(bayId)]));
  const tell = (at: number, states: ReadonlyMap<string, boolean>) =>
    voice.say([...states].map(([channel, occupied]) => draftOfBay(at, channel, occupied)));
  return {
    boot(at) {
      seen = look();
      return [voice.online(), ...tell(at, seen)];
    },
    sense: (sensed) =>
      voice.say(
        sensed.flatMap((event) => (event.kind === 'bay' ? [draftOfBay(event.at, event.channel, event.occupied)] : [])),
      ),
    report(at) {
      if (!condition.stuck) seen = look();
      return tell(at, seen);
    },
  };
};

function draftOfBay(at: number, channel: string, occupied: boolean): Draft {
  return { at, metric: 'bay.occupied', channel, value: occupied ? 1 : 0 };
}

export const buildAtriumScanner: BuildFirmware = (context) => {
  const voice = createVoice(context);
  const battery = (at: number): Draft => ({
    at,
    metric: 'battery.percent',
    value: Math.round(context.condition.batteryPercent),
  });
  return {
    boot: (at) => [voice.online(), ...voice.say([heartbeat(at), battery(at)])],
    sense: () => [],
    report: (at) => voice.say([heartbeat(at), battery(at)]),
  };
};
