import { expect, test } from 'vitest';
import { idleDefaults, idlePhase } from './idle.ts';

const phone = { name: 'phone', purpose: { kind: 'identify' }, entry: '' } as const;
const home = { name: 'home', giftPage: 0 } as const;

test.each([
  [0, { name: 'active' }],
  [29_999, { name: 'active' }],
  [30_000, { name: 'counting', secondsLeft: 15 }],
  [30_001, { name: 'counting', secondsLeft: 15 }],
  [44_001, { name: 'counting', secondsLeft: 1 }],
  [45_000, { name: 'over' }],
])('%d ms without a touch', (idleMs, phase) => {
  expect(idlePhase(phone, 1_000, 1_000 + idleMs, idleDefaults)).toEqual(phase);
});

test('the attract screen waits for ever, the goodbye does not', () => {
  expect(idlePhase({ name: 'attract' }, 0, 1e12, idleDefaults).name).toBe('active');
  expect(idlePhase({ name: 'leave' }, 0, 3_999, idleDefaults).name).toBe('active');
  expect(idlePhase({ name: 'leave' }, 0, 4_000, idleDefaults).name).toBe('over');
});

test('a balance may be hidden sooner than a form', () => {
  const settings = { ...idleDefaults, quietAfterBalanceMs: 10_000 };
  expect(idlePhase(home, 0, 10_000, settings).name).toBe('counting');
  expect(idlePhase(phone, 0, 10_000, settings).name).toBe('active');
});

test('a clock that was set back does not wipe anybody', () => {
  expect(idlePhase(phone, 50_000, 0, idleDefaults).name).toBe('active');
});
