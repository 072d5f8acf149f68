/** What the sensing wing keeps beside the readings: quarantine, the loss ledger and the tag keys of today. */
export const sensingMigrations = [
  `
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    excerpt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX quarantine_by_device ON quarantine (device_id, id);
  CREATE INDEX quarantine_by_age ON quarantine (received_at);

  CREATE TABLE loss (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL,
    from_sequence INTEGER,
    to_sequence INTEGER,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('sequence_gap', 'silence', 'rejected', 'shed')),
    missing TEXT NOT NULL,           -- JSON: the inclusive ranges of numbers that still did not come
    repaired_at INTEGER
  ) STRICT;
  CREATE INDEX loss_by_device ON loss (device_id, id);
  -- The same gap seen again after a crash is the same row.
  CREATE UNIQUE INDEX loss_by_gap ON loss (device_id, from_sequence, from_at) WHERE from_sequence IS NOT NULL;
  CREATE INDEX loss_open ON loss (to_at) WHERE repaired_at IS NULL;

  -- Keys of the hash that replaces tag ids; each is deleted when its day is over.
  CREATE TABLE tag_key (
    day TEXT PRIMARY KEY,
    key BLOB NOT NULL
  ) STRICT;
  `,
];
