/**
 * Phone numbers, and the three forms in which they may leave the moment of typing: normal (E.164, in memory only),
 * hashed (how kiosks look members up) and sealed (how a kiosk that is offline keeps one it cannot read back).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { fault } from '../domain/faults.ts';
import { fail, type Result, succeed } from '../domain/result.ts';

/** E.164 of a mobile number as a person types it; without a country code it is a number of mainland China. Else null. */
export function normalisePhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'CN', extract: false });
  return number?.isValid() ? number.number : null;
}

/** HMAC-SHA-256 in 64 hexadecimal characters. Ten digits are soon guessed, so the key is what protects the number. */
export function hashPhone(key: Uint8Array, e164: string): string {
  return createHmac('sha256', key).update(e164).digest('hex');
}

const sealVersion = 1;
const publicKeyBytes = 32;
const tagBytes = 16;
/** '+' and 15 digits, the longest E.164 number; shorter ones are padded so that the length tells nothing. */
const phoneBytes = 16;
const sealedBytes = 1 + publicKeyBytes + phoneBytes + tagBytes;

/**
 * Base64 of version (1), one-time X25519 public key (32), AES-256-GCM cipher text (16) and tag (16). Cipher key and
 * nonce are HKDF-SHA-256 of the shared secret with both public keys as salt; no key is ever used twice.
 * `publicKeyRaw` is the 32 bytes of the feed's sealingKey; anything else throws.
 */
export function sealPhone(publicKeyRaw: Uint8Array, e164: string): string {
  const oneTime = generateKeyPairSync('x25519');
  const oneTimeRaw = rawPublicKey(oneTime.publicKey);
  const secret = diffieHellman({ privateKey: oneTime.privateKey, publicKey: x25519PublicKey(publicKeyRaw) });
  const { key, nonce } = deriveKey(secret, oneTimeRaw, publicKeyRaw);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = cipher.update(e164.padEnd(phoneBytes, ' '), 'latin1');
  return Buffer.concat([Buffer.of(sealVersion), oneTimeRaw, text, cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** The number that sealPhone sealed; `phone_invalid` for anything that was not sealed to this key. */
export function openPhone(privateKey: KeyObject, sealed: string): Result<string> {
  const bytes = Buffer.from(sealed, 'base64');
  const damaged = fault('phone_invalid', 'The sealed phone number cannot be opened with the key of this gateway.');
  if (bytes.length !== sealedBytes || bytes[0] !== sealVersion) return fail(damaged);
  const oneTimeRaw = bytes.subarray(1, 1 + publicKeyBytes);
  try {
    const secret = diffieHellman({ privateKey, publicKey: x25519PublicKey(oneTimeRaw) });
    const { key, nonce } = deriveKey(secret, oneTimeRaw, rawPublicKey(createPublicKey(privateKey)));
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const text = decipher.update(bytes.subarray(1 + publicKeyBytes, -tagBytes));
    return succeed(Buffer.concat([text, decipher.final()]).toString('latin1').trimEnd());
  } catch {
    // OpenSSL throws for a tag that does not match and for a point of low order: both mean "not sealed to us".
    return fail(damaged);
  }
}

function deriveKey(secret: Buffer, oneTimeRaw: Uint8Array, recipientRaw: Uint8Array): { key: Buffer; nonce: Buffer } {
  const salt = Buffer.concat([oneTimeRaw, recipientRaw]);
  const derived = Buffer.from(hkdfSync('sha256', secret, salt, 'atrium phone seal 1', 32 + 12));
  return { key: derived.subarray(0, 32), nonce: derived.subarray(32) };
}

function x25519PublicKey(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
