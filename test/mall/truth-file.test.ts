import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendTruth, resumeTruth } from './truth-file.ts';
import type { TruthMinute, TruthPast } from './truth-record.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truth-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const minute = (at: number): TruthMinute => ({
  kind: 'minute',
  at,
  until: at + 60_000,
  inside: 3,
  zones: { hall: 3 },
  lines: { door: [4, 1] },
  bays: ['bay-1'],
});

test('a run finds how the last one ended, behind whatever else it wrote', () => {
  const file = join(folder, 'truth.ndjson');
  expect(resumeTruth(file)).toBeNull();
  appendTruth(file, [minute(0), minute(60_000)]);
  appendTruth(file, [{ kind: 'bay', at: 130_000, bay: 'bay-1', occupied: false }]);
  expect(resumeTruth(file)).toEqual(minute(60_000));
});

test('history that no run has gone on with is how the mall was left', () => {
  const file = join(folder, 'truth.ndjson');
  const { inside, zones, bays } = minute(0);
  const past: TruthPast = { kind: 'past', at: 0, until: 120_000, inside, zones, bays };
  appendTruth(file, [past, { kind: 'start', at: 120_000, site: 'small', seed: 1, pace: 1, resumed: true }]);
  expect(resumeTruth(file)).toEqual(past);
  appendTruth(file, [minute(120_000)]);
  expect(resumeTruth(file)).toEqual(minute(120_000));
});

test('a line that the end of the machine tore is passed over', () => {
  const file = join(folder, 'truth.ndjson');
  appendTruth(file, [minute(0), minute(60_000)]);
  appendFileSync(file, JSON.stringify(minute(120_000)).slice(0, 50));
  expect(resumeTruth(file)).toEqual(minute(60_000));
  appendTruth(file, [minute(180_000)]);
  expect(resumeTruth(file)).toEqual(minute(180_000));
});
