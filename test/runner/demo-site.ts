/** The demo mall for tests: as it is, or as a copy in which some of its data is changed. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import type { Site, SiteDevice } from '#shared/domain/site.ts';
import { projectRoot } from './process.ts';

const configDir = join(projectRoot, 'firmware-config');
const demoDir = join(configDir, 'sites', 'demo');

/** The demo mall as it is committed. */
export function demoSite(): Site {
  const loaded = loadSite(demoDir);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.value.site;
}

export function deviceOf(site: Site, id: string): SiteDevice {
  const device = site.devices.find((candidate) => candidate.id === id);
  if (device === undefined) throw new Error(`the demo site has no device ${id}`);
  return device;
}

export interface DemoChanges {
  /** Merged into the calendar of site.json. */
  readonly calendar?: Readonly<Record<string, string>>;
  /** Where the virtual printers of a test listen, by device. */
  readonly printerPorts?: Readonly<Record<string, number>>;
  /** Merged into profiles, by their id. */
  readonly profiles?: Readonly<Record<string, object>>;
}

export interface DemoCopy {
  readonly site: string;
  readonly profiles: string;
  remove(): Promise<void>;
}

/** A copy in a temporary folder. */
export async function copyDemoSite(changes: DemoChanges): Promise<DemoCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'atrium-site-'));
  const [site, profiles] = [join(folder, 'site'), join(folder, 'profiles')];
  await cp(demoDir, site, { recursive: true });
  await cp(join(configDir, 'profiles'), profiles, { recursive: true });
  await edit(join(site, 'site.json'), (facts: { calendar: object }) => Object.assign(facts.calendar, changes.calendar));
  await edit(join(site, 'devices.geojson'), ({ features }: DeviceFeatures) => {
    for (const { properties } of features) {
      const port = changes.printerPorts?.[properties.atrium_id];
      if (properties.address !== undefined && port !== undefined) properties.address.port = port;
    }
  });
  for (const [id, change] of Object.entries(changes.profiles ?? {})) {
    await edit(join(profiles, `${id}.json`), (profile: object) => Object.assign(profile, change));
  }
  return { site, profiles, remove: () => rm(folder, { recursive: true, force: true }) };
}

interface DeviceFeatures {
  readonly features: readonly { properties: { atrium_id: string; address?: { port: number } } }[];
}

async function edit<Facts>(file: string, change: (facts: Facts) => void): Promise<void> {
  const facts = JSON.parse(await readFile(file, 'utf8')) as Facts;
  change(facts);
  await writeFile(file, JSON.stringify(facts));
}
