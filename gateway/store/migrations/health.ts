/** Schema of <data>/health.sqlite. Forward only. */
export const healthMigrations: readonly string[] = [
  `
  CREATE TABLE device (
    device_id TEXT PRIMARY KEY,
    first_seen_at INTEGER,
    last_reading_at INTEGER,
    speaks_mqtt INTEGER NOT NULL CHECK (speaks_mqtt IN (0, 1)),
    battery_percent REAL,
    paper TEXT CHECK (paper IN ('ok', 'low', 'out')),
    firmware TEXT,
    state TEXT NOT NULL CHECK (state IN ('ill', 'attention', 'unseen', 'well')),
    since INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ailment (
    device_id TEXT NOT NULL,
    cause TEXT NOT NULL,
    since INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (device_id, cause)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    cause TEXT,
    cause_value REAL
  ) STRICT;
  CREATE INDEX change_of_device ON change (device_id, id);

  CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX report_of_device ON report (device_id, id);
  `,
];
