/** What the live feed has told so far. Pure: messages in, state out. */

import type { OneTimeCode } from '#shared/wire/desk-api.ts';
import type { DeviceRow } from '#shared/wire/device-api.ts';
import type { BayState, ZoneState } from '#shared/wire/floor-api.ts';
import type { LiveMessage } from '#shared/wire/live.ts';

export interface LiveState {
  readonly link: 'connecting' | 'open' | 'lost';
  /** Gateway time of the newest message, epoch ms; null before the first. */
  readonly at: number | null;
  /**
   * This browser's clock minus the gateway's, in ms: the smallest difference seen on this connection, so that a message
   * that took long reads as old rather than as a clock that is off.
   */
  readonly skewMs: number;
  /** Of the whole site, 0 to 1; null before the first beat. */
  readonly completeness: number | null;
  readonly zones: ReadonlyMap<string, ZoneState>;
  readonly bays: ReadonlyMap<string, BayState>;
  readonly devices: ReadonlyMap<string, DeviceRow>;
  readonly codes: readonly OneTimeCode[] | null;
}

export const emptyLiveState: LiveState = {
  link: 'connecting',
  at: null,
  skewMs: 0,
  completeness: null,
  zones: new Map(),
  bays: new Map(),
  devices: new Map(),
  codes: null,
};

/** The state after a message that arrived at `receivedAt` by this browser's clock. */
export function withMessage(state: LiveState, message: LiveMessage, receivedAt: number): LiveState {
  const difference = receivedAt - message.at;
  const first = message.type === 'hello' || state.at === null;
  const next: LiveState = {
    ...state,
    link: 'open',
    at: first ? message.at : Math.max(state.at ?? 0, message.at),
    skewMs: first ? difference : Math.min(state.skewMs, difference),
  };
  switch (message.type) {
    case 'hello':
      return next;
    case 'beat':
      return { ...next, completeness: message.completeness };
    case 'zones':
      return { ...next, zones: merged(state.zones, message.zones, (zone) => zone.zoneId) };
    case 'bays':
      return { ...next, bays: merged(state.bays, message.bays, (bay) => bay.bayId) };
    case 'devices':
      return { ...next, devices: merged(state.devices, message.devices, (device) => device.deviceId) };
    case 'codes':
      return { ...next, codes: message.codes };
  }
}

/** How old the picture is at `now` (browser clock), in ms, never negative; null before the first message. */
export function ageMsOf(state: LiveState, now: number): number | null {
  return state.at === null ? null : Math.max(0, now - state.skewMs - state.at);
}

function merged<Item>(known: ReadonlyMap<string, Item>, changed: readonly Item[], keyOf: (item: Item) => string) {
  const next = new Map(known);
  for (const item of changed) next.set(keyOf(item), item);
  return next;
}
