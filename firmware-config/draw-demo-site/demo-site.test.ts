import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../config-problem.ts';
import { loadSite } from '../load-site.ts';
import { drawDemoSite } from './demo-site.ts';

const folder = join(import.meta.dirname, '..', 'sites', 'demo');

const loaded = loadSite(folder);
if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
const { site } = loaded.value;

describe('the demo mall', () => {
  test('as committed is what the drawing program draws, to the byte', () => {
    const drawn = drawDemoSite();
    expect(readdirSync(folder).toSorted()).toEqual([...drawn.keys()].toSorted());
    for (const [file, text] of drawn) expect(readFileSync(join(folder, file), 'utf8') === text, file).toBe(true);
  });

  test('is a mall of the size that was asked for', () => {
    expect(site.levels).toHaveLength(4);
    expect(site.zones).toHaveLength(40);
    expect(site.bays).toHaveLength(300);
    expect(site.shops.length).toBeGreaterThanOrEqual(115);
    expect(site.shops.length).toBeLessThanOrEqual(125);
    expect(site.lines.filter(({ kind }) => kind === 'door')).toHaveLength(4);
    expect(site.gifts).toHaveLength(8);
  });

  test('every line and every bay is watched by exactly one channel', () => {
    const targets = site.devices.flatMap(({ channels }) => Object.values(channels));
    const lines = targets.flatMap((target) => ('line' in target ? [target.line] : []));
    const bays = targets.flatMap((target) => ('bay' in target ? [target.bay] : []));
    expect(lines.toSorted()).toEqual(site.lines.map(({ id }) => id).toSorted());
    expect(bays.toSorted()).toEqual(site.bays.map(({ id }) => id).toSorted());
  });

  test('every shopping zone has an antenna', () => {
    const readers = site.devices.filter(({ profileId }) => profileId === 'impinj-r700');
    const zones = readers
      .flatMap(({ channels }) => Object.values(channels))
      .map((target) => 'zone' in target && target.zone);
    const shopping = site.zones.filter(({ kind }) => kind === 'shopping').map(({ id }) => id);
    expect(zones.toSorted()).toEqual(shopping.toSorted());
  });

  test('shop names are not used twice', () => {
    const names = site.shops.flatMap(({ name }) => [name['zh-CN'], name.en]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('a feature id is used once in the whole archive', () => {
    const ids = [...drawDemoSite().values()].flatMap((text) => [
      ...text.matchAll(/^\{"type":"Feature","id":"([^"]*)"/gm),
    ]);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(1_000);
  });
});
