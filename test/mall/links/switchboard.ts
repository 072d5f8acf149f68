/** All connections of the fleet, by the device that holds each. */
import type { DeviceId } from '#shared/domain/ids.ts';
import { willOf } from '../devices/atrium-native.ts';
import type { Message } from '../devices/firmware.ts';
import type { Carrier, Outgoing } from '../devices/fleet.ts';
import { HttpLink } from './http-link.ts';
import type { Link, LinkStats } from './link.ts';
import { MqttLink } from './mqtt-link.ts';

export interface SwitchboardSettings {
  readonly siteId: string;
  readonly mqttUrl: string;
  readonly httpUrl: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly carriers: readonly Carrier[];
  readonly complain: (name: string, reason: string) => void;
}

export class Switchboard {
  readonly #links: ReadonlyMap<DeviceId, Link>;

  private constructor(links: ReadonlyMap<DeviceId, Link>) {
    this.#links = links;
  }

  static of(settings: SwitchboardSettings): Switchboard {
    return new Switchboard(new Map(settings.carriers.map((carrier) => [carrier.deviceId, linkOf(carrier, settings)])));
  }

  start(): void {
    for (const link of this.#links.values()) link.start();
  }

  send({ carrierId, message }: Outgoing): void {
    this.#links.get(carrierId)?.send(message);
  }

  /** Over all connections; `connected` is true when every one is. */
  get stats(): LinkStats & { readonly links: number; readonly linksUp: number } {
    const all = [...this.#links.values()].map((link) => link.stats);
    const sum = (of: (stats: LinkStats) => number) => all.reduce((total, stats) => total + of(stats), 0);
    const linksUp = all.filter(({ connected }) => connected).length;
    return {
      links: all.length,
      linksUp,
      connected: linksUp === all.length,
      sent: sum(({ sent }) => sent),
      waiting: sum(({ waiting }) => waiting),
      dropped: sum(({ dropped }) => dropped),
    };
  }

  async stop(patienceMs: number): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.stop(patienceMs)));
  }
}

function linkOf({ deviceId, overHttp, native }: Carrier, settings: SwitchboardSettings): Link {
  const secret = settings.secrets[deviceId] ?? '';
  const { complain } = settings;
  if (!overHttp) {
    const will = native ? willOf(settings.siteId, deviceId) : null;
    return new MqttLink({ url: settings.mqttUrl, deviceId, secret, will, complain });
  }
  const link = new HttpLink({
    url: new URL(`/api/v1/push/${deviceId}`, settings.httpUrl).href,
    name: deviceId,
    authorization: `Basic ${Buffer.from(`${deviceId}:${secret}`).toString('base64')}`,
    complain,
  });
  return {
    get stats() {
      return link.stats;
    },
    start: () => undefined,
    send: (message: Message) => link.post(message.payload),
    stop: (patienceMs) => link.stop(patienceMs),
  };
}
