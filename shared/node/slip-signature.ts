/** Signing slips and verifying them: Ed25519 (RFC 8032) over the body of shared/wire/slip.ts. */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { fault } from '../domain/faults.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { Slip } from '../domain/slip.ts';
import { encodeSlipBody, formatSlip, parseSlip } from '../wire/slip.ts';

/** Signed in front of the body, so that a signature over a slip is never one over something else. */
const purpose = Buffer.from('atrium slip 1\n', 'latin1');

/** The text of the QR code. The same slip and key give the same text. */
export function signSlip(privateKey: KeyObject, slip: Slip): string {
  const body = encodeSlipBody(slip);
  return formatSlip(body, sign(null, Buffer.concat([purpose, body]), privateKey));
}

/**
 * The slip behind a scanned text, by the 32 raw bytes of the gateway's public key and nothing else: it works with no
 * network. Says whether the slip is genuine, not whether it is still good: the ledger knows that.
 * Faults: `slip_unreadable`, `slip_signature_invalid`.
 */
export function verifySlip(publicKeyRaw: Uint8Array, text: string): Result<Slip> {
  const parsed = parseSlip(text);
  if (!parsed.ok) return parsed;
  const { slip, body, signature } = parsed.value;
  const genuine = verify(null, Buffer.concat([purpose, body]), ed25519PublicKey(publicKeyRaw), signature);
  return genuine ? succeed(slip) : fail(fault('slip_signature_invalid'));
}

function ed25519PublicKey(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
