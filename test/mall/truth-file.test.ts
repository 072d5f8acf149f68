import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendTruth, resumeTruth } from './truth-file.ts';
import type { TruthMinute } from './truth-record.ts';

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

test('a line that the end of the machine tore is passed over', () => {
  const file = join(folder, 'truth.ndjson');
  appendTruth(file, [minute(0), minute(60_000)]);
  appendFileSync(file, JSON.stringify(minute(120_000)).slice(0, 50));
  expect(resumeTruth(file)).toEqual(minute(60_000));
  appendTruth(file, [minute(180_000)]);
  expect(resumeTruth(file)).toEqual(minute(180_000));
});
