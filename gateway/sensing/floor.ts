/**
 * The living floor: takes what was stored, keeps the windows, and tells screens what changed.
 *
 * stored batch -> windows (aggregate/) -> at most every 250 ms one step: changed zones and bays and the change of the
 * heat to the live feed; every few seconds the closed windows to their store.
 */
import type { FloorReader, ReadingStore, StoredBatch } from '#gateway/ports/sensing.ts';
import type { WindowStore } from '#gateway/ports/windows.ts';
import { secondMs } from '#shared/domain/calendar.ts';
import type { HeatField } from '#shared/domain/heat-field.ts';
import type { LevelId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { limits } from '../limits.ts';
import { planFloor } from './aggregate/floor-plan.ts';
import { createFloorHeat } from './floor-heat.ts';
import { FloorKeeper } from './floor-keeper.ts';
import { createFloorLive, type FloorLive } from './floor-live.ts';
import { createFloorReader } from './floor-reader.ts';

export interface FloorParts {
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  /** Closed by whoever opened it, after stop(). */
  readonly windowStore: WindowStore;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  /** One for each level. */
  readonly heatFields: ReadonlyMap<LevelId, HeatField>;
  /** Told when windows cannot be written. */
  readonly log?: Log;
}

export interface Floor {
  /** Takes a commit, after it is durable. Between start() and stop() only. */
  observe(batch: StoredBatch): void;
  /** One step at a moment: what start() lets happen every limits.liveTickMs. */
  tick(at: number): void;
  readonly reader: FloorReader;
  readonly live: FloorLive;
  /** Rebuilds the windows from the stored readings, then ticks. To be called before any batch can come. */
  start(): void;
  /** Stops ticking and writes the closed windows; those still open are made again from readings at the next start. */
  stop(): void;
}

export function createFloor(parts: FloorParts): Floor {
  const { site, windowStore, readings, clock } = parts;
  const plan = planFloor(site, parts.profiles);
  const { log = null } = parts;
  const keeper = new FloorKeeper({ plan, calendar: site.calendar, windowStore, readings, log }, clock.now());
  const heat = createFloorHeat(site, parts.heatFields);
  const live = createFloorLive({ keeper, heat, clock });
  const isBeatDue = every(secondMs);
  const isSaveDue = every(limits.windowsSaveMs);
  let timer: NodeJS.Timeout | null = null;
  let changed = true;

  function tick(at: number): void {
    changed = keeper.changeDay(at) || changed;
    const isBeat = isBeatDue(at);
    // Without news a look every second is enough: tags leave, devices fall silent, minutes pass.
    if (changed || isBeat) live.step(at, changed);
    if (isBeat) live.beat(at);
    changed = false;
    if (isSaveDue(at)) keeper.save(at);
  }

  return {
    observe(batch) {
      if (batch.readings.length === 0) return;
      keeper.observe(batch.readings);
      changed = true;
    },
    tick,
    reader: createFloorReader({ keeper, heat, clock }),
    live,
    start() {
      keeper.start(clock.now());
      timer = setInterval(() => tick(clock.now()), limits.liveTickMs);
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      keeper.save(clock.now());
    },
  };
}

/** True at most once in so many milliseconds; a clock that was set back does not stop it. */
function every(ms: number): (at: number) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (at) => {
    if (at >= last && at - last < ms) return false;
    last = at;
    return true;
  };
}
