/** The floor of the small mall over real stores in a folder of its own, with a clock that stands until it is set. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadingStore, type WritableReadingStore } from '#gateway/store/readings.ts';
import { openWindows, type Windows } from '#gateway/store/windows.ts';
import { fault } from '#shared/domain/faults.ts';
import type { HeatField } from '#shared/domain/heat-field.ts';
import type { LevelId, LineId, ZoneId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { fail } from '#shared/domain/result.ts';
import type { SiteCalendar } from '#shared/domain/site.ts';
import { silentLog } from '#shared/node/log.ts';
import type { ZoneState } from '#shared/wire/floor-api.ts';
import { shanghai, smallMall } from './aggregate/small-mall.fixture.ts';
import { createFloor, type Floor } from './floor.ts';

export const noon = Date.parse('2026-11-22T12:00:00+08:00');
export const hall = 'hall' as ZoneId;
export const ground = '1f' as LevelId;

/** Two cells instead of a floor: people in the hall, and crossings of the door. */
const field: HeatField = {
  grid: { origin: [0, 0], cellM: 1, columns: 2, rows: 1 },
  people: (people, activity) => Float64Array.of(people.get(hall) ?? 0, activity.get('door' as LineId) ?? 0),
  render: (people, activity) => Uint8Array.from(field.people(people, activity)),
};

interface Running {
  readonly readings: WritableReadingStore;
  readonly windowStore: Windows;
  readonly floor: Floor;
}

/** The parts stay the same object through restarts; everything before start() or after stop() throws. */
export class SmallFloor {
  readonly folder = mkdtempSync(join(tmpdir(), 'atrium-floor-'));
  now = noon;
  /** While true, the windows' store takes nothing. */
  isDiskFull = false;
  mall = smallMall();
  #running: Running | null = null;

  get floor(): Floor {
    return this.#parts().floor;
  }

  get windowStore(): Windows {
    return this.#parts().windowStore;
  }

  start(calendar: SiteCalendar = shanghai): void {
    this.mall = smallMall(calendar);
    const clock = { now: () => this.now };
    const readings = openReadingStore({ dir: join(this.folder, 'readings'), calendar, clock, log: silentLog });
    const windows = openWindows(join(this.folder, 'windows.sqlite'));
    if (!readings.ok || !windows.ok) throw new Error('a store does not open');
    const windowStore: Windows = {
      ...windows.value,
      write: (batch) =>
        this.isDiskFull ? fail(fault('store_failed', 'the disk is full')) : windows.value.write(batch),
    };
    const heatFields = new Map(this.mall.site.levels.map((level) => [level.id, field]));
    const floor = createFloor({ ...this.mall, windowStore, readings: readings.value, clock, heatFields });
    floor.start();
    this.#running = { readings: readings.value, windowStore, floor };
  }

  stop(): void {
    const { floor, windowStore, readings } = this.#parts();
    floor.stop();
    windowStore.close();
    readings.close();
    this.#running = null;
  }

  restart(calendar?: SiteCalendar): void {
    this.stop();
    this.start(calendar);
  }

  /** Stops where it runs, and deletes all that was stored. */
  end(): void {
    if (this.#running !== null) this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** What the pipeline does: store, then tell what was new. */
  store(...batch: Reading[]): void {
    const { readings, floor } = this.#parts();
    const isNew = readings.insert(batch);
    if (!isNew.ok) throw new Error(isNew.fault.detail);
    const stored = batch.filter((_, index) => isNew.value[index]);
    floor.observe({ readings: stored, repeats: new Map(), facts: [], rejected: [], gaps: [], fillings: [] });
  }

  /** Sets the clock and takes a step. */
  at(moment: number): void {
    this.now = moment;
    this.floor.tick(moment);
  }

  zone(zoneId: ZoneId, moment: number | null): ZoneState | undefined {
    return this.floor.reader.state(moment).zones.find((zone) => zone.zoneId === zoneId);
  }

  #parts(): Running {
    if (this.#running === null) throw new Error('the small floor does not run');
    return this.#running;
  }
}
