import { expect, test } from 'vitest';
import type { BayState } from '#shared/wire/floor-api.ts';
import { ageMsOf, emptyLiveState, withMessage } from './live-state.ts';

const bay = (bayId: string, occupied: boolean) => ({ bayId, occupied, since: null }) as unknown as BayState;

test('only what changed replaces what was known', () => {
  let state = withMessage(emptyLiveState, { type: 'bays', at: 1, bays: [bay('a', true), bay('b', false)] }, 1);
  state = withMessage(state, { type: 'bays', at: 2, bays: [bay('b', true)] }, 2);
  expect([...state.bays.values()].map((each) => each.occupied)).toEqual([true, true]);
});

test('a clock that is off does not read as age', () => {
  let state = withMessage(emptyLiveState, { type: 'hello', at: 1_000_000 }, 1_500_000);
  expect(ageMsOf(state, 1_500_400)).toBe(400);
  state = withMessage(state, { type: 'beat', at: 1_001_000, completeness: 1 }, 1_501_000);
  expect(ageMsOf(state, 1_501_600)).toBe(600);
});

test('a message that took long reads as old', () => {
  let state = withMessage(emptyLiveState, { type: 'hello', at: 0 }, 0);
  state = withMessage(state, { type: 'beat', at: 1_000, completeness: 1 }, 4_000);
  expect(ageMsOf(state, 4_000)).toBe(3_000);
});

test('nothing is known before the first message', () => {
  expect(ageMsOf(emptyLiveState, 5)).toBeNull();
  expect(emptyLiveState.link).toBe('connecting');
});
