/**
 * The events of a ChirpStack v4 network server, JSON over MQTT: it publishes what LoRaWAN devices sent, under
 * application/<application>/device/<devEui>/event/<kind>. Zero values are left out, as protobuf's JSON does.
 */
import type { SiteDevice } from '#shared/domain/site.ts';
import type { Random } from '../crowd/random.ts';
import { type Message, message, ownName } from './firmware.ts';

const applicationId = '6d1f0c1e-52a4-4c1b-9a75-4a2f3c3f7b10';
const tenantId = 'a3e1c9d0-8f0f-4b58-b1f9-2d3a60a0c5e4';

export interface Uplink {
  readonly fPort: number;
  readonly bytes: Uint8Array;
}

export class ChirpstackSession {
  readonly #device: SiteDevice;
  readonly #random: Random;
  readonly #model: string;
  #frames = 0;

  constructor(device: SiteDevice, model: string, random: Random) {
    this.#device = device;
    this.#model = model;
    this.#random = random;
  }

  /** A device that joins starts its frame counter at 0. */
  join(at: number): Message {
    this.#frames = 0;
    return this.#event('join', at, { devAddr: this.#devAddr });
  }

  up(at: number, { fPort, bytes }: Uplink): Message {
    const fCnt = this.#frames;
    this.#frames += 1;
    const dataRate = this.#random.below(3);
    return this.#event('up', at, {
      devAddr: this.#devAddr,
      adr: true,
      ...(dataRate > 0 && { dr: dataRate }),
      ...(fCnt > 0 && { fCnt }),
      ...(fPort > 0 && { fPort }),
      ...(bytes.length > 0 && { data: Buffer.from(bytes).toString('base64') }),
      rxInfo: this.#receptions(),
      txInfo: {
        frequency: 470_300_000 + 200_000 * this.#random.below(8),
        modulation: { lora: { bandwidth: 125_000, spreadingFactor: 12 - dataRate, codeRate: 'CR_4_5' } },
      },
      regionConfigId: 'cn470_10',
    });
  }

  /** The answer to the network's DevStatusReq. */
  status(at: number, batteryPercent: number): Message {
    return this.#event('status', at, { margin: 8 + this.#random.below(12), batteryLevel: batteryPercent });
  }

  get #devAddr(): string {
    return ownName(this.#device).slice(-8);
  }

  #event(kind: string, at: number, body: object): Message {
    const devEui = ownName(this.#device);
    return message(`application/${applicationId}/device/${devEui}/event/${kind}`, {
      deduplicationId: this.#uuid(),
      time: new Date(Math.round(at)).toISOString().replace('Z', '+00:00'),
      deviceInfo: {
        tenantId,
        tenantName: 'mall',
        applicationId,
        applicationName: 'atrium',
        deviceProfileId: '0b9c5b0e-6f4f-4bb8-8d29-2a5dd1a2f6aa',
        deviceProfileName: this.#model,
        deviceName: this.#device.id,
        devEui,
        deviceClassEnabled: 'CLASS_A',
        tags: {},
      },
      ...body,
    });
  }

  #receptions(): object[] {
    return Array.from({ length: 1 + this.#random.below(2) }, (_, index) => ({
      gatewayId: `24e124fffef00${index + 1}a0`,
      uplinkId: this.#random.below(0x7fff_ffff),
      rssi: -60 - this.#random.below(50),
      snr: 2 + this.#random.below(9),
      context: 'AAAAAA==',
      metadata: { region_config_id: 'cn470_10' },
    }));
  }

  /** Random in the form of a UUID, from the seeded stream. */
  #uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.#random.below(16).toString(16)).join('');
    const variant = '89ab'[this.#random.below(4)] ?? '8';
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
