/** `windows import`: history that another system counted, so that a new gateway can compare with last week at once. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { formatProblem } from '#firmware/config-problem.ts';
import { loadSite } from '#firmware/load-site.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { systemClock } from '#shared/node/clock.ts';
import { type ImportedMinute, importedMinute } from '#shared/wire/imported-minute.ts';
import { type GatewayConfig, parseGatewayFlags } from '../config.ts';
import { makeDataDir, windowsFile } from '../data-dir.ts';
import { type ImportReceipt, importWindows } from '../sensing/import-windows.ts';
import { openWindows } from '../store/windows.ts';
import { type Command, print, readWords, refuse } from './command.ts';

export const windowsImport: Command = {
  usage: 'windows import --file FILE.ndjson [--data DIR] [--site DIR]',
  summary: 'Takes in the counts of an earlier system: {"line","at","forward","backward"} a line and minute.',
  async run(words) {
    const parsed = readWords(words, { file: { type: 'string' }, data: { type: 'string' }, site: { type: 'string' } });
    if (!parsed.ok) return refuse(parsed.fault);
    const { file, data, site } = parsed.value.values;
    if (file === undefined) return refuse('--file: expected the NDJSON file to import.');
    const config = parseGatewayFlags({ data, site });
    if (!config.ok) return refuse(...config.fault);
    const folder = makeDataDir(config.value.data);
    if (!folder.ok) return refuse(folder.fault.detail);
    const imported = await importFile(config.value, file);
    if (!imported.ok) return refuse(imported.fault);
    const { minutes, days } = imported.value;
    print(`${minutes} minutes of ${days.length} business days imported: ${days[0] ?? ''} to ${days.at(-1) ?? ''}.`);
    return 0;
  },
};

/** All of the file or nothing. A failure is one line that names file and row. */
export async function importFile(
  config: Pick<GatewayConfig, 'site' | 'profiles' | 'data'>,
  file: string,
): Promise<Result<ImportReceipt, string>> {
  const loaded = loadSite(config.site, config.profiles);
  if (!loaded.ok) return fail(loaded.problems.map(formatProblem).join('; '));
  const rows = await readRows(file);
  if (!rows.ok) return rows;
  const opened = openWindows(windowsFile(config.data));
  if (!opened.ok) return fail(opened.fault.detail);
  const imported = importWindows({ ...loaded.value, windowStore: opened.value, now: systemClock.now() }, rows.value);
  opened.value.close();
  return imported.ok ? imported : fail(`${file}: ${imported.fault.detail}`);
}

async function readRows(file: string): Promise<Result<readonly ImportedMinute[], string>> {
  const rows: ImportedMinute[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === '') continue;
      const row = importedMinute.safeParse(JSON.parse(text));
      if (!row.success) {
        const [issue] = row.error.issues;
        return fail(`${file}: line ${line}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
      }
      rows.push(row.data);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(line === 0 ? reason : `${file}: line ${line}: ${reason}`);
  }
  return succeed(rows);
}
