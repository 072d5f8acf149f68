import { describe, expect, test } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import { codecs } from './codecs/codecs.ts';
import { decoders } from './decoders.ts';
import { Findings } from './findings.ts';
import chirpstack from './vectors/chirpstack-v4.json' with { type: 'json' };
import codecVectors from './vectors/codecs.json' with { type: 'json' };
import impinj from './vectors/impinj-r700.json' with { type: 'json' };
import milesight from './vectors/milesight-json.json' with { type: 'json' };
import {
  allMetrics,
  bytesOf,
  type CodecVector,
  contextOf,
  decodedOf,
  type PayloadVectors,
} from './vectors/vector.fixture.ts';
import xovis from './vectors/xovis-v5.json' with { type: 'json' };

/** 2026-11-22T06:01:02Z. */
const receivedAt = 1_795_327_262_000;

for (const set of [xovis, milesight, chirpstack, impinj] as unknown as PayloadVectors[]) {
  describe(set.decoder, () => {
    test.each(set.vectors)('$name', (vector) => {
      const frame = {
        deviceId: 'device' as DeviceId,
        topic: vector.topic ?? set.topic,
        payload: new TextEncoder().encode(vector.text ?? JSON.stringify(vector.payload)),
        receivedAt,
      };
      const decoded = decoders[set.decoder](frame, contextOf({ channels: vector.channels ?? set.channels }, set));
      expect(decoded).toEqual(decodedOf(vector));
    });
  });
}

describe('codecs', () => {
  test.each(codecVectors as unknown as CodecVector[])('$name', (vector) => {
    const { codec, fPort, hex, channels = {} } = vector;
    const context = contextOf({ channels }, { decoder: 'chirpstack-v4', codec, metrics: allMetrics });
    const findings = new Findings(context);
    codecs[codec]({ fPort, bytes: bytesOf(hex), sourceAt: 1_795_327_200_000, sequence: 8 }, context, findings);
    expect(findings.done()).toEqual(decodedOf(vector));
  });
});

test('every vector names its origin', () => {
  const sets = [xovis, milesight, chirpstack, impinj] as unknown as PayloadVectors[];
  const all = [...sets.flatMap(({ vectors }) => vectors), ...(codecVectors as unknown as CodecVector[])];
  expect(all.length).toBeGreaterThan(45);
  expect(all.filter(({ origin }) => origin.length < 20)).toEqual([]);
});
