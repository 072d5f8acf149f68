/** Schema of <data>/ledger.sqlite. Forward only. */
export const ledgerMigrations: readonly string[] = [
  `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- What kiosks follow: every change of a member or of the gifts takes the next version.
  CREATE TABLE feed (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    gifts_version INTEGER NOT NULL
  ) STRICT;
  INSERT INTO feed VALUES (1, 1, 1);

  CREATE TABLE account (
    name TEXT PRIMARY KEY,
    is_source INTEGER NOT NULL CHECK (is_source IN (0, 1)),
    balance INTEGER NOT NULL CHECK (balance >= 0 OR is_source = 1)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE transfer (
    transfer_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('grant', 'opening', 'hold', 'hand_over', 'release', 'expire')),
    from_account TEXT NOT NULL REFERENCES account (name),
    to_account TEXT NOT NULL REFERENCES account (name),
    amount INTEGER NOT NULL CHECK (amount > 0),
    at INTEGER NOT NULL,
    CHECK (from_account <> to_account)
  ) STRICT;
  CREATE TRIGGER transfer_is_final BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT, 'a transfer is final'); END;
  CREATE TRIGGER transfer_stays BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'a transfer stays'); END;

  CREATE TABLE member (
    member_id TEXT PRIMARY KEY,
    phone_hash TEXT NOT NULL UNIQUE,
    phone BLOB NOT NULL,
    is_proven INTEGER NOT NULL CHECK (is_proven IN (0, 1)),
    birthday_month INTEGER,
    birthday_day INTEGER,
    language TEXT NOT NULL,
    tier TEXT NOT NULL,
    tier_reviewed_on TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    kiosk_id TEXT NOT NULL,
    version INTEGER NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX member_by_review ON member (tier_reviewed_on) WHERE tier <> 'ordinary';

  CREATE TABLE consent (
    op_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (member_id),
    text_version TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    marketing INTEGER NOT NULL CHECK (marketing IN (0, 1)),
    kiosk_id TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE lot (
    lot_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (member_id),
    earned INTEGER NOT NULL,
    left_points INTEGER NOT NULL CHECK (left_points BETWEEN 0 AND earned),
    tier_points INTEGER NOT NULL,
    earned_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    rules TEXT NOT NULL
  ) STRICT;
  CREATE INDEX lot_open ON lot (member_id, expires_at) WHERE left_points > 0;
  CREATE INDEX lot_by_expiry ON lot (expires_at) WHERE left_points > 0;
  CREATE INDEX lot_by_earning ON lot (member_id, earned_at) WHERE tier_points > 0;

  CREATE TABLE coupon (
    coupon_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (member_id),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
  ) STRICT;
  CREATE INDEX coupon_by_member ON coupon (member_id);

  CREATE TABLE redemption (
    op_id TEXT PRIMARY KEY,
    kiosk_id TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES member (member_id),
    sku TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    units INTEGER NOT NULL,
    points INTEGER NOT NULL,
    points_left INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'handed_over', 'cancelled', 'expired')),
    slip TEXT NOT NULL,
    short_code TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    claim_id TEXT UNIQUE,
    clerk TEXT,
    closed_at INTEGER,
    CHECK ((state = 'handed_over') = (claim_id IS NOT NULL)),
    CHECK ((state = 'confirmed') = (closed_at IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX redemption_live_code ON redemption (short_code) WHERE state = 'confirmed';
  CREATE INDEX redemption_by_code ON redemption (short_code);
  CREATE INDEX redemption_by_expiry ON redemption (expires_at) WHERE state = 'confirmed';
  CREATE INDEX redemption_by_member ON redemption (member_id, sku, issued_at);
  CREATE INDEX redemption_handed ON redemption (desk_id, closed_at) WHERE state = 'handed_over';

  CREATE TABLE lot_use (
    op_id TEXT NOT NULL REFERENCES redemption (op_id),
    lot_id TEXT NOT NULL REFERENCES lot (lot_id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (op_id, lot_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE receipt (
    shop_id TEXT NOT NULL,
    number TEXT NOT NULL,
    business_day TEXT NOT NULL,
    at INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL,
    member_id TEXT REFERENCES member (member_id),
    points INTEGER NOT NULL,
    rules TEXT NOT NULL,
    PRIMARY KEY (shop_id, number, business_day)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE code (
    code_id TEXT PRIMARY KEY,
    kiosk_id TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    used_at INTEGER
  ) STRICT;
  CREATE INDEX code_by_phone ON code (phone_hash, sent_at);
  CREATE INDEX code_by_kiosk ON code (kiosk_id, sent_at);
  CREATE INDEX code_by_age ON code (sent_at);

  CREATE TABLE proof (
    proof_hash TEXT PRIMARY KEY,
    kiosk_id TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX proof_by_age ON proof (expires_at);

  CREATE TABLE kiosk_log (kiosk_id TEXT PRIMARY KEY, last_seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE kiosk_operation (
    op_id TEXT PRIMARY KEY,
    kiosk_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'rejected')),
    code TEXT,
    member_id TEXT,
    received_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE gift_request (
    op_id TEXT PRIMARY KEY,
    kiosk_id TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES member (member_id),
    sku TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX gift_request_by_desk ON gift_request (desk_id, at);

  CREATE TABLE print_job (
    job_id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    copy INTEGER NOT NULL CHECK (copy > 0),
    document TEXT NOT NULL,
    op_id TEXT REFERENCES redemption (op_id),
    printer_id TEXT NOT NULL,
    template_version INTEGER NOT NULL,
    bytes_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'printing', 'printed', 'print_unknown', 'print_failed')),
    code TEXT,
    detail TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX print_job_by_subject ON print_job (subject, copy);
  CREATE INDEX print_job_open ON print_job (state) WHERE state IN ('queued', 'printing');
  `,
];
