import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskId, KioskId, OpId, Sku } from '../domain/ids.ts';
import type { Slip } from '../domain/slip.ts';
import { encodeSlipBody } from '../wire/slip.ts';
import { signSlip, verifySlip } from './slip-signature.ts';

// The secret key of RFC 8032, section 7.1, test 1, in the PKCS #8 wrapping of RFC 8410.
const privateKey = createPrivateKey({
  key: Buffer.from(
    '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'hex',
  ),
  format: 'der',
  type: 'pkcs8',
});
const publicKeyRaw = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');

const slip: Slip = {
  opId: '0b6f2c1e-5a4d-4c3b-8a29-1f0e9d8c7b6a' as OpId,
  kioskId: 'kiosk-1' as KioskId,
  deskId: 'desk-2' as DeskId,
  sku: 'coffee' as Sku,
  units: 1,
  memberReference: '7f0e2c1a',
  issuedAt: 1_795_312_800_000,
  expiresAt: 1_795_442_400_000,
};

/** A line of the test vector in docs/slip.md, so that document and program cannot drift apart. */
function documented(name: string): string {
  const page = readFileSync(new URL('../../docs/slip.md', import.meta.url), 'utf8');
  return new RegExp(`^${name} {2,}(.+)$`, 'm').exec(page)?.[1] ?? '';
}

describe('slip', () => {
  test('the vector of docs/slip.md', () => {
    const text = documented('slip');
    expect(Buffer.from(encodeSlipBody(slip)).toString('hex')).toBe(documented('body'));
    expect(signSlip(privateKey, slip)).toBe(text);
    expect(verifySlip(Buffer.from(documented('public key'), 'hex'), text)).toEqual({ ok: true, value: slip });
  });

  test('what is printed fits a QR code of version 8-M (221 characters, ISO/IEC 18004 table 7)', () => {
    expect(signSlip(privateKey, { ...slip, sku: 'a-gift-with-a-long-name' as Sku }).length).toBeLessThanOrEqual(221);
  });

  test('every slip comes back; every changed character is seen', () => {
    const slips = fc.record({
      opId: fc.uuid().map((id) => id as OpId),
      sku: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,63}$/).map((name) => name as Sku),
      units: fc.integer({ min: 1, max: 255 }),
      memberReference: fc.stringMatching(/^[0-9a-f]{8}$/),
    });
    fc.assert(
      fc.property(
        slips,
        fc.nat(),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
        (part, at, other) => {
          const whole = { ...slip, ...part };
          const good = signSlip(privateKey, whole);
          expect(verifySlip(publicKeyRaw, good)).toEqual({ ok: true, value: whole });
          const place = at % good.length;
          const bad = good.slice(0, place) + other + good.slice(place + 1);
          if (bad !== good) expect(verifySlip(publicKeyRaw, bad).ok).toBe(false);
        },
      ),
    );
  });

  test('a slip of another gateway is not ours', () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const result = verifySlip(publicKeyRaw, signSlip(other, slip));
    expect(result).toMatchObject({ ok: false, fault: { code: 'slip_signature_invalid' } });
  });

  test.each(['', 'hello', 'AM13Z1RP1N6SX9SFRMTRC3MQ3YJJVTS', ':::', '0'.repeat(600)])(
    'what is no slip is unreadable: %.40s',
    (scanned) =>
      expect(verifySlip(publicKeyRaw, scanned)).toMatchObject({ ok: false, fault: { code: 'slip_unreadable' } }),
  );
});
