import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatProblem } from './config-problem.ts';
import { drawDemoSite } from './draw-demo-site/demo-site.ts';
import { loadSite, profilesFolder } from './load-site.ts';

const drawn = drawDemoSite();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atrium-site-'));
  for (const [file, text] of drawn) writeFileSync(join(folder, file), text);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The lines that an operator would read. */
function problemsOf(path: string = folder, profiles: string = profilesFolder): readonly string[] {
  const loaded = loadSite(path, profiles);
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
}

/** Replaces the first occurrence; a test whose edit changes nothing would prove nothing. */
function edit(file: string, from: string | RegExp, to: string): void {
  const before = drawn.get(file) ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${from}`);
  writeFileSync(join(folder, file), after);
}

describe('a site that is right', () => {
  test('is loaded by its folder or by its site.json', () => {
    const loaded = loadSite(join(folder, 'site.json'));
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.value.site.id).toBe('demo');
    expect(loaded.value.profiles.size).toBe(12);
    expect(loaded.value.site.levels.map(({ id }) => id)).toEqual(['p', '1f', '2f', '3f']);
  });
});

describe('files', () => {
  test('no folder', () => {
    expect(problemsOf(join(folder, 'nowhere'))).toEqual([`${join(folder, 'nowhere')}: there is no such folder`]);
  });

  test('a missing file, a file that is not JSON and a wrong type are reported together, a line each', () => {
    rmSync(join(folder, 'bays.geojson'));
    writeFileSync(join(folder, 'lines.geojson'), '{"type":\n oops');
    edit('site.json', '"points": 1200', '"points": "many"');
    const problems = problemsOf();
    expect(problems).toHaveLength(3);
    expect(problems).toContain('site.json: gifts[0].points: expected number, received string');
    expect(problems).toContain('bays.geojson: the file is missing');
    expect(problems.filter((line) => line.startsWith('lines.geojson: not JSON: '))).toHaveLength(1);
    for (const line of problems) expect(line).not.toContain('\n');
  });

  test('a misspelt field of the extension, a time that is none, a zone that is none', () => {
    edit('zones.geojson', '"capacity_people"', '"capacity_peple"');
    edit('site.json', '"10:00"', '"25:00"');
    const problems = problemsOf();
    expect(problems).toContain('site.json: calendar.opensAt: expected a time of day, HH:MM');
    expect(problems).toContain(
      'zones.geojson: features[0].properties.capacity_people: expected number, received undefined',
    );
    expect(problems).toContain('zones.geojson: features[0].properties: unrecognized key: "capacity_peple"');
  });

  test('a feature that refers to none', () => {
    edit('unit.geojson', /"level_id":"[^"]*"/, '"level_id":"00000000-0000-5000-8000-000000000000"');
    expect(problemsOf()).toEqual([
      'unit.geojson: features[0].properties.level_id: there is no feature 00000000-0000-5000-8000-000000000000',
    ]);
  });

  test('a device model in the wrong file', () => {
    const profiles = mkdtempSync(join(tmpdir(), 'atrium-profiles-'));
    writeFileSync(join(profiles, 'other.json'), '{"id": "pos"}');
    const problems = problemsOf(folder, profiles);
    expect(problems).toContain('profiles/other.json: vendor: expected string, received undefined');
    rmSync(profiles, { recursive: true });
  });
});

describe('references', () => {
  test.each([
    [
      'zones.geojson',
      '"atrium_id":"p-south-east"',
      '"atrium_id":"p-south-west"',
      'features[1].properties.atrium_id: "p-south-west" is the name of another feature of this file',
    ],
    [
      'lines.geojson',
      '"from":"p-south-east"',
      '"from":"attic"',
      'features[0].properties.from: there is no zone "attic"',
    ],
    [
      'lines.geojson',
      '"kind":"passage"',
      '"kind":"door"',
      'features[0].properties.kind: a door leads outside; between zones it is a passage',
    ],
    [
      'bays.geojson',
      '"zone":"p-south-west"',
      '"zone":"1f-atrium"',
      'features[0].properties.zone: zone "1f-atrium" lies on level "1f"',
    ],
    [
      'devices.geojson',
      '"profile":"xovis-pc2se"',
      '"profile":"xovis-pc9"',
      'features[0].properties.profile: there is no profile "xovis-pc9"',
    ],
    [
      'devices.geojson',
      '"foreign_id":"80:1F:12:D0:42:02"',
      '"foreign_id":"80:1f:12:d0:42:01"',
      'features[1].properties.foreign_id: "80:1f:12:d0:42:01" is that of another device',
    ],
    [
      'devices.geojson',
      '{"1":{"line":"1f-atrium-south"}}',
      '{"1":{"line":"1f-atrium-down"}}',
      'features[0].properties.channels.1.line: there is no line "1f-atrium-down"',
    ],
    [
      'devices.geojson',
      '{"1":{"line":"1f-atrium-south"}}',
      '{"1":{"bay":"p-001"}}',
      'features[0].properties.channels.1.bay: a xovis-pc2se cannot watch a bay',
    ],
    [
      'devices.geojson',
      '{"1":{"line":"1f-atrium-south"}}',
      '{"1":{"line":"1f-atrium-west"}}',
      'channels.1.line: line "1f-atrium-west" is watched by "counter-1f-atrium-south" already',
    ],
    ['devices.geojson', ',"paper_width_mm":80', '', 'properties.paper_width_mm: a printer needs it'],
    [
      'desks.geojson',
      '"printer":"printer-desk-1"',
      '"printer":"pos"',
      'features[0].properties.printer: there is no printer "pos"',
    ],
    ['kiosks.geojson', '"level":"1f"', '"level":"7f"', 'features[0].properties.level: there is no level "7f"'],
    ['site.json', '"desk-2": 40', '"desk-9": 40', 'gifts[0].stock.desk-9: there is no desk "desk-9"'],
  ])('%s with %s as %s', (file, from, to, problem) => {
    edit(file, from, to);
    const problems = problemsOf();
    expect(
      problems.some((line) => line.startsWith(`${file}: `) && line.endsWith(problem)),
      problems.join('\n'),
    ).toBe(true);
  });
});

describe('the plan', () => {
  test('a zone that no line leads to', () => {
    const text = drawn.get('lines.geojson') ?? '';
    const without = text.replace(/^.*"atrium_id":"3f-cinema-door".*\n/m, '');
    writeFileSync(join(folder, 'lines.geojson'), without);
    const device = /^.*"counter-3f-cinema-door".*\n/m;
    edit('devices.geojson', device, '');
    const problems = problemsOf();
    expect(problems).toContain('zones.geojson: features[39]: no line leads from outside to zone "3f-cinema"');
    expect(problems).toContainEqual(
      expect.stringMatching(
        /^lines\.geojson: no line counts who walks between "3f-north-east" and "3f-cinema" on 3F at /,
      ),
    );
    expect(problems).toHaveLength(2);
  });

  test('a shop without a doorway', () => {
    edit('opening.geojson', /^.*"atrium_id":"1f-105-doorway".*\n/m, '');
    expect(problemsOf()).toEqual([
      expect.stringMatching(
        /^unit\.geojson: features\[\d+\]: unit "1f-105" on 1F at .* has no opening: nobody can walk there$/,
      ),
    ]);
  });

  test('two zones over the same ground', () => {
    const zones = drawn.get('zones.geojson') ?? '';
    const atrium = /"coordinates":\[\[\[.*?\]\]\]/.exec(
      zones.split('\n').find((line) => line.includes('"1f-atrium"')) ?? '',
    );
    const lane = zones.split('\n').find((line) => line.includes('"atrium_id":"1f-west-lane"')) ?? '';
    const moved = lane.replace(/"coordinates":\[\[\[.*?\]\]\]/, atrium?.[0] ?? '');
    edit('zones.geojson', lane, moved);
    expect(problemsOf()).toContainEqual(
      expect.stringMatching(
        /^zones\.geojson: features\[\d+\]\.geometry: zone "1f-west-lane" overlaps zone "1f-atrium" on 1F at /,
      ),
    );
  });
});
