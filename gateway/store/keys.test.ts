import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MemberId } from '#shared/domain/ids.ts';
import { sealPhone } from '#shared/node/phone.ts';
import { openKeyring, type StoredKeyring } from './keys.ts';
import { openLoyaltyStore } from './loyalty-store.ts';

const member = '7f0e2c1a-9b3d-4e5f-8a6b-0c1d2e3f4a5b' as MemberId;
const other = '00000000-9b3d-4e5f-8a6b-0c1d2e3f4a5b' as MemberId;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'atrium-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function open(name = 'keys.json'): StoredKeyring {
  const opened = openKeyring(join(dir, name));
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}

describe('keyring', () => {
  test('keys are made once and only their owner may read them', () => {
    const first = open();
    const second = open();
    expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(second).toMatchObject({
      fingerprint: first.fingerprint,
      phoneKey: first.phoneKey,
      sealingKey: first.sealingKey,
      slipKey: first.slipKey,
    });
  });

  test('a phone is encrypted anew each time, and for one member only', () => {
    const keys = open();
    const row = keys.encryptPhone(member, '+8613800138000');
    expect(keys.decryptPhone(member, row)).toBe('+8613800138000');
    expect(Buffer.from(keys.encryptPhone(member, '+8613800138000'))).not.toEqual(Buffer.from(row));
    expect(Buffer.from(row).includes('138')).toBe(false);
    expect(() => keys.decryptPhone(other, row)).toThrow();
    expect(() => open('others.json').decryptPhone(member, row)).toThrow();
  });

  test('what a kiosk seals to the published key, the keyring opens', () => {
    const keys = open();
    const sealed = sealPhone(Buffer.from(keys.sealingKey, 'base64'), '+8613800138000');
    expect(keys.openPhone(sealed)).toEqual({ ok: true, value: '+8613800138000' });
    expect(open('others.json').openPhone(sealed).ok).toBe(false);
  });

  test('a damaged or unreadable file is one clear fault, and is never replaced', () => {
    const file = join(dir, 'broken.json');
    writeFileSync(file, '{"version":1}');
    expect(openKeyring(file)).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
    expect(openKeyring(dir)).toMatchObject({ ok: false, fault: { code: 'store_failed' } });
  });

  test('a ledger refuses keys that are not its own', () => {
    const file = join(dir, 'ledger.sqlite');
    const store = openLoyaltyStore(file, open().fingerprint);
    if (store.ok) store.value.close();
    expect(openLoyaltyStore(file, open('others.json').fingerprint)).toMatchObject({
      ok: false,
      fault: { code: 'store_failed', detail: expect.stringContaining('other keys') },
    });
    expect(openLoyaltyStore(file, open().fingerprint).ok).toBe(true);
  });
});
