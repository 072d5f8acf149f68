/** Schema of <data>/identity.sqlite. Forward only. */
export const identityMigrations: readonly string[] = [
  `
  CREATE TABLE credential (
    kind TEXT NOT NULL CHECK (kind IN ('device', 'kiosk', 'desk', 'user', 'system')),
    name TEXT NOT NULL,
    role TEXT CHECK (role IN ('admin', 'ops', 'facilities', 'cashier')),
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (kind, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    desk_id TEXT,
    signed_in_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
