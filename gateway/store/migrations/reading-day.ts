/**
 * One business day of raw readings. The key is the identity of a reading, time first: rows arrive in the order of time, so
 * a commit touches the last pages only. Device first would cost eight times the speed and thirty times the disk writes.
 */
export const readingDayMigrations = [
  `
  -- Device, metric, channel and tag texts, stored once a day.
  CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE reading (
    source_at INTEGER NOT NULL,      -- epoch ms by the device
    device INTEGER NOT NULL,         -- name.id
    metric INTEGER NOT NULL,         -- name.id
    channel INTEGER NOT NULL,        -- name.id
    tag INTEGER NOT NULL,            -- name.id
    sequence INTEGER NOT NULL,       -- -1: the source has none
    value REAL NOT NULL,
    correction_ms INTEGER NOT NULL,  -- at minus source_at
    delay_ms INTEGER NOT NULL,       -- received_at minus source_at
    interval_ms INTEGER NOT NULL,
    coverage REAL NOT NULL,
    PRIMARY KEY (source_at, device, metric, channel, tag, sequence)
  ) STRICT, WITHOUT ROWID;

  -- The bounds of correction_ms in this file: how much wider than a span of corrected time a search by source_at must be.
  CREATE TABLE correction (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    min_ms INTEGER NOT NULL,
    max_ms INTEGER NOT NULL
  ) STRICT;
  INSERT INTO correction VALUES (1, 0, 0);
  `,
  `
  -- What was learnt of a device by the end of the day in which it was received: see Standing in ports/sensing.ts.
  CREATE TABLE standing (
    device_id TEXT PRIMARY KEY,
    clock_offset_ms INTEGER NOT NULL,
    sequence INTEGER,                -- NULL: the source numbers nothing; then the two times are NULL as well
    source_at INTEGER,
    at INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Built once a day can change no more: then a device's readings are found without reading the others'. */
export const closedDayIndex = 'CREATE INDEX IF NOT EXISTS reading_by_device ON reading (device, source_at)';
