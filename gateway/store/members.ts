/** Members, what they agreed to, their coupons, and the version by which kiosks follow all of it. */
import type { Coupon, Member, MemberStore } from '#gateway/ports/membership.ts';
import type { KioskId, MemberId } from '#shared/domain/ids.ts';
import type { Tier } from '#shared/domain/site.ts';
import type { Language } from '#shared/domain/text.ts';
import type { SqliteWriter } from '#shared/node/sqlite.ts';

interface MemberRow {
  readonly member_id: MemberId;
  readonly phone_hash: string;
  readonly phone: Uint8Array;
  readonly is_proven: number;
  readonly birthday_month: number | null;
  readonly birthday_day: number | null;
  readonly language: Language;
  readonly tier: Tier;
  readonly tier_reviewed_on: string;
  readonly joined_at: number;
  readonly kiosk_id: KioskId;
  readonly version: number;
}

interface CouponRow {
  readonly coupon_id: string;
  readonly member_id: MemberId;
  readonly name_zh: string;
  readonly name_en: string;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly used_at: number | null;
}

export const memberByPhoneSql = 'SELECT * FROM member WHERE phone_hash = ?';
export const changedMembersSql = 'SELECT * FROM member WHERE version > ? ORDER BY version LIMIT ?';
export const reviewsDueSql = "SELECT * FROM member WHERE tier <> 'ordinary' AND tier_reviewed_on < ? LIMIT ?";

export function membersIn(database: SqliteWriter): MemberStore {
  return { ...memberRows(database), ...consentsAndCoupons(database), ...feedVersions(database) };
}

function memberRows(
  database: SqliteWriter,
): Pick<MemberStore, 'add' | 'update' | 'find' | 'findByPhone' | 'tierReviewsDue' | 'changedAfter'> {
  type Columns = [
    string,
    string,
    Uint8Array,
    number,
    number | null,
    number | null,
    string,
    string,
    string,
    number,
    string,
  ];
  const add = database.change<Columns>(
    'INSERT INTO member (member_id, phone_hash, phone, is_proven, birthday_month, birthday_day, language, tier, ' +
      'tier_reviewed_on, joined_at, kiosk_id, version) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT version + 1 FROM feed))',
  );
  const nextVersion = database.change('UPDATE feed SET version = version + 1');
  const update = database.change<[number, number | null, number | null, string, string, MemberId]>(
    'UPDATE member SET is_proven = ?, birthday_month = ?, birthday_day = ?, tier = ?, tier_reviewed_on = ? ' +
      'WHERE member_id = ?',
  );
  const find = database.query<[MemberId], MemberRow>('SELECT * FROM member WHERE member_id = ?');
  const findByPhone = database.query<[string], MemberRow>(memberByPhoneSql);
  const reviewsDue = database.query<[string, number], MemberRow>(reviewsDueSql);
  const changedAfter = database.query<[number, number], MemberRow>(changedMembersSql);

  return {
    add(member) {
      const { month, day } = member.birthday ?? { month: null, day: null };
      add.run(
        member.memberId,
        member.phoneHash,
        member.phone,
        member.isProven ? 1 : 0,
        month,
        day,
        member.language,
        member.tier,
        member.tierReviewedOn,
        member.joinedAt,
        member.kioskId,
      );
      nextVersion.run();
    },
    update({ memberId, isProven, birthday, tier, tierReviewedOn }) {
      const { month, day } = birthday ?? { month: null, day: null };
      update.run(isProven ? 1 : 0, month, day, tier, tierReviewedOn, memberId);
    },
    find: (memberId) => memberOf(find.get(memberId)),
    findByPhone: (phoneHash) => memberOf(findByPhone.get(phoneHash)),
    tierReviewsDue: (businessDay, limit) => reviewsDue.all(businessDay, limit).map(memberFrom),
    changedAfter: (version, limit) =>
      changedAfter.all(version, limit).map((row) => ({ member: memberFrom(row), version: row.version })),
  };
}

function consentsAndCoupons(database: SqliteWriter): Pick<MemberStore, 'addConsent' | 'addCoupon' | 'coupons'> {
  const addConsent = database.change<[string, string, string, string, string, number, string, number]>(
    'INSERT INTO consent (op_id, member_id, text_version, text_hash, language, marketing, kiosk_id, at) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addCoupon = database.change<[string, string, string, string, number, number, number | null]>(
    'INSERT INTO coupon (coupon_id, member_id, name_zh, name_en, issued_at, expires_at, used_at) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const coupons = database.query<[MemberId], CouponRow>(
    'SELECT * FROM coupon WHERE member_id = ? ORDER BY expires_at, coupon_id',
  );
  return {
    addConsent(consent) {
      const { opId, memberId, textVersion, textHash, language, marketing, kioskId, at } = consent;
      addConsent.run(opId, memberId, textVersion, textHash, language, marketing ? 1 : 0, kioskId, at);
    },
    addCoupon({ couponId, memberId, name, issuedAt, expiresAt, usedAt }) {
      addCoupon.run(couponId, memberId, name['zh-CN'], name.en, issuedAt, expiresAt, usedAt);
    },
    coupons: (memberId) => coupons.all(memberId).map(couponFrom),
  };
}

function feedVersions(database: SqliteWriter): Pick<MemberStore, 'touch' | 'touchGifts' | 'versions'> {
  const nextVersion = database.change('UPDATE feed SET version = version + 1');
  const stampMember = database.change<[MemberId]>(
    'UPDATE member SET version = (SELECT version FROM feed) WHERE member_id = ?',
  );
  const stampGifts = database.change('UPDATE feed SET version = version + 1, gifts_version = version + 1');
  const versions = database.query<[], { newest: number; gifts: number }>(
    'SELECT version AS newest, gifts_version AS gifts FROM feed',
  );
  return {
    touch(memberId) {
      nextVersion.run();
      stampMember.run(memberId);
    },
    touchGifts() {
      stampGifts.run();
    },
    versions: () => versions.get() ?? { newest: 1, gifts: 1 },
  };
}

function memberOf(row: MemberRow | undefined): Member | null {
  return row === undefined ? null : memberFrom(row);
}

function memberFrom(row: MemberRow): Member {
  const { birthday_month: month, birthday_day: day } = row;
  return {
    memberId: row.member_id,
    phoneHash: row.phone_hash,
    phone: row.phone,
    isProven: row.is_proven === 1,
    birthday: month === null || day === null ? null : { month, day },
    language: row.language,
    tier: row.tier,
    tierReviewedOn: row.tier_reviewed_on,
    joinedAt: row.joined_at,
    kioskId: row.kiosk_id,
  };
}

function couponFrom(row: CouponRow): Coupon {
  return {
    couponId: row.coupon_id,
    memberId: row.member_id,
    name: { 'zh-CN': row.name_zh, en: row.name_en },
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
