/**
 * The use cases of one visit: who is here, joining, redeeming, or noting a request when the gateway is away.
 * A visit keeps the proofs of its member in memory, out of the page's reach, and forgets them when it ends.
 */
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { DeskId, MemberId, OpId, Sku } from '#shared/domain/ids.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Language } from '#shared/domain/text.ts';
import { formatCard, parseCard } from '#shared/wire/card.ts';
import type { MemberSnapshot, PrintJob, RedemptionView } from '#shared/wire/member-api.ts';
import type { GatewayLink, KioskContent, MemberCache, OpOutcome, Outbox, RedemptionLog, Secrets } from './ports.ts';
import type { Identified, MemberView, RpcParams, RpcResult } from './rpc.ts';
import { decidesWish, isAway } from './wish.ts';

export interface VisitParts {
  readonly link: GatewayLink;
  readonly members: MemberCache;
  readonly outbox: Outbox;
  readonly redemptions: RedemptionLog;
  readonly secrets: Secrets;
  /** What the last feed said, null before the first; and when that was, in epoch ms. */
  readonly content: () => { readonly content: KioskContent; readonly asOf: number } | null;
  readonly now: () => number;
  /** Sends the outbox now; resolves with the outcome of one operation, or null when it has to wait. */
  readonly flush: (opId: OpId) => Promise<OpOutcome | null>;
}

export interface Visit {
  identify(phone: string, language: Language): Promise<Result<Identified>>;
  lookUpCard(card: string): Promise<Result<MemberView>>;
  verifyCode(codeId: OpId, code: string): Promise<Result<RpcResult<'verifyCode'>>>;
  join(request: RpcParams<'join'>): Promise<Result<RpcResult<'join'>>>;
  redeem(memberId: MemberId, sku: Sku, deskId: DeskId): Promise<Result<RedemptionView>>;
  noteRequest(memberId: MemberId, sku: Sku, deskId: DeskId): Result<{ opId: OpId }>;
  print(opId: OpId): Promise<Result<PrintJob>>;
  printState(opId: OpId): Promise<Result<PrintJob>>;
  slipTaken(opId: OpId): void;
  /** The member whom the page shows, as the cache has it now; null when it shows nobody. */
  shownMember(live: boolean): MemberView | null;
  end(): void;
}

interface Proof {
  readonly text: string;
  readonly codeId: OpId;
  readonly expiresAt: number;
  /** Whom it proves; null until somebody has joined with the phone. */
  readonly memberId: MemberId | null;
}

const notFilled: Fault = fault('gateway_unreachable', 'This kiosk has not heard its gateway yet.');

