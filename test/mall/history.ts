/**
 * Writes the past: for each whole business day before now, the true crossings of every line by the minute, as NDJSON
 * {"line", "at", "forward", "backward"} for `atrium windows import`. The same people as in the live mall walk through
 * these days, only faster: whoever came in went out again by the end of each day.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import type { Site } from '#shared/domain/site.ts';
import { surveyGrounds } from './crowd/grounds.ts';
import { type HistoryOptions, historyUsage, readHistoryOptions } from './options.ts';
import { daysBefore, walkDay } from './past-days.ts';

function write(options: HistoryOptions, site: Site): void {
  const { seed, people: peoplePeak, days, until, out } = options;
  const grounds = surveyGrounds(site, seed);
  const file = openSync(out, 'w');
  try {
    for (const day of daysBefore(until ?? Date.now(), days, site)) {
      const minutes = walkDay(site, day, { seed, peoplePeak, alwaysOpen: options['always-open'], grounds });
      const lines = minutes.map((minute) => `${JSON.stringify(minute)}\n`);
      writeSync(file, lines.join(''));
    }
  } finally {
    closeSync(file);
  }
}

function main(): readonly string[] {
  const options = readHistoryOptions(process.argv.slice(2));
  if (!options.ok) return [...options.fault, historyUsage];
  const loaded = loadSite(options.value.site);
  if (!loaded.ok) return loaded.problems.map(formatProblem);
  write(options.value, loaded.value.site);
  return [];
}

const complaints = main();
for (const line of complaints) process.stderr.write(`${line}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;
