/**
 * The gateway's own secrets, in one file that only its owner reads: what hashes and encrypts phone numbers, what opens
 * those that kiosks sealed, what signs slips. Made at the first start; a backup of the ledger is worth nothing without it.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { Keyring } from '#gateway/ports/membership.ts';
import { fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { hashPhone, openPhone } from '#shared/node/phone.ts';
import { signSlip, verifySlip } from '#shared/node/slip-signature.ts';

const keyFile = z.strictObject({
  version: z.literal(1),
  /** Base64 of 32 random bytes each. */
  phoneKey: z.base64().length(44),
  storageKey: z.base64().length(44),
  /** Base64 of PKCS #8. */
  sealing: z.base64(),
  slip: z.base64(),
});
type KeyFile = z.infer<typeof keyFile>;

export interface StoredKeyring extends Keyring {
  /** Tells one set of keys from another without giving any of them away. */
  readonly fingerprint: string;
}

/** Reads the file, or makes it with new keys. Durable when it returns. Fault `store_failed`. */
export function openKeyring(file: string): Result<StoredKeyring> {
  try {
    return succeed(keyringOf(keyFile.parse(JSON.parse(readOrMake(file)))));
  } catch (error) {
    return fail(fault('store_failed', `${file}: ${error instanceof Error ? error.message : String(error)}`));
  }
}

function readOrMake(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const text = `${JSON.stringify(makeKeys(), null, 2)}\n`;
    // Whole or not at all: keys of which half is on disk would lock every phone number away.
    const handle = openSync(`${file}.new`, 'w', 0o600);
    writeSync(handle, text);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(`${file}.new`, file);
    return text;
  }
}

function makeKeys(): KeyFile {
  const pkcs8 = ({ privateKey }: { privateKey: KeyObject }) =>
    privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return {
    version: 1,
    phoneKey: randomBytes(32).toString('base64'),
    storageKey: randomBytes(32).toString('base64'),
    sealing: pkcs8(generateKeyPairSync('x25519')),
    slip: pkcs8(generateKeyPairSync('ed25519')),
  };
}

const nonceBytes = 12;
const tagBytes = 16;

function keyringOf(keys: KeyFile): StoredKeyring {
  const phoneKey = Buffer.from(keys.phoneKey, 'base64');
  const storageKey = Buffer.from(keys.storageKey, 'base64');
  const sealing = privateKeyOf(keys.sealing);
  const slip = privateKeyOf(keys.slip);
  const slipPublicKey = rawPublicKey(slip);
  const digestKey = Buffer.from(hkdfSync('sha256', storageKey, '', 'atrium digest 1', 32));

  return {
    fingerprint: createHmac('sha256', storageKey).update(phoneKey).digest('hex').slice(0, 16),
    phoneKey: keys.phoneKey,
    sealingKey: rawPublicKey(sealing).toString('base64'),
    slipKey: slipPublicKey.toString('base64'),
    hashPhone: (e164) => hashPhone(phoneKey, e164),
    digest: (purpose, text) => createHmac('sha256', digestKey).update(`${purpose}\n${text}`).digest('hex'),
    openPhone: (sealed) => openPhone(sealing, sealed),
    encryptPhone(memberId, e164) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', storageKey, nonce).setAAD(Buffer.from(memberId));
      return Buffer.concat([nonce, cipher.update(e164), cipher.final(), cipher.getAuthTag()]);
    },
    decryptPhone(memberId, cipherText) {
      const bytes = Buffer.from(cipherText);
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', storageKey, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(memberId)).setAuthTag(bytes.subarray(-tagBytes));
      const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('latin1');
    },
    signSlip: (made) => signSlip(slip, made),
    verifySlip: (text) => verifySlip(slipPublicKey, text),
  };
}

function privateKeyOf(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}

function rawPublicKey(privateKey: KeyObject): Buffer {
  return Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
}