export function createVisit(parts: VisitParts): Visit {
  const { link, members, outbox, redemptions, secrets } = parts;
  /** Tails of the phones to which codes were sent, until the visit ends. */
  const tails = new Map<OpId, string>();
  let proof: Proof | null = null;
  let shown: { readonly memberId: MemberId; readonly phoneTail: string | null } | null = null;

  function show(snapshot: MemberSnapshot, asOf: number, live: boolean, phoneTail: string | null): MemberView {
    shown = { memberId: snapshot.memberId, phoneTail };
    const { phoneHash: _kept, ...figures } = snapshot;
    const proven = proof?.memberId === snapshot.memberId && parts.now() < proof.expiresAt;
    return { ...figures, card: formatCard(snapshot.memberId), phoneTail, asOf, live, proven };
  }

  function remember(phone: string): Result<Identified> {
    const filled = parts.content();
    if (filled === null) return fail(notFilled);
    const found = members.byPhoneHash(secrets.hashPhone(filled.content.phoneKey, phone));
    if (found === null) return succeed({ kind: 'stranger' });
    return succeed({ kind: 'remembered', member: show(found, filled.asOf, false, tailOf(phone)) });
  }

  return {
    async identify(typed, language) {
      const phone = secrets.normalisePhone(typed);
      if (phone === null) return fail(fault('phone_invalid'));
      // Somebody says anew who is here: what was proven before does not count for them.
      proof = null;
      const sent = await link.sendCode(phone, language);
      if (!sent.ok) return isAway(sent.fault) ? remember(phone) : sent;
      const { codeId, resendAfterMs } = sent.value;
      const phoneTail = tailOf(phone);
      tails.set(codeId, phoneTail);
      return succeed({ kind: 'code_sent', codeId, phoneTail, resendAt: parts.now() + resendAfterMs });
    },

    async lookUpCard(card) {
      const memberId = parseCard(card);
      if (memberId === null) return fail(fault('member_unknown', 'This is not a member card of ours.'));
      proof = null;
      const fresh = await link.lookup(card);
      if (fresh.ok) {
        members.put(fresh.value);
        return succeed(show(fresh.value, parts.now(), true, null));
      }
      const known = isAway(fresh.fault) ? members.byId(memberId) : null;
      const filled = parts.content();
      return known === null || filled === null ? fresh : succeed(show(known, filled.asOf, false, null));
    },

    async verifyCode(codeId, code) {
      const checked = await link.verifyCode(codeId, code);
      if (!checked.ok) return checked;
      const { proof: text, expiresAt, member } = checked.value;
      const phoneTail = tails.get(codeId) ?? null;
      proof = { text, codeId, expiresAt, memberId: member?.memberId ?? null };
      if (member === null) return succeed({ member: null, unfinished: null });
      members.put(member);
      const unfinished = redemptions.unfinished(member.memberId, parts.now());
      return succeed({ member: show(member, parts.now(), true, phoneTail), unfinished });
    },

    async join(request) {
      const op = joinOp(parts, request, proof);
      if (!op.ok) return op;
      const { opId } = outbox.add(op.value);
      const outcome = await parts.flush(opId);
      if (outcome === null) return succeed({ member: null });
      if (outcome.outcome === 'rejected') return fail(fault('request_invalid', outcome.code ?? 'The gateway refused.'));
      if (outcome.memberId === null) return succeed({ member: null });
      const fresh = await link.lookup(formatCard(outcome.memberId));
      if (!fresh.ok) return succeed({ member: null });
      members.put(fresh.value);
      if (op.value.proof !== null && proof?.text === op.value.proof) proof = { ...proof, memberId: outcome.memberId };
      return succeed({ member: show(fresh.value, parts.now(), true, tailOf(request.phone)) });
    },

    async redeem(memberId, sku, deskId) {
      const at = parts.now();
      if (proof === null || at >= proof.expiresAt) return fail(fault('proof_missing'));
      const opId = redemptions.ask({ memberId, sku, deskId }, secrets.newOpId(), at);
      const answer = await link.redeem({ opId, memberId, proof: proof.text, sku, deskId });
      if (answer.ok) redemptions.confirm(answer.value);
      // An unproven member or an overloaded gateway decided nothing about the wish; neither did silence.
      else if (decidesWish(answer.fault)) redemptions.refuse(opId, answer.fault.code);
      return answer;
    },

    noteRequest(memberId, sku, deskId) {
      const op = { kind: 'request', opId: secrets.newOpId(), at: parts.now(), memberId, sku, deskId } as const;
      outbox.add(op);
      void parts.flush(op.opId);
      return succeed({ opId: op.opId });
    },

    print: (opId) => link.print(opId),
    printState: (opId) => link.printState(opId),
    slipTaken: (opId) => redemptions.taken(opId, parts.now()),

    shownMember(live) {
      const filled = parts.content();
      const snapshot = shown && members.byId(shown.memberId);
      return shown && snapshot && filled ? show(snapshot, filled.asOf, live, shown.phoneTail) : null;
    },

    end() {
      tails.clear();
      proof = null;
      shown = null;
    },
  };
}

type JoinOp = Extract<Parameters<Outbox['add']>[0], { kind: 'join' }>;

function joinOp(parts: VisitParts, request: RpcParams<'join'>, proof: Proof | null): Result<JoinOp> {
  const { secrets } = parts;
  const phone = secrets.normalisePhone(request.phone);
  if (phone === null) return fail(fault('phone_invalid'));
  const content = parts.content()?.content;
  if (content === undefined) return fail(notFilled);
  const { membership } = content.consent;
  if (membership.version !== request.consentVersion) {
    return fail(fault('request_invalid', 'The consent text changed while it was shown; show it again.'));
  }
  return succeed({
    kind: 'join',
    opId: secrets.newOpId(),
    at: parts.now(),
    sealedPhone: secrets.sealPhone(content.sealingKey, phone),
    phoneHash: secrets.hashPhone(content.phoneKey, phone),
    proof: proof !== null && proof.codeId === request.codeId ? proof.text : null,
    consent: {
      version: membership.version,
      textHash: secrets.digest(membership.text[request.language]),
      language: request.language,
      marketing: request.marketing,
    },
    birthday: request.birthday,
  });
}

function tailOf(phone: string): string {
  return phone.slice(-4);
}
