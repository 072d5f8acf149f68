/**
 * The bytes of a slip, as docs/slip.md states them: a CBOR array (RFC 8949, deterministic encoding), then an Ed25519
 * signature of 64 bytes, all in Base45 so that a QR code takes it in alphanumeric mode. Signing and verifying need
 * node:crypto and live in shared/node/slip-signature.ts.
 */
import { decode, encode } from 'cborg';
import { z } from 'zod';
import { fault } from '../domain/faults.ts';
import type { OpId } from '../domain/ids.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { Slip } from '../domain/slip.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { deskId, kioskId, sku } from './fields.ts';

export const slipVersion = 1;
const signatureBytes = 64;
/** Three names of 64 characters and all else; nothing longer is worth decoding. */
const slipTextMax = 512;

/** A slip taken apart, not yet believed. */
export interface SignedSlip {
  readonly slip: Slip;
  readonly body: Uint8Array;
  readonly signature: Uint8Array;
}

const bytes = (length: number) => z.instanceof(Uint8Array).refine((value) => value.length === length);
const seconds = z.int().min(0).max(0xffff_ffff);
const slipBody = z.tuple([
  z.literal(slipVersion),
  bytes(16),
  kioskId,
  deskId,
  sku,
  z.int().min(1).max(255),
  bytes(4),
  seconds,
  seconds,
]);

/** What is signed. Equal slips have equal bytes. */
export function encodeSlipBody(slip: Slip): Uint8Array {
  return encode([
    slipVersion,
    bytesOf(slip.opId.replaceAll('-', '')),
    slip.kioskId,
    slip.deskId,
    slip.sku,
    slip.units,
    bytesOf(slip.memberReference),
    slip.issuedAt / 1_000,
    slip.expiresAt / 1_000,
  ]);
}

export function formatSlip(body: Uint8Array, signature: Uint8Array): string {
  const joined = new Uint8Array(body.length + signature.length);
  joined.set(body);
  joined.set(signature, body.length);
  return encodeBase45(joined);
}

/** `slip_unreadable` for anything but one well-formed slip in its one deterministic form. */
export function parseSlip(text: string): Result<SignedSlip> {
  const joined = text.length > slipTextMax ? null : decodeBase45(text);
  if (joined === null || joined.length <= signatureBytes) return fail(fault('slip_unreadable'));
  const body = joined.slice(0, -signatureBytes);
  const parsed = slipBody.safeParse(decodeBody(body));
  if (!parsed.success) return fail(fault('slip_unreadable'));
  const [, op, kiosk, desk, gift, units, reference, issuedS, expiresS] = parsed.data;
  const slip: Slip = {
    opId: uuidOf(op),
    kioskId: kiosk,
    deskId: desk,
    sku: gift,
    units,
    memberReference: hexOf(reference),
    issuedAt: issuedS * 1_000,
    expiresAt: expiresS * 1_000,
  };
  return succeed({ slip, body, signature: joined.slice(-signatureBytes) });
}

function decodeBody(body: Uint8Array): unknown {
  try {
    return decode(body, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    });
  } catch {
    // cborg throws for every malformation; to us they are one: not a slip.
    return null;
  }
}

function uuidOf(op: Uint8Array): OpId {
  return hexOf(op).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as OpId;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(value: Uint8Array): string {
  return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
