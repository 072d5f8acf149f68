/**
 * PURE: which topics a device may use. Its own, atrium/<site>/<device>/…, and the foreign ones that its profile lists;
 * a network server publishes for other devices, which its topics name.
 */
import type { DeviceDirectory, KnownDevice } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { isUp, parseTopic } from '#shared/wire/topics.ts';

/** Where an admitted publish goes. */
export interface Admission {
  /** The device that the message is about. */
  readonly deviceId: DeviceId;
  /** Presence is kept by the broker as a retained message, beside what the intake makes of it. */
  readonly retainable: boolean;
}

/**
 * Faults: `topic_invalid` names the topic and what the device may use instead, `device_unknown` the device that a network
 * server speaks of and the site does not have.
 */
export function admitPublish(publisher: KnownDevice, topic: string, directory: DeviceDirectory): Result<Admission> {
  const own = parseTopic(topic);
  if (own !== null) {
    if (own.siteId === directory.site.id && own.deviceId === publisher.device.id && isUp(own.kind)) {
      return succeed({ deviceId: publisher.device.id, retainable: own.kind === 'state' });
    }
    return fail(notAllowed(publisher, topic, directory));
  }
  for (const filter of publisher.profile.topics) {
    const match = matchFilter(filter, topic, publisher);
    if (match === null) continue;
    if (match.other === null) return succeed({ deviceId: publisher.device.id, retainable: false });
    const other = directory.findForeign(match.other);
    if (other === null) return fail(fault('device_unknown', `topic ${topic}: no device has the name ${match.other}`));
    return succeed({ deviceId: other.device.id, retainable: false });
  }
  return fail(notAllowed(publisher, topic, directory));
}

/** True where every topic that the subscription can match is one of the subscriber's own or foreign topics. */
export function admitSubscribe(subscriber: KnownDevice, filter: string, directory: DeviceDirectory): boolean {
  const prefix = `atrium/${directory.site.id}/${subscriber.device.id}/`;
  if (filter.startsWith(prefix) && filter.length > prefix.length) return true;
  return subscriber.profile.topics.some((allowed) => covers(fillIn(allowed, subscriber), filter.split('/')));
}

/** True for topics that a device may be sent: under its own name, or its own foreign ones. */
export function admitForward(receiver: KnownDevice, topic: string, directory: DeviceDirectory): boolean {
  return admitSubscribe(receiver, topic, directory);
}

function notAllowed({ device, profile }: KnownDevice, topic: string, { site }: DeviceDirectory): Fault {
  const allowed = [`atrium/${site.id}/${device.id}/up`, ...profile.topics].join(', ');
  return fault('topic_invalid', `topic ${topic}: ${device.id} may publish on ${allowed}`);
}

/** Whether a topic matches a profile's filter, and what stood for {other}; null where it does not match. */
function matchFilter(filter: string, topic: string, publisher: KnownDevice): { other: string | null } | null {
  const wanted = fillIn(filter, publisher);
  const levels = topic.split('/');
  let other: string | null = null;
  for (const [index, part] of wanted.entries()) {
    if (part === '#') return { other };
    const level = levels[index];
    if (level === undefined) return null;
    if (part === '{other}') other = level;
    else if (part !== '+' && part !== level) return null;
  }
  return levels.length === wanted.length ? { other } : null;
}

/** The levels of a profile's filter with the device's own names in place; {other} stays. */
function fillIn(filter: string, { device }: KnownDevice): readonly string[] {
  return filter.split('/').map((level) => {
    if (level === '{device}') return device.id;
    // A device without a foreign name has no foreign topics: the empty level matches none that it could publish.
    if (level === '{foreignId}') return device.foreignId ?? '';
    return level;
  });
}

/** Whether a filter of levels `allowed` matches every topic that the filter of levels `wanted` matches. */
function covers(allowed: readonly string[], wanted: readonly string[]): boolean {
  for (const [index, part] of allowed.entries()) {
    if (part === '#') return true;
    const level = wanted[index];
    if (level === undefined || level === '#') return false;
    if (part === '{other}' || part === '+') continue;
    if (part !== level) return false;
  }
  return wanted.length === allowed.length;
}
