/** `readings export`: what a device said, as NDJSON. Reads the files themselves, so it works while the gateway is stopped. */
import { once } from 'node:events';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { systemClock } from '#shared/node/clock.ts';
import { silentLog } from '#shared/node/log.ts';
import { parseGatewayFlags } from '../config.ts';
import { readingsDir } from '../data-dir.ts';
import { readingRows } from '../sensing/health/device-reader.ts';
import { openReadingStore } from '../store/readings.ts';
import { type Command, readWords, refuse } from './command.ts';

export const readingsExport: Command = {
  usage: 'readings export --device ID --from TIME --to TIME [--data DIR] [--site DIR]',
  summary: 'Every stored reading of a device as NDJSON, oldest first. TIME is ISO 8601 or epoch milliseconds.',
  async run(words) {
    const parsed = readWords(words, {
      device: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      data: { type: 'string' },
      site: { type: 'string' },
    });
    if (!parsed.ok) return refuse(parsed.fault);
    const { device: name, from, to, data, site: siteFlag } = parsed.value.values;
    const config = parseGatewayFlags({ data, site: siteFlag });
    if (!config.ok) return refuse(...config.fault);
    const span = spanOf(from, to);
    if (!span.ok) return refuse(span.fault);
    const loaded = loadSite(config.value.site);
    if (!loaded.ok) return refuse(...loaded.problems.map(formatProblem));
    const device = loaded.value.site.devices.find(({ id }) => id === name);
    if (device === undefined) return refuse(`--device: the site has no device "${name ?? ''}".`);

    const opened = openReadingStore({
      dir: readingsDir(config.value.data),
      calendar: loaded.value.site.calendar,
      clock: systemClock,
      log: silentLog,
    });
    if (!opened.ok) return refuse(opened.fault.detail);
    const readings = opened.value.readingsOf(device.id, span.value.fromAt, span.value.toAt);
    for (const row of readingRows(readings, device)) {
      // A slow reader at the other end of the pipe holds the export back instead of filling the memory.
      if (!process.stdout.write(`${JSON.stringify(row)}\n`)) await once(process.stdout, 'drain');
    }
    opened.value.close();
    return 0;
  },
};

function spanOf(from: string | undefined, to: string | undefined): Result<{ fromAt: number; toAt: number }, string> {
  const fromAt = momentOf(from);
  const toAt = momentOf(to);
  if (fromAt === null) return fail(`--from: expected a time such as 2026-11-22T10:00+08:00, got "${from ?? ''}".`);
  if (toAt === null) return fail(`--to: expected a time such as 2026-11-22T11:00+08:00, got "${to ?? ''}".`);
  return fromAt <= toAt ? succeed({ fromAt, toAt }) : fail('--from: expected a time before --to.');
}

/** Without a zone a time would mean another moment on every machine, so one is demanded. */
function momentOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{10,16}$/.test(text)) return Number(text);
  const at = /T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
