/**
 * What must hold between the files of a site, and between a site and the device models. Each file has its shape here;
 * paths count features as their file does, since site.ts keeps their order.
 */
import type { ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { ChannelTarget, Line, LineSide, Site, SiteDevice } from '#shared/domain/site.ts';
import { checkFloor } from './check-floor.ts';
import type { ConfigProblem } from './config-problem.ts';

type Profiles = ReadonlyMap<ProfileId, Profile>;

/** Every problem of a site; none where it is empty. */
export function checkSite(site: Site, profiles: Profiles): readonly ConfigProblem[] {
  const references = [
    ...checkNames(site),
    ...checkLevels(site),
    ...checkLines(site),
    ...checkBays(site),
    ...checkDevices(site, profiles),
    ...checkForeignIds(site, profiles),
    ...checkChannels(site, profiles),
    ...checkPlaces(site, profiles),
    ...checkGifts(site),
  ];
  // On a plan whose names do not fit together, what follows from the plan would only repeat it in other words.
  return references.length === 0 ? checkFloor(site) : references;
}

// ---- names -------------------------------------------------------------------------------------------------------

function checkNames(site: Site): readonly ConfigProblem[] {
  return [
    ...repeated('level.geojson', site.levels),
    ...repeated('unit.geojson', site.units),
    ...repeated('zones.geojson', site.zones),
    ...repeated('lines.geojson', site.lines),
    ...repeated('bays.geojson', site.bays),
    ...repeated('devices.geojson', site.devices),
    ...repeated('desks.geojson', site.desks),
    ...repeated('kiosks.geojson', site.kiosks),
    ...indexesRepeated(site.gifts.map(({ sku }) => sku)).map((index) => ({
      file: 'site.json',
      path: `gifts[${index}].sku`,
      message: `"${site.gifts[index]?.sku}" is the sku of another gift`,
    })),
  ];
}

function repeated(file: string, things: readonly { readonly id: string }[]): readonly ConfigProblem[] {
  return indexesRepeated(things.map(({ id }) => id)).map((index) =>
    problemAt(file, index, 'atrium_id', `"${things[index]?.id}" is the name of another feature of this file`),
  );
}

function indexesRepeated(values: readonly string[]): readonly number[] {
  return [...values.keys()].filter((index) => values.indexOf(values[index] ?? '') < index);
}

/** Everything that stands on a level stands on one that exists. */
function checkLevels(site: Site): readonly ConfigProblem[] {
  const levels = new Set(site.levels.map(({ id }) => id));
  const files = [
    ['zones.geojson', site.zones],
    ['lines.geojson', site.lines],
    ['bays.geojson', site.bays],
    ['devices.geojson', site.devices],
    ['desks.geojson', site.desks],
    ['kiosks.geojson', site.kiosks],
  ] as const;
  return files.flatMap(([file, things]) =>
    things.flatMap(({ levelId }, index) =>
      levels.has(levelId) ? [] : [problemAt(file, index, 'level', `there is no level "${levelId}"`)],
    ),
  );
}

// ---- lines and bays ----------------------------------------------------------------------------------------------

function checkLines(site: Site): readonly ConfigProblem[] {
  const levelOf = new Map<LineSide, string>(site.zones.map(({ id, levelId }) => [id, levelId]));
  return site.lines.flatMap((line, index) => {
    const unknown = (['from', 'to'] as const).filter((side) => line[side] !== 'outside' && !levelOf.has(line[side]));
    if (unknown.length > 0) {
      return unknown.map((side) => problemAt('lines.geojson', index, side, `there is no zone "${line[side]}"`));
    }
    const message = misplacement(line, levelOf.get(line.from), levelOf.get(line.to));
    return message === null ? [] : [problemAt('lines.geojson', index, 'kind', message)];
  });
}

/** Why a line of its kind cannot lie between two zones of these levels; a level is undefined for the outside. */
function misplacement(line: Line, fromLevel: string | undefined, toLevel: string | undefined): string | null {
  if (line.from === line.to) return `both sides of the line are "${line.from}"`;
  if (fromLevel !== line.levelId && toLevel !== line.levelId) return `neither side lies on level "${line.levelId}"`;
  const outside = fromLevel === undefined || toLevel === undefined;
  if (line.kind === 'door' && !outside) return 'a door leads outside; between zones it is a passage';
  if (line.kind === 'passage' && (outside || fromLevel !== toLevel)) return 'a passage joins two zones of one level';
  if (line.kind === 'escalator' && fromLevel === toLevel) return 'an escalator joins two levels';
  return null;
}

function checkBays(site: Site): readonly ConfigProblem[] {
  const zones = new Map(site.zones.map((zone) => [zone.id, zone]));
  return site.bays.flatMap((bay, index) => {
    const zone = zones.get(bay.zoneId);
    if (zone === undefined) return [problemAt('bays.geojson', index, 'zone', `there is no zone "${bay.zoneId}"`)];
    if (zone.levelId === bay.levelId) return [];
    return [problemAt('bays.geojson', index, 'zone', `zone "${zone.id}" lies on level "${zone.levelId}"`)];
  });
}

// ---- devices -----------------------------------------------------------------------------------------------------

function checkDevices(site: Site, profiles: Profiles): readonly ConfigProblem[] {
  return site.devices.flatMap((device, index) => {
    const profile = profiles.get(device.profileId);
    const at = (field: string, message: string): ConfigProblem => problemAt('devices.geojson', index, field, message);
    if (profile === undefined) return [at('profile', `there is no profile "${device.profileId}"`)];
    const problems: ConfigProblem[] = [];
    const named = profile.codec !== null || profile.topics.some((topic) => topic.includes('{foreignId}'));
    if (named && device.foreignId === undefined) {
      problems.push(at('foreign_id', `a ${profile.id} is recognised by it, and it is missing`));
    }
    const printer = profile.class === 'printer';
    if (printer && device.address === undefined) problems.push(at('address', 'a printer needs a host and a port'));
    if (printer && device.paperWidthMm === undefined) problems.push(at('paper_width_mm', 'a printer needs it'));
    if (!printer && device.paperWidthMm !== undefined) problems.push(at('paper_width_mm', 'only a printer has paper'));
    return problems;
  });
}

/** A message is matched to its device by decoder and foreign id: no two may share both, in whatever case. */
function checkForeignIds(site: Site, profiles: Profiles): readonly ConfigProblem[] {
  const keyOf = ({ profileId, foreignId }: SiteDevice, index: number): string =>
    foreignId === undefined ? `none ${index}` : `${profiles.get(profileId)?.decoder} ${foreignId.toLowerCase()}`;
  return indexesRepeated(site.devices.map(keyOf)).map((index) =>
    problemAt('devices.geojson', index, 'foreign_id', `"${site.devices[index]?.foreignId}" is that of another device`),
  );
}

function checkChannels(site: Site, profiles: Profiles): readonly ConfigProblem[] {
  const known = {
    line: new Set<string>(site.lines.map(({ id }) => id)),
    zone: new Set<string>(site.zones.map(({ id }) => id)),
    bay: new Set<string>(site.bays.map(({ id }) => id)),
  };
  const watchedBy = new Map<string, string>();
  return site.devices.flatMap((device, index) => {
    const profile = profiles.get(device.profileId);
    return Object.entries(device.channels).flatMap(([channel, target]) => {
      const { kind, id } = subjectOf(target);
      const at = (message: string): ConfigProblem =>
        problemAt('devices.geojson', index, `channels.${channel}.${kind}`, message);
      if (!known[kind].has(id)) return [at(`there is no ${kind} "${id}"`)];
      if (profile !== undefined && !canWatch(profile, kind)) return [at(`a ${profile.id} cannot watch a ${kind}`)];
      if (kind === 'zone') return [];
      // Two counters of one line would be summed, two sensors of one bay would contradict each other.
      const other = watchedBy.get(`${kind} ${id}`);
      watchedBy.set(`${kind} ${id}`, device.id);
      return other === undefined ? [] : [at(`${kind} "${id}" is watched by "${other}" already`)];
    });
  });
}

function subjectOf(target: ChannelTarget): { readonly kind: 'line' | 'zone' | 'bay'; readonly id: string } {
  if ('line' in target) return { kind: 'line', id: target.line };
  if ('zone' in target) return { kind: 'zone', id: target.zone };
  return { kind: 'bay', id: target.bay };
}

/** A model can watch what it has a metric for. */
function canWatch(profile: Profile, kind: 'line' | 'zone' | 'bay'): boolean {
  const metrics = Object.keys(profile.metrics);
  if (kind === 'line') return profile.counts !== null;
  if (kind === 'zone') return metrics.includes('zone.people') || metrics.includes('tag.seen');
  return metrics.includes('bay.occupied');
}

// ---- desks, kiosks and gifts -------------------------------------------------------------------------------------

function checkPlaces(site: Site, profiles: Profiles): readonly ConfigProblem[] {
  const printers = new Set<string>(
    site.devices.filter(({ profileId }) => profiles.get(profileId)?.class === 'printer').map(({ id }) => id),
  );
  const places = [
    ['desks.geojson', site.desks],
    ['kiosks.geojson', site.kiosks],
  ] as const;
  return places.flatMap(([file, things]) =>
    things.flatMap(({ printerId }, index) =>
      printerId === null || printers.has(printerId)
        ? []
        : [problemAt(file, index, 'printer', `there is no printer "${printerId}"`)],
    ),
  );
}

function checkGifts(site: Site): readonly ConfigProblem[] {
  const desks = new Set<string>(site.desks.map(({ id }) => id));
  return site.gifts.flatMap(({ stock }, index) =>
    Object.keys(stock).flatMap((desk) =>
      desks.has(desk)
        ? []
        : [{ file: 'site.json', path: `gifts[${index}].stock.${desk}`, message: `there is no desk "${desk}"` }],
    ),
  );
}

function problemAt(file: string, index: number, field: string, message: string): ConfigProblem {
  return { file, path: `features[${index}].properties.${field}`, message };
}
