/** Heat pictures of the levels: what is shown of each, numbered, so that screens can be sent the changes only. */
import { fault } from '#shared/domain/faults.ts';
import type { HeatField } from '#shared/domain/heat-field.ts';
import type { LevelId, LineId, ZoneId } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { encodeDelta, encodeKeyFrame, type HeatPicture } from '#shared/wire/heat-frame.ts';

export interface HeatFigures {
  peopleByZone(): ReadonlyMap<ZoneId, number>;
  activityByLine(): ReadonlyMap<LineId, number>;
}

export interface FloorHeat {
  /** A key frame of the figures, of no sequence: number 0. Fault: level_unknown. */
  frame(levelId: LevelId, figures: HeatFigures, at: number): Result<Uint8Array>;
  /** The key frame that the next delta follows; from now on the level is drawn at every step. Unknown level: a bug. */
  watch(levelId: LevelId, figures: HeatFigures, at: number): Uint8Array;
  /** Draws the watched levels; tells each delta, before it becomes the picture that `watch` answers. */
  step(figures: HeatFigures, at: number, tell: (levelId: LevelId, delta: Uint8Array) => void): void;
  /** Nobody looks any more. */
  rest(): void;
}

export function createFloorHeat(site: Site, fields: ReadonlyMap<LevelId, HeatField>): FloorHeat {
  const watched = new Map<LevelId, HeatPicture>();

  function draw(levelId: LevelId, figures: HeatFigures, at: number, number: number): HeatPicture | null {
    const field = fields.get(levelId);
    if (field === undefined) return null;
    return {
      levelIndex: site.levels.findIndex((level) => level.id === levelId),
      number,
      at,
      columns: field.grid.columns,
      rows: field.grid.rows,
      cells: field.render(figures.peopleByZone(), figures.activityByLine()),
    };
  }

  return {
    frame(levelId, figures, at) {
      const picture = draw(levelId, figures, at, 0);
      if (picture === null) return fail(fault('level_unknown', `The site has no level "${levelId}".`));
      return succeed(encodeKeyFrame(picture));
    },
    watch(levelId, figures, at) {
      const picture = watched.get(levelId) ?? draw(levelId, figures, at, 0);
      if (picture === null) throw new Error(`no heat field of level ${levelId}`);
      watched.set(levelId, picture);
      return encodeKeyFrame(picture);
    },
    step(figures, at, tell) {
      for (const [levelId, before] of watched) {
        const after = draw(levelId, figures, at, (before.number + 1) % 2 ** 32);
        if (after === null || isSame(before.cells, after.cells)) continue;
        tell(levelId, encodeDelta(before, after));
        watched.set(levelId, after);
      }
    },
    rest() {
      watched.clear();
    },
  };
}

function isSame(before: Uint8Array, after: Uint8Array): boolean {
  return before.every((cell, index) => cell === after[index]);
}
