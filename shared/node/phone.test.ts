import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPhone, normalisePhone, openPhone, sealPhone } from './phone.ts';

function rawKey(privateKey: KeyObject): Buffer {
  return Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
}

describe('phone', () => {
  test.each([
    ['138 0013 8000', '+8613800138000'],
    ['13800138000', '+8613800138000'],
    ['+86-138-0013-8000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['+852 5123 4567', '+85251234567'],
    ['+49 151 23456789', '+4915123456789'],
  ])('%s is %s', (typed, e164) => expect(normalisePhone(typed)).toBe(e164));

  test.each(['', '12345', '010 6552 9988', '1380013800', 'call 13800138000 now', '+8612345678901'])(
    '%s is no mobile number',
    (typed) => expect(normalisePhone(typed)).toBeNull(),
  );

  test('a hash depends on the key and on the number', () => {
    const key = Buffer.alloc(32, 1);
    expect(hashPhone(key, '+8613800138000')).toMatch(/^[0-9a-f]{64}$/);
    expect(hashPhone(key, '+8613800138000')).not.toBe(hashPhone(key, '+8613800138001'));
    expect(hashPhone(key, '+8613800138000')).not.toBe(hashPhone(Buffer.alloc(32, 2), '+8613800138000'));
  });

  test('a sealed number opens with its key only, and never looks the same twice', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    const sealed = sealPhone(rawKey(privateKey), '+8613800138000');
    expect(openPhone(privateKey, sealed)).toEqual({ ok: true, value: '+8613800138000' });
    expect(sealPhone(rawKey(privateKey), '+8613800138000')).not.toBe(sealed);
    expect(openPhone(generateKeyPairSync('x25519').privateKey, sealed).ok).toBe(false);
  });

  test('sealed numbers of different length are equally long', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    expect(sealPhone(rawKey(privateKey), '+85251234567')).toHaveLength(
      sealPhone(rawKey(privateKey), '+8613800138000').length,
    );
  });

  test('every damaged byte is seen', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    const sealed = Buffer.from(sealPhone(rawKey(privateKey), '+8613800138000'), 'base64');
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Buffer.from(sealed);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(openPhone(privateKey, damaged.toString('base64')).ok, `byte ${at}`).toBe(false);
    }
    expect(openPhone(privateKey, 'nonsense').ok).toBe(false);
  });
});
