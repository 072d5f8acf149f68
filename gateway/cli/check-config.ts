/** `check-config`: everything that is wrong with a site, at once. */
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { parseGatewayFlags } from '../config.ts';
import { type Command, print, readWords, refuse } from './command.ts';

export const checkConfig: Command = {
  usage: 'check-config [--site DIR] [--profiles DIR]',
  summary: 'Checks a site and the device profiles; names every problem by file and path.',
  async run(words) {
    const parsed = readWords(words, { site: { type: 'string' }, profiles: { type: 'string' } });
    if (!parsed.ok) return refuse(parsed.fault);
    const config = parseGatewayFlags(parsed.value.values);
    if (!config.ok) return refuse(...config.fault);
    const loaded = loadSite(config.value.site, config.value.profiles);
    if (!loaded.ok) {
      const lines = loaded.problems.map(formatProblem);
      return refuse(...lines, ...(lines.length > 1 ? [`${lines.length} problems in ${config.value.site}.`] : []));
    }
    const { site, profiles } = loaded.value;
    print(
      `${config.value.site} is sound: ${site.levels.length} levels, ${site.zones.length} zones, ${site.lines.length} lines, ` +
        `${site.bays.length} bays, ${site.devices.length} devices of ${profiles.size} profiles.`,
    );
    return 0;
  },
};
