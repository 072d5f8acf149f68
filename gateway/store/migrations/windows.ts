/** Schema of <data>/windows.sqlite. Forward only. Minutes are epoch minutes; subjects are numbered to keep rows short. */
export const windowsMigrations: readonly string[] = [
  `
  CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('line', 'zone', 'bay')),
    name TEXT NOT NULL,
    UNIQUE (kind, name)
  ) STRICT;

  CREATE TABLE line_window (
    line INTEGER NOT NULL REFERENCES subject,
    minute INTEGER NOT NULL,
    forward INTEGER NOT NULL CHECK (forward >= 0),
    backward INTEGER NOT NULL CHECK (backward >= 0),
    covered_ms INTEGER NOT NULL CHECK (covered_ms BETWEEN 0 AND 60000),
    imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
    revision INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (line, minute)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE zone_window (
    zone INTEGER NOT NULL REFERENCES subject,
    minute INTEGER NOT NULL,
    people INTEGER NOT NULL CHECK (people >= 0),
    entered INTEGER NOT NULL,
    left_count INTEGER NOT NULL,
    corrected INTEGER NOT NULL CHECK (corrected >= 0),
    covered_ms INTEGER NOT NULL CHECK (covered_ms BETWEEN 0 AND 60000),
    revision INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (zone, minute)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE bay_window (
    bay INTEGER NOT NULL REFERENCES subject,
    minute INTEGER NOT NULL,
    occupied INTEGER NOT NULL CHECK (occupied IN (0, 1)),
    since INTEGER NOT NULL,
    PRIMARY KEY (bay, minute)
  ) STRICT, WITHOUT ROWID;

  -- One row: the last business day whose windows no reading can change any more.
  CREATE TABLE sealed (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    through_day TEXT NOT NULL
  ) STRICT;
  `,
];
