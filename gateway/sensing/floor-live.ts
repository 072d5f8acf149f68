/** Tells screens what changed on the floor, and only that: one step at a time, whoever listens. */
import type { LiveFeed, LiveListener } from '#gateway/ports/sensing.ts';
import { minuteMs } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { LiveMessage } from '#shared/wire/live.ts';
import type { FloorHeat } from './floor-heat.ts';
import type { FloorKeeper } from './floor-keeper.ts';

/** The live feed, to which other stages add their messages (devices, codes). */
export interface FloorLive extends LiveFeed {
  publish(message: LiveMessage): void;
}

/** What the floor itself does with its feed. */
export interface FloorVoice extends FloorLive {
  /** Looks for zones and bays that changed since the last step, and draws the heat again where `redraw`. */
  step(at: number, redraw: boolean): void;
  /** Says how fresh and how complete the floor is. */
  beat(at: number): void;
}

export function createFloorLive(parts: { keeper: FloorKeeper; heat: FloorHeat; clock: Clock }): FloorVoice {
  const { keeper, heat, clock } = parts;
  const listeners = new Set<LiveListener>();
  const told = new Map<string, string>();
  let drawnMinute = 0;

  function publish(message: LiveMessage): void {
    for (const listener of listeners) listener.message(message);
  }

  /** Those of which something else was told before. */
  function newsOf<State>(states: readonly State[], idOf: (state: State) => string): State[] {
    return states.filter((state) => {
      const text = JSON.stringify(state);
      const isNews = told.get(idOf(state)) !== text;
      told.set(idOf(state), text);
      return isNews;
    });
  }

  return {
    publish,
    step(at, redraw) {
      const figures = keeper.figures(null, at);
      const zones = newsOf(figures.zones(), (zone) => `zone ${zone.zoneId}`);
      if (zones.length > 0) publish({ type: 'zones', at, zones });
      const bays = newsOf(keeper.takeTouchedBays().map(figures.bay), (bay) => `bay ${bay.bayId}`);
      if (bays.length > 0) publish({ type: 'bays', at, bays });
      // Lines cool down minute by minute, whether or not somebody crosses one.
      const minute = Math.floor(at / minuteMs);
      if (!redraw && minute === drawnMinute) return;
      drawnMinute = minute;
      heat.step(figures, at, (levelId, delta) => {
        for (const listener of listeners) listener.heat(levelId, delta);
      });
    },
    beat(at) {
      publish({ type: 'beat', at, completeness: keeper.figures(null, at).completeness() });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) heat.rest();
      };
    },
    snapshot() {
      const at = clock.now();
      const figures = keeper.figures(null, at);
      return [
        { type: 'beat', at, completeness: figures.completeness() },
        { type: 'zones', at, zones: figures.zones() },
        { type: 'bays', at, bays: figures.bays() },
      ];
    },
    heatKeyFrame(levelId) {
      const at = clock.now();
      return heat.watch(levelId, keeper.figures(null, at), at);
    },
  };
}
