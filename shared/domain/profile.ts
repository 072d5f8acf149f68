/** What a device model is: data from firmware-config/profiles, one file a model. Adding a model touches no gateway code. */
import type { ProfileId } from './ids.ts';
import type { Metric } from './reading.ts';

export type DeviceClass =
  | 'counter'
  | 'reader'
  | 'bay_sensor'
  | 'scanner'
  | 'printer'
  | 'network_server'
  | 'point_of_sale';

/** The decoder of the outer message; `none` for devices that send no readings. */
export type DecoderName = 'native' | 'xovis-v5' | 'milesight-json' | 'chirpstack-v4' | 'impinj-r700' | 'none';
/** The codec of the bytes inside a LoRaWAN uplink. */
export type CodecName = 'milesight-tlv' | 'bosch-tps110';

export interface MetricRange {
  readonly min: number;
  readonly max: number;
}

export interface Profile {
  readonly id: ProfileId;
  readonly vendor: string;
  readonly model: string;
  readonly class: DeviceClass;
  readonly decoder: DecoderName;
  readonly codec: CodecName | null;
  /**
   * Foreign MQTT topics this model publishes on, beside atrium/<site>/<device>/…: MQTT filters in which {device} and
   * {foreignId} stand for the device's own names. A network server publishes for others: in its filters {other} is
   * the foreignId of the device that the message is about.
   */
  readonly topics: readonly string[];
  /** True where the model can push over HTTP. */
  readonly pushesHttp: boolean;
  /** The metrics it sends and the plausible range of each; a value outside is quarantined. */
  readonly metrics: Readonly<Partial<Record<Metric, MetricRange>>>;
  /** Which of its line metrics the windows are built from; the others are stored for cross-checks and never summed with it. */
  readonly counts: 'period' | 'event' | 'total' | null;
  /** For `total`: the value after which the counter starts again at 0, e.g. 65,536; null where it never wraps. */
  readonly totalWrapsAt: number | null;
  /** The longest time between two messages of a healthy device in opening hours; null where it speaks only on events. */
  readonly cadenceMs: number | null;
  /** Without a message for so long the device is ill; null where silence means nothing. */
  readonly silentAfterMs: number | null;
  /** `rises`: every message carries a number one higher than the last; its width in bits, then it starts at 0 again. */
  readonly sequence: { readonly kind: 'rises'; readonly bits: 8 | 16 | 32 | 53 } | { readonly kind: 'none' };
  /** Whether messages carry the device's own time. */
  readonly clock: boolean;
  readonly battery: boolean;
}
