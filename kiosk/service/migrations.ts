/** The kiosk's own database. Never a phone number: only hashes, and phones sealed to the gateway. */
export const kioskMigrations: readonly string[] = [
  `
  -- Everything of the feed that is one value: version, times, keys, texts, gifts.
  CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE members (
    member_id TEXT PRIMARY KEY,
    phone_hash TEXT NOT NULL UNIQUE,
    snapshot TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What this kiosk promised to pass on. Rows stay after they are acknowledged, until they are 30 days old.
  CREATE TABLE ops (
    op_id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('join', 'request')),
    body TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('applied', 'rejected')),
    code TEXT,
    member_id TEXT
  ) STRICT, WITHOUT ROWID;

  -- What is still to be sent, by number; a row goes when the gateway acknowledged it.
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    op_id TEXT NOT NULL UNIQUE REFERENCES ops (op_id)
  ) STRICT;

  CREATE TABLE redemptions (
    op_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'confirmed', 'refused')),
    code TEXT,
    view TEXT,
    expires_at INTEGER,
    taken_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX redemptions_of_member ON redemptions (member_id, asked_at);
  `,
];
