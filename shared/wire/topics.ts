/** The grammar of Atrium's own MQTT topics. The only module that builds or takes apart such a topic. */
import { type DeviceId, namePattern, type SiteId } from '../domain/ids.ts';

/** What a device may publish: readings, its presence, events, the configuration it runs, replies and job states. */
export type UpKind = 'up' | 'state' | 'event' | 'config/reported' | 'cmd/reply' | 'job/state';
/** What a device may receive: the configuration it shall run, commands and print jobs. */
export type DownKind = 'config/desired' | 'cmd' | 'job';

export interface DeviceTopic {
  readonly siteId: SiteId;
  readonly deviceId: DeviceId;
  readonly kind: UpKind | DownKind;
  /** The id of a command or job; '' for all other kinds. */
  readonly itemId: string;
}

const root = 'atrium';

/** atrium/<site>/<device>/up and its siblings. */
export function formatTopic(topic: DeviceTopic): string {
  const base = `${root}/${topic.siteId}/${topic.deviceId}`;
  switch (topic.kind) {
    case 'cmd':
      return `${base}/cmd/${topic.itemId}`;
    case 'cmd/reply':
      return `${base}/cmd/${topic.itemId}/reply`;
    case 'job':
      return `${base}/job/${topic.itemId}`;
    case 'job/state':
      return `${base}/job/${topic.itemId}/state`;
    default:
      return `${base}/${topic.kind}`;
  }
}

/** The parts of a topic, or null where it is not one of ours. */
export function parseTopic(text: string): DeviceTopic | null {
  const [first, siteId = '', deviceId = '', ...rest] = text.split('/');
  if (first !== root || !namePattern.test(siteId) || !namePattern.test(deviceId)) return null;
  const tail = parseTail(rest);
  return tail && { siteId: siteId as SiteId, deviceId: deviceId as DeviceId, ...tail };
}

function parseTail(rest: readonly string[]): Pick<DeviceTopic, 'kind' | 'itemId'> | null {
  const [head, itemId = '', last] = rest;
  if (head === 'cmd' || head === 'job') {
    if (!namePattern.test(itemId) || rest.length > 3) return null;
    if (last === undefined) return { kind: head, itemId };
    if (head === 'cmd' && last === 'reply') return { kind: 'cmd/reply', itemId };
    if (head === 'job' && last === 'state') return { kind: 'job/state', itemId };
    return null;
  }
  const kind = rest.join('/');
  if (
    kind === 'up' ||
    kind === 'state' ||
    kind === 'event' ||
    kind === 'config/desired' ||
    kind === 'config/reported'
  ) {
    return { kind, itemId: '' };
  }
  return null;
}

/** True for kinds that the device itself publishes. */
export function isUp(kind: UpKind | DownKind): kind is UpKind {
  return kind !== 'config/desired' && kind !== 'cmd' && kind !== 'job';
}
