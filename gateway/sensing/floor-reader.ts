/** Answers what screens ask of the floor: its state and heat now or in the last 24 hours, and its history. */
import type { FloorReader } from '#gateway/ports/sensing.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { FloorHeat } from './floor-heat.ts';
import { footfallOf, zoneHistoryOf } from './floor-history.ts';
import { type FloorKeeper, momentOf } from './floor-keeper.ts';

export function createFloorReader(parts: { keeper: FloorKeeper; heat: FloorHeat; clock: Clock }): FloorReader {
  const { keeper, heat, clock } = parts;
  return {
    state(at) {
      const now = clock.now();
      const moment = momentOf(at, now);
      const figures = keeper.figures(moment, now);
      return {
        at: moment ?? now,
        live: moment === null,
        completeness: figures.completeness(),
        zones: figures.zones(),
        bays: figures.bays(),
      };
    },
    heat(levelId, at) {
      const now = clock.now();
      const moment = momentOf(at, now);
      return heat.frame(levelId, keeper.figures(moment, now), moment ?? now);
    },
    zoneHistory: (zoneId, fromAt, toAt, stepMs) =>
      zoneHistoryOf(keeper.history(clock.now()), zoneId, fromAt, toAt, stepMs),
    footfall: () => footfallOf(keeper.history(clock.now())),
    parking() {
      const now = clock.now();
      return { at: now, zones: keeper.figures(null, now).parking() };
    },
  };
}
