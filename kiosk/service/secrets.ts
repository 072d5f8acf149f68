/** The core's arithmetic of secrets, by node:crypto and the shared phone module. */
import { createHash, randomUUID } from 'node:crypto';
import type { Secrets } from '#kiosk/core/ports.ts';
import type { OpId } from '#shared/domain/ids.ts';
import { hashPhone, normalisePhone, sealPhone } from '#shared/node/phone.ts';

export const nodeSecrets: Secrets = {
  normalisePhone,
  hashPhone: (phoneKey, e164) => hashPhone(Buffer.from(phoneKey, 'base64'), e164),
  sealPhone: (sealingKey, e164) => sealPhone(Buffer.from(sealingKey, 'base64'), e164),
  digest: (text) => createHash('sha256').update(text).digest('hex'),
  newOpId: () => randomUUID() as OpId,
};
