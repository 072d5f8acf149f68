/**
 * How a crowd spreads over walkable ground: diffusion on the grid, step by step to open neighbours. It is the Gaussian
 * of walking distance (the heat equation's kernel: after time t its variance is 2Dt), keeps every person, and cannot
 * pass a wall, because there is no step through one.
 */
import { neighboursOf, type WalkableGrid } from './walkable-grid.ts';

/** Shares of one crowd by cell; they sum to 1. Sparse, since a crowd covers a small part of a level. */
export interface Kernel {
  readonly cells: Int32Array;
  readonly shares: Float64Array;
}

/** Part that a cell hands to each open neighbour in a step; at most 0.25, beyond which four neighbours drain it. */
const exchange = 0.2;

/** Shares too small to show on any picture: a millionth of a crowd in a cell. */
const negligibleShare = 1e-6;

/** Every two cells with an open side between them, once, one after the other: where people may step. */
export type Steps = Int32Array;

/** The steps within the cells of one zone; null for all of the level. */
export function stepsWithin(grid: WalkableGrid, zone: number | null): Steps {
  const pairs: number[] = [];
  for (const [cell, owner] of grid.zoneOf.entries()) {
    if (owner < 0 || (zone !== null && owner !== zone)) continue;
    for (const neighbour of neighboursOf(grid, cell)) {
      if (neighbour > cell && (zone === null || grid.zoneOf[neighbour] === zone)) pairs.push(cell, neighbour);
    }
  }
  return Int32Array.from(pairs);
}

/** Spreads people, given by cell, over a distance whose standard deviation is `sigmaCells` cell edges in the open. */
export function spread(people: Float64Array, steps: Steps, sigmaCells: number): Float64Array {
  const rounds = Math.round(sigmaCells ** 2 / (2 * exchange));
  const now = people.slice();
  const flow = new Float64Array(steps.length / 2);
  for (let round = 0; round < rounds; round += 1) {
    // All flows follow from the same moment, then all happen: the order of cells must not matter.
    for (let index = 0; index < flow.length; index += 1) {
      flow[index] = exchange * ((now[steps[2 * index] ?? 0] ?? 0) - (now[steps[2 * index + 1] ?? 0] ?? 0));
    }
    for (let index = 0; index < flow.length; index += 1) {
      const moved = flow[index] ?? 0;
      const here = steps[2 * index] ?? 0;
      const there = steps[2 * index + 1] ?? 0;
      now[here] = (now[here] ?? 0) - moved;
      now[there] = (now[there] ?? 0) + moved;
    }
  }
  return now;
}

/** A kernel of the people in the cells of a level, whatever their number. */
export function kernelOf(people: Float64Array): Kernel {
  const total = sum(people);
  const cells: number[] = [];
  people.forEach((value, cell) => {
    if (value > total * negligibleShare) cells.push(cell);
  });
  const kept = cells.map((cell) => people[cell] ?? 0);
  const keptTotal = sum(kept);
  return { cells: Int32Array.from(cells), shares: Float64Array.from(kept, (value) => value / keptTotal) };
}

/** Adds a crowd of some size to the people by cell. */
export function addCrowd(people: Float64Array, { cells, shares }: Kernel, size: number): void {
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? 0;
    people[cell] = (people[cell] ?? 0) + size * (shares[index] ?? 0);
  }
}

function sum(values: { reduce(add: (total: number, value: number) => number, from: number): number }): number {
  return values.reduce((total, value) => total + value, 0);
}
