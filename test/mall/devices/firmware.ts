/** What runs inside a simulated device: how it turns what it senses into its vendor's messages. Pure but for its state. */
import type { BayId, ZoneId } from '#shared/domain/ids.ts';
import type { SiteDevice } from '#shared/domain/site.ts';
import type { Random } from '../crowd/random.ts';
import type { Direction } from '../crowd/route-book.ts';

export interface Message {
  /** MQTT topic; of no meaning to a device that pushes over HTTP. */
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** What a device notices by itself, in its own terms: channels as it names them, directions as it was mounted. */
export type Sensed =
  | { readonly kind: 'crossing'; readonly at: number; readonly channel: string; readonly direction: Direction }
  | { readonly kind: 'bay'; readonly at: number; readonly channel: string; readonly occupied: boolean };

/** What a device can look at whenever it likes. */
export interface Surroundings {
  peopleIn(zoneId: ZoneId): number;
  tagsIn(zoneId: ZoneId): ReadonlySet<string>;
  isOccupied(bayId: BayId): boolean;
}

/** The state a device is in; faults change it. */
export interface Condition {
  /** The sensor no longer moves: every report tells the same. */
  stuck: boolean;
  /** Added to every time that the device itself writes. */
  clockOffsetMs: number;
  batteryPercent: number;
}

export interface Firmware {
  /** What it says when power comes on. */
  boot(at: number): readonly Message[];
  /** What it says at once, about what happened since it was last asked. */
  sense(sensed: readonly Sensed[]): readonly Message[];
  /** What it says at the end of each report interval, which lasted from `since` to `at`. */
  report(at: number, since: number): readonly Message[];
}

export type BuildFirmware = (context: FirmwareContext) => Firmware;

export interface FirmwareContext {
  readonly siteId: string;
  readonly device: SiteDevice;
  readonly random: Random;
  readonly condition: Readonly<Condition>;
  readonly around: Surroundings;
  /** Whether it pushes over HTTP: some models then send more. */
  readonly overHttp: boolean;
}

/** The serial number, DevEUI or host name that the device gives itself. */
export function ownName({ id, foreignId }: SiteDevice): string {
  return foreignId ?? id;
}

export function message(topic: string, body: unknown, retain = false): Message {
  return { topic, payload: JSON.stringify(body), retain };
}
