/**
 * Writes the past: for some whole business days and for the present one up to the last whole minute, the true crossings
 * of every counted line by the minute, as NDJSON {"line", "at", "forward", "backward"} for `atrium windows import`. The
 * truth file is told where that ends, so that the live mall goes on from there with the same people.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { businessDayAt, minuteMs } from '#shared/domain/calendar.ts';
import type { Site } from '#shared/domain/site.ts';
import { surveyGrounds } from './crowd/grounds.ts';
import { whereabouts } from './ground-truth.ts';
import { type HistoryOptions, historyUsage, readHistoryOptions } from './options.ts';
import { daysBefore, type LineMinute, walkDay } from './past-days.ts';
import { appendTruth } from './truth-file.ts';

function write(options: HistoryOptions, site: Site): void {
  const { seed, people: peoplePeak, days, out, truth } = options;
  const order = { seed, peoplePeak, grounds: surveyGrounds(site, seed) };
  const until = Math.floor((options.until ?? Date.now()) / minuteMs) * minuteMs;
  const today = businessDayAt(until, site.calendar);
  const file = openSync(out, 'w');
  try {
    for (const day of daysBefore(until, days, site)) {
      writeSync(file, textOf(walkDay(site, day, day.endsAt, order).minutes()));
    }
    const { crowd, minutes } = walkDay(site, today, until, order);
    writeSync(file, textOf(minutes()));
    if (truth !== undefined) appendTruth(truth, [{ kind: 'past', at: today.startsAt, until, ...whereabouts(crowd) }]);
  } finally {
    closeSync(file);
  }
}

/** By hand: names of lines need no escape, and there are close to a million rows. */
function textOf(minutes: Iterable<LineMinute>): string {
  let text = '';
  for (const { line, at, forward, backward } of minutes) {
    text += `{"line":"${line}","at":${at},"forward":${forward},"backward":${backward}}\n`;
  }
  return text;
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
