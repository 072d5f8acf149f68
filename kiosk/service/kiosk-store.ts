/** All SQL of the kiosk: the cache of what the gateway said, the outbox, and the redemptions that were asked for. */

import type { KioskContent, MemberCache, OpOutcome, Outbox, RedemptionLog } from '#kiosk/core/ports.ts';
import type { Settlement } from '#kiosk/core/sync-step.ts';
import type { DeskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import { type Result, succeed } from '#shared/domain/result.ts';
import { openSqliteWriter, type SqliteWriter } from '#shared/node/sqlite.ts';
import {
  type GiftView,
  type KioskFeed,
  type KioskOp,
  kioskFeed,
  kioskOp,
  memberSnapshot,
  redemptionView,
} from '#shared/wire/member-api.ts';
import { kioskMigrations } from './migrations.ts';

export interface KioskStore {
  readonly members: MemberCache;
  readonly outbox: OutboxStore;
  readonly redemptions: RedemptionLog;
  /** Applies one feed answer in one transaction, or nothing of it. */
  applyFeed(feed: KioskFeed): void;
  /** What the feeds so far amount to; null before the first. */
  feedState(): FeedState | null;
  /** The gateway answered that nothing changed: the cache is as good as at this time (epoch ms). */
  confirmAt(at: number): void;
  close(): void;
}

export interface FeedState {
  readonly version: number;
  /** When the gateway last confirmed the cache, epoch ms by the gateway's clock. */
  readonly asOf: number;
  readonly content: KioskContent;
  readonly gifts: readonly GiftView[];
}

export interface OutboxStore extends Outbox {
  count(): number;
  /** Settles in one transaction. Durable when it returns. */
  settle(settlement: Settlement): void;
}

const opsKeptMs = 30 * 86_400_000;
/** A wish without an answer is offered again, and asked again under its old id, for as long as a slip would live. */
const wishKeptMs = 36 * 3_600_000;

/** Opens DIR/kiosk.sqlite with synchronous FULL: what the screen said is kept through a power cut. Fault: `store_failed`. */
export function openKioskStore(file: string): Result<KioskStore> {
  const opened = openSqliteWriter({ file, synchronous: 'FULL', migrations: kioskMigrations });
  if (!opened.ok) return opened;
  const database = opened.value;
  const members = memberCache(database);
  return succeed({
    members: members.cache,
    outbox: outboxStore(database),
    redemptions: redemptionLog(database),
    ...feedStore(database, members),
    close: () => database.close(),
  });
}

function feedStore(database: SqliteWriter, members: ReturnType<typeof memberCache>) {
  const read = database.query<[string], { value: string }>('SELECT value FROM facts WHERE name = ?');
  const write = database.change<[string, string]>(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const contentSchema = kioskFeed.omit({
    version: true,
    reset: true,
    at: true,
    members: true,
    removed: true,
    gifts: true,
  });
  const giftsSchema = kioskFeed.shape.gifts.unwrap();

  return {
    applyFeed(feed: KioskFeed): void {
      const { version, reset, at, members: changed, removed, gifts, ...content } = feed;
      database.transaction(() => {
        if (reset) members.clear();
        for (const member of changed) members.cache.put(member);
        for (const memberId of removed) members.remove(memberId);
        if (gifts !== null) write.run('gifts', JSON.stringify(gifts));
        write.run('content', JSON.stringify(content));
        write.run('as_of', String(at));
        write.run('version', String(version));
      });
    },
    confirmAt(at: number): void {
      write.run('as_of', String(at));
    },
    feedState(): FeedState | null {
      const version = read.get('version');
      const content = read.get('content');
      if (version === undefined || content === undefined) return null;
      return {
        version: Number(version.value),
        asOf: Number(read.get('as_of')?.value ?? 0),
        content: contentSchema.parse(JSON.parse(content.value)),
        gifts: giftsSchema.parse(JSON.parse(read.get('gifts')?.value ?? '[]')),
      };
    },
  };
}

function memberCache(database: SqliteWriter) {
  const byHash = database.query<[string], { snapshot: string }>('SELECT snapshot FROM members WHERE phone_hash = ?');
  const byId = database.query<[string], { snapshot: string }>('SELECT snapshot FROM members WHERE member_id = ?');
  const drop = database.change<[string, string]>('DELETE FROM members WHERE phone_hash = ? OR member_id = ?');
  const put = database.change<[string, string, string]>(
    'INSERT INTO members (member_id, phone_hash, snapshot) VALUES (?, ?, ?)',
  );
  const remove = database.change<[string]>('DELETE FROM members WHERE member_id = ?');
  const clear = database.change('DELETE FROM members');
  const parse = (row: { snapshot: string } | undefined) =>
    row === undefined ? null : memberSnapshot.parse(JSON.parse(row.snapshot));

  const cache: MemberCache = {
    byPhoneHash: (phoneHash) => parse(byHash.get(phoneHash)),
    byId: (memberId) => parse(byId.get(memberId)),
    put(member) {
      database.transaction(() => {
        // A phone that moved to another member, or a member with a new phone: either way one row stays.
        drop.run(member.phoneHash, member.memberId);
        put.run(member.memberId, member.phoneHash, JSON.stringify(member));
      });
    },
  };
  return { cache, clear: () => clear.run(), remove: (memberId: MemberId) => remove.run(memberId) };
}

function outboxStore(database: SqliteWriter): OutboxStore {
  const lastSeq = database.query<[], { value: string }>("SELECT value FROM facts WHERE name = 'last_seq'");
  const setLastSeq = database.change<[string]>(
    "INSERT INTO facts (name, value) VALUES ('last_seq', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const addOp = database.change<[string, number, string, string]>(
    'INSERT INTO ops (op_id, at, kind, body) VALUES (?, ?, ?, ?)',
  );
  const addRow = database.change<[number, string]>('INSERT INTO outbox (seq, op_id) VALUES (?, ?)');
  const pending = database.query<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM outbox JOIN ops USING (op_id) ORDER BY seq LIMIT ?',
  );
  const count = database.query<[], { rows: number }>('SELECT count(*) AS rows FROM outbox');
  const outcome = database.query<
    [string],
    { outcome: 'applied' | 'rejected' | null; code: string | null; memberId: MemberId | null }
  >('SELECT outcome, code, member_id AS memberId FROM ops WHERE op_id = ?');
  const settleOp = database.change<[string, string | null, string | null, string]>(
    'UPDATE ops SET outcome = ?, code = ?, member_id = ? WHERE op_id = ?',
  );
  const removeRow = database.change<[string]>('DELETE FROM outbox WHERE op_id = ?');
  const clear = database.change('DELETE FROM outbox');
  const prune = database.change<[number]>('DELETE FROM ops WHERE at < ? AND outcome IS NOT NULL');

  function number(opId: OpId): number {
    const seq = Number(lastSeq.get()?.value ?? 0) + 1;
    addRow.run(seq, opId);
    setLastSeq.run(String(seq));
    return seq;
  }

  return {
    add(op) {
      return database.transaction(() => {
        prune.run(op.at - opsKeptMs);
        addOp.run(op.opId, op.at, op.kind, JSON.stringify(op));
        return { ...op, seq: number(op.opId) } as KioskOp;
      });
    },
    pending: (limit) => pending.all(limit).map(({ seq, body }) => kioskOp.parse({ ...JSON.parse(body), seq })),
    count: () => count.get()?.rows ?? 0,
    outcomeOf(opId) {
      const row = outcome.get(opId);
      if (row === undefined || row.outcome === null) return null;
      return { outcome: row.outcome, code: row.code, memberId: row.memberId } satisfies OpOutcome;
    },
    settle({ settled, renumberFrom }) {
      database.transaction(() => {
        for (const [opId, { outcome: how, code, memberId }] of settled) {
          settleOp.run(how, code, memberId, opId);
          removeRow.run(opId);
        }
        if (renumberFrom === null) return;
        const waiting = pending.all(Number.MAX_SAFE_INTEGER).map((row) => (JSON.parse(row.body) as KioskOp).opId);
        clear.run();
        setLastSeq.run(String(renumberFrom - 1));
        for (const opId of waiting) number(opId);
      });
    },
  };
}

interface UnfinishedColumns {
  readonly sku: Sku;
  readonly deskId: DeskId;
  readonly askedAt: number;
  readonly view: string | null;
}

function redemptionLog(database: SqliteWriter): RedemptionLog {
  const open = database.query<[string, string, string, number], { opId: OpId }>(
    `SELECT op_id AS opId FROM redemptions
     WHERE member_id = ? AND sku = ? AND desk_id = ? AND state = 'asked' AND asked_at > ? ORDER BY asked_at DESC LIMIT 1`,
  );
  const insert = database.change<[string, string, string, string, number]>(
    `INSERT INTO redemptions (op_id, member_id, sku, desk_id, asked_at, state) VALUES (?, ?, ?, ?, ?, 'asked')`,
  );
  const confirm = database.change<[string, number, string]>(
    `UPDATE redemptions SET state = 'confirmed', view = ?, expires_at = ? WHERE op_id = ?`,
  );
  const refuse = database.change<[string, string]>(
    `UPDATE redemptions SET state = 'refused', code = ? WHERE op_id = ? AND state = 'asked'`,
  );
  const taken = database.change<[number, string]>('UPDATE redemptions SET taken_at = ? WHERE op_id = ?');
  const unfinished = database.query<[string, number, number], UnfinishedColumns>(
    `SELECT sku, desk_id AS deskId, asked_at AS askedAt, view FROM redemptions
     WHERE member_id = ? AND state <> 'refused' AND taken_at IS NULL AND asked_at > ? AND (expires_at IS NULL OR expires_at > ?)
     ORDER BY asked_at DESC LIMIT 1`,
  );

  return {
    ask({ memberId, sku, deskId }, newOpId, at) {
      return database.transaction(() => {
        const asked = open.get(memberId, sku, deskId, at - wishKeptMs);
        if (asked !== undefined) return asked.opId;
        insert.run(newOpId, memberId, sku, deskId, at);
        return newOpId;
      });
    },
    confirm(view) {
      confirm.run(JSON.stringify(view), view.expiresAt, view.opId);
    },
    refuse(opId, code) {
      refuse.run(code, opId);
    },
    taken(opId, at) {
      taken.run(at, opId);
    },
    unfinished(memberId, at) {
      const row = unfinished.get(memberId, at - wishKeptMs, at);
      if (row === undefined) return null;
      if (row.view !== null) return { kind: 'confirmed', redemption: redemptionView.parse(JSON.parse(row.view)) };
      const { sku, deskId, askedAt } = row;
      return { kind: 'unanswered', sku, deskId, askedAt };
    },
  };
}
