/** All codecs by the name that a profile gives. */
import type { CodecName } from '#shared/domain/profile.ts';
import { decodeBoschTps110 } from './bosch-tps110.ts';
import type { Codec } from './codec.ts';
import { decodeMilesightTlv } from './milesight-tlv.ts';

export const codecs: Readonly<Record<CodecName, Codec>> = {
  'milesight-tlv': decodeMilesightTlv,
  'bosch-tps110': decodeBoschTps110,
};
