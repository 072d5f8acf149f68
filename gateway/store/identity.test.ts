import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { type Identities, openIdentities } from './identity.ts';

let identities: Identities;

beforeEach(() => {
  const opened = openIdentities(':memory:');
  if (!opened.ok) throw new Error(opened.fault.detail);
  identities = opened.value;
});
afterEach(() => identities.close());

describe('credentials', () => {
  test('a machine is known by its secret, and only under its own kind and name', () => {
    const { secret } = identities.provision('device', 'counter-1', null);
    expect(identities.verifyMachine('device', 'counter-1', secret)).toEqual({
      ok: true,
      value: { kind: 'device', name: 'counter-1' },
    });
    for (const [kind, name, given] of [
      ['device', 'counter-1', `${secret}x`],
      ['device', 'counter-2', secret],
      ['kiosk', 'counter-1', secret],
    ] as const) {
      expect(identities.verifyMachine(kind, name, given)).toMatchObject({
        ok: false,
        fault: { code: 'credential_wrong' },
      });
    }
  });

  test('a person signs in with role, a wrong secret or name gives the same answer', async () => {
    const { secret } = identities.provision('user', 'wang', 'ops');
    expect(secret).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await identities.verifyPerson('wang', secret)).toEqual({
      ok: true,
      value: { kind: 'user', name: 'wang', role: 'ops' },
    });
    const wrongSecret = await identities.verifyPerson('wang', 'nonsense');
    expect(wrongSecret).toMatchObject({ ok: false });
    expect(await identities.verifyPerson('nobody', secret)).toEqual(wrongSecret);
  });

  test('provisioning again replaces the secret', () => {
    const first = identities.provision('device', 'counter-1', null);
    const second = identities.provision('device', 'counter-1', null);
    expect(identities.verifyMachine('device', 'counter-1', first.secret).ok).toBe(false);
    expect(identities.verifyMachine('device', 'counter-1', second.secret).ok).toBe(true);
  });
});

describe('sessions', () => {
  test('a session lives until it is closed or too old', () => {
    const session = identities.openSession({ kind: 'user', name: 'wang', role: 'ops' }, 'ops', null, 1_000);
    expect(identities.findSession(session.token, 2_000)).toEqual(session);
    expect(identities.findSession(session.token, 1_001 + limits.sessionAgeMaxMs)).toBeNull();
    expect(identities.findSession('other', 2_000)).toBeNull();
    identities.closeSession(session.token);
    expect(identities.findSession(session.token, 2_000)).toBeNull();
  });
});
