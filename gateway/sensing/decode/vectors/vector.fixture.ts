/** The form of the vectors in this folder: what a device sends, where that is written, and what it means. */
import type { DecodeContext, Decoded, DraftReading } from '#gateway/ports/sensing.ts';
import type { FaultCode } from '#shared/domain/faults.ts';
import type { DeviceId, LevelId, ProfileId } from '#shared/domain/ids.ts';
import type { CodecName, DecoderName, Profile } from '#shared/domain/profile.ts';
import { type Metric, metrics } from '#shared/domain/reading.ts';
import type { ChannelTarget } from '#shared/domain/site.ts';

export interface Expected {
  readonly name: string;
  /** The publication that the layout is taken from. */
  readonly origin: string;
  readonly channels?: Readonly<Record<string, ChannelTarget>>;
  /** Without tag, sequence, interval and coverage where they are as usual. */
  readonly readings?: readonly (Partial<DraftReading> & { readonly metric: Metric })[];
  readonly facts?: Decoded['facts'];
  readonly faults?: readonly (readonly [FaultCode, string])[];
}

export interface PayloadVector extends Expected {
  readonly topic?: string;
  /** The document, or the text where it is not one document. */
  readonly payload?: unknown;
  readonly text?: string;
}

export interface PayloadVectors {
  readonly decoder: DecoderName;
  readonly codec?: CodecName;
  readonly metrics: readonly Metric[];
  readonly channels: Readonly<Record<string, ChannelTarget>>;
  readonly topic: string;
  readonly vectors: readonly PayloadVector[];
}

export interface CodecVector extends Expected {
  readonly codec: CodecName;
  readonly fPort: number;
  /** Two digits a byte; spaces are for the reader. */
  readonly hex: string;
}

export function decodedOf(expected: Expected): Decoded {
  const usual = { channel: '', tag: '', sequence: null, intervalMs: 0, coverage: 1 };
  return {
    readings: (expected.readings ?? []).map((reading) => ({ ...usual, ...reading }) as DraftReading),
    facts: expected.facts ?? [],
    faults: (expected.faults ?? []).map(([code, detail]) => ({ code, detail })),
  };
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9A-Fa-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function contextOf(
  device: Pick<PayloadVectors, 'channels'>,
  model: { decoder: DecoderName; codec?: CodecName | undefined; metrics: readonly Metric[] },
): DecodeContext {
  const profile: Profile = {
    id: 'model' as ProfileId,
    vendor: 'vendor',
    model: 'model',
    class: 'counter',
    decoder: model.decoder,
    codec: model.codec ?? null,
    topics: [],
    pushesHttp: true,
    metrics: Object.fromEntries(model.metrics.map((metric) => [metric, { min: 0, max: 1 }])),
    counts: 'period',
    totalWrapsAt: null,
    cadenceMs: 60_000,
    silentAfterMs: 180_000,
    sequence: { kind: 'none' },
    clock: true,
    battery: true,
  };
  const name = { 'zh-CN': '设备', en: 'device' };
  const { channels } = device;
  return {
    device: {
      id: 'device' as DeviceId,
      profileId: profile.id,
      name,
      levelId: '1f' as LevelId,
      position: [0, 0],
      channels,
    },
    profile,
    hashTag: (tagId) => `hash of ${tagId}`,
  };
}

export const allMetrics = Object.keys(metrics) as Metric[];
