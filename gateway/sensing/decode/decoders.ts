/** All decoders by the name that a profile gives: the one place where a new format is entered. */
import type { Decode, DecodeContext, Decoded } from '#gateway/ports/sensing.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DecoderName } from '#shared/domain/profile.ts';
import type { Frame } from '#shared/domain/reading.ts';
import { decodeChirpstackV4 } from './chirpstack-v4.ts';
import { decodeImpinjR700 } from './impinj-r700.ts';
import { decodeMilesightJson } from './milesight-json.ts';
import { decodeNative } from './native.ts';
import { decodeXovisV5 } from './xovis-v5.ts';

export const decoders: Readonly<Record<DecoderName, Decode>> = {
  native: decodeNative,
  'xovis-v5': decodeXovisV5,
  'milesight-json': decodeMilesightJson,
  'chirpstack-v4': decodeChirpstackV4,
  'impinj-r700': decodeImpinjR700,
  none: decodeNothing,
};

/** For devices that we speak to and that have nothing to say of their own. */
function decodeNothing(_frame: Frame, context: DecodeContext): Decoded {
  const detail = `profile ${context.profile.id} sends no readings`;
  return { readings: [], facts: [], faults: [fault('payload_kind_unknown', detail)] };
}
