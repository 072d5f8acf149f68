/** Every sheet that was meant to be printed, and what became of it. */
import type { PrintJobStore, StoredPrintJob } from '#gateway/ports/membership.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

const columns =
  'job_id AS jobId, subject, copy, document, op_id AS opId, printer_id AS printerId, ' +
  'template_version AS templateVersion, bytes_hash AS bytesHash, state, code, detail, at';

export function printJobsIn(database: SqliteWriter): PrintJobStore {
  type Columns = [string, string, number, string, string | null, string, number, string];
  type Outcome = [string, string | null, string | null, number];
  const put = database.change<[...Columns, ...Outcome]>(
    'INSERT INTO print_job (job_id, subject, copy, document, op_id, printer_id, template_version, bytes_hash, ' +
      'state, code, detail, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ' +
      'ON CONFLICT (job_id) DO UPDATE SET bytes_hash = excluded.bytes_hash, state = excluded.state, ' +
      'code = excluded.code, detail = excluded.detail, at = excluded.at',
  );
  const find = database.query<[string], StoredPrintJob>(`SELECT ${columns} FROM print_job WHERE job_id = ?`);
  const latest = database.query<[string], StoredPrintJob>(
    `SELECT ${columns} FROM print_job WHERE subject = ? ORDER BY copy DESC LIMIT 1`,
  );
  const open = database.query<[], StoredPrintJob>(
    `SELECT ${columns} FROM print_job WHERE state IN ('queued', 'printing')`,
  );
  return {
    put({ jobId, subject, copy, document, opId, printerId, templateVersion, bytesHash, state, code, detail, at }) {
      const what: Columns = [jobId, subject, copy, document, opId, printerId, templateVersion, bytesHash];
      put.run(...what, state, code, detail, at);
    },
    find: (jobId) => find.get(jobId) ?? null,
    latestOf: (subject) => latest.get(subject) ?? null,
    open: () => open.all(),
  };
}
