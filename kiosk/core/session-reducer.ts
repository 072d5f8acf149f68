/** What each touch, answer and silence does to a visit. Pure: the page only draws the session and asks the service. */
import type { Fault } from '#shared/domain/faults.ts';
import type { DeskId, OpId, Sku } from '#shared/domain/ids.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { Language } from '#shared/domain/text.ts';
import type { PrintJob, RedemptionView } from '#shared/wire/member-api.ts';
import type { Identified, MemberView, Unfinished } from './rpc.ts';
import {
  type Comfort,
  entryDigitsMax,
  initialSession,
  nobody,
  type Purpose,
  parseBirthday,
  type Screen,
  type Session,
  type Visitor,
} from './session.ts';
import { decidesWish, isAway } from './wish.ts';

export type Action =
  // touches
  | { readonly type: 'start' }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'comfort'; readonly change: Partial<Comfort> }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'erase' }
  | { readonly type: 'marketing'; readonly agreed: boolean }
  | { readonly type: 'agree' }
  | { readonly type: 'home' }
  | { readonly type: 'gift_page'; readonly page: number }
  | { readonly type: 'choose'; readonly sku: Sku; readonly deskId: DeskId }
  | { readonly type: 'prove' }
  | { readonly type: 'show_slip'; readonly redemption: RedemptionView }
  | { readonly type: 'slip_came_out' }
  | { readonly type: 'back' }
  | { readonly type: 'dismiss' }
  /** "End and clear". */
  | { readonly type: 'end' }
  // questions to the service: numbered, so that an answer to a visit that is over finds nobody
  | { readonly type: 'asked'; readonly request: number }
  /** `at`: when the page gave up, in epoch ms. */
  | { readonly type: 'failed'; readonly request: number; readonly fault: Fault; readonly at: number }
  | { readonly type: 'answered'; readonly request: number; readonly answer: Answer }
  // facts
  | { readonly type: 'member_changed'; readonly member: MemberView }
  /** Word from the printer; it concerns the slip on the screen or nobody. */
  | { readonly type: 'print_changed'; readonly opId: OpId; readonly job: PrintJob }
  /** Nobody is here any more. */
  | { readonly type: 'wipe' };

export type Answer =
  | { readonly to: 'identify'; readonly identified: Identified }
  | { readonly to: 'card'; readonly member: MemberView }
  | { readonly to: 'code'; readonly member: MemberView | null; readonly unfinished: Unfinished | null }
  | { readonly to: 'join'; readonly member: MemberView | null }
  | { readonly to: 'redeem'; readonly redemption: RedemptionView }
  | { readonly to: 'note' };

/** The next session. Actions that make no sense on the present screen change nothing. */
export function reduceSession(session: Session, action: Action): Session {
  switch (action.type) {
    case 'wipe':
      return initialSession;
    case 'end':
      return { ...initialSession, language: session.language, screen: { name: 'leave' } };
    case 'asked':
      return { ...session, asking: action.request, fault: null };
    case 'failed':
      return session.asking === action.request ? refuse(session, action.fault, action.at) : session;
    case 'answered':
      return session.asking === action.request
        ? answer({ ...session, asking: null, fault: null }, action.answer)
        : session;
    case 'member_changed':
      return refresh(session, action.member);
    case 'print_changed':
      return session.screen.name === 'slip' && session.screen.redemption.opId === action.opId
        ? show(session, { ...session.screen, print: action.job })
        : session;
    case 'language':
      return { ...session, language: action.language };
    case 'comfort':
      return { ...session, comfort: { ...session.comfort, ...action.change } };
    default:
      // While an answer is awaited nothing else moves: no second redemption by a second touch.
      return session.asking === null ? touch({ ...session, fault: null }, action) : session;
  }
}

type Touch = Exclude<
  Action,
  {
    type:
      | 'wipe'
      | 'end'
      | 'asked'
      | 'failed'
      | 'answered'
      | 'member_changed'
      | 'print_changed'
      | 'language'
      | 'comfort';
  }
>;

function touch(session: Session, action: Touch): Session {
  const { screen, visitor } = session;
  switch (action.type) {
    case 'start':
      return screen.name === 'attract' ? show(session, identifyScreen) : session;
    case 'digit':
      return enter(session, (entry, digitsMax) => (entry.length < digitsMax ? entry + action.digit : entry));
    case 'erase':
      return enter(session, (entry) => entry.slice(0, -1));
    case 'marketing':
      return screen.name === 'consent' ? show(session, { ...screen, marketing: action.agreed }) : session;
    case 'agree':
      return screen.name === 'consent'
        ? show(session, { name: 'birthday', marketing: screen.marketing, entry: '' })
        : session;
    case 'home':
      return visitor.member === null ? session : show(session, homeScreen);
    case 'gift_page':
      return screen.name === 'home' ? show(session, { ...screen, giftPage: action.page }) : session;
    case 'choose':
      return visitor.member === null
        ? session
        : show(session, { name: 'confirm', sku: action.sku, deskId: deskOfWish(visitor, action) });
    case 'prove':
      return screen.name === 'confirm' ? prove(session, screen.sku, screen.deskId) : session;
    case 'show_slip':
      return visitor.member === null
        ? session
        : show(know(session, { unfinished: null }), { name: 'slip', redemption: action.redemption, print: null });
    case 'slip_came_out':
      return screen.name === 'slip' && screen.print !== null
        ? show(session, { ...screen, print: { ...screen.print, state: 'printed' } })
        : session;
    case 'back':
      return goBack(session);
    case 'dismiss':
      return session;
    default:
      return unreachable(action);
  }
}

const identifyScreen: Screen = { name: 'phone', purpose: { kind: 'identify' }, entry: '' };
const homeScreen: Screen = { name: 'home', giftPage: 0 };

function show(session: Session, screen: Screen): Session {
  return { ...session, screen };
}

function know(session: Session, change: Partial<Visitor>): Session {
  return { ...session, visitor: { ...session.visitor, ...change } };
}

function prove(session: Session, sku: Sku, deskId: DeskId): Session {
  return show(session, { name: 'phone', purpose: { kind: 'redeem', sku, deskId }, entry: session.visitor.phone });
}

function enter(session: Session, edit: (entry: string, digitsMax: number) => string): Session {
  const { screen } = session;
  if (screen.name !== 'phone' && screen.name !== 'code' && screen.name !== 'birthday') return session;
  const entry = edit(screen.entry, entryDigitsMax[screen.name]);
  const edited = show(session, { ...screen, entry });
  return screen.name === 'phone' ? know(edited, { phone: entry }) : edited;
}

function goBack(session: Session): Session {
  const { screen, visitor } = session;
  switch (screen.name) {
    case 'attract':
    case 'leave':
      return session;
    case 'phone':
      return screen.purpose.kind === 'redeem' ? show(session, confirmScreen(screen.purpose)) : initialWith(session);
    case 'code':
      return show(session, { name: 'phone', purpose: screen.purpose, entry: visitor.phone });
    case 'consent':
      return show(session, { name: 'phone', purpose: { kind: 'identify' }, entry: visitor.phone });
    case 'birthday':
      return show(session, { name: 'consent', marketing: screen.marketing });
    case 'welcome':
    case 'home':
    case 'confirm':
    case 'slip':
    case 'noted':
      return visitor.member === null ? initialWith(session) : show(session, homeScreen);
    default:
      return unreachable(screen);
  }
}

/** The start, in the language and comfort of the person who is still here. */
function initialWith(session: Session): Session {
  return { ...initialSession, language: session.language, comfort: session.comfort };
}

function confirmScreen(purpose: { readonly sku: Sku; readonly deskId: DeskId }): Screen {
  return { name: 'confirm', sku: purpose.sku, deskId: purpose.deskId };
}

/** A wish without an answer stays at its desk: asked at another one it would be a second wish, and paid twice. */
function deskOfWish({ unfinished }: Visitor, { sku, deskId }: { readonly sku: Sku; readonly deskId: DeskId }): DeskId {
  return unfinished?.kind === 'unanswered' && unfinished.sku === sku ? unfinished.deskId : deskId;
}

function refuse(session: Session, fault: Fault, at: number): Session {
  const asked = refuseWish({ ...session, asking: null, fault }, fault, at);
  const { screen, visitor } = asked;
  if (screen.name === 'code' && fault.code === 'code_wrong') return show(asked, { ...screen, entry: '' });
  if (fault.code === 'proof_missing' && visitor.member !== null) {
    return know(asked, { member: { ...visitor.member, proven: false } });
  }
  return asked;
}

/** On the confirm screen only a redemption can fail: noting a wish needs nobody. */
function refuseWish(session: Session, fault: Fault, askedAt: number): Session {
  const { screen, visitor } = session;
  if (screen.name !== 'confirm') return session;
  const { sku, deskId } = screen;
  if (isAway(fault)) return know(session, { unfinished: { kind: 'unanswered', sku, deskId, askedAt } });
  return decidesWish(fault) && isUnanswered(visitor, sku) ? know(session, { unfinished: null }) : session;
}

function answer(session: Session, given: Answer): Session {
  const { screen } = session;
  switch (given.to) {
    case 'identify':
      return screen.name === 'phone' || screen.name === 'code'
        ? identify(session, screen.purpose, given.identified)
        : session;
    case 'card':
      return show(know(session, { ...nobody, member: given.member }), homeScreen);
    case 'code':
      return screen.name === 'code' ? proven(session, screen, given) : session;
    case 'join':
      return show(know(session, { member: given.member }), { name: 'welcome', queued: given.member === null });
    case 'redeem':
      return show(know(session, { unfinished: null }), { name: 'slip', redemption: given.redemption, print: null });
    case 'note':
      return screen.name === 'confirm'
        ? show(session, { name: 'noted', sku: screen.sku, deskId: screen.deskId })
        : session;
    default:
      return unreachable(given);
  }
}

function identify(session: Session, purpose: Purpose, identified: Identified): Session {
  switch (identified.kind) {
    case 'code_sent': {
      const { codeId, phoneTail, resendAt } = identified;
      return show(session, { name: 'code', purpose, entry: '', codeId, phoneTail, resendAt });
    }
    case 'remembered':
      return show(know(session, { member: identified.member }), homeScreen);
    case 'stranger':
      return show(session, { name: 'consent', marketing: false });
    default:
      return unreachable(identified);
  }
}

function proven(
  session: Session,
  screen: Extract<Screen, { name: 'code' }>,
  given: Extract<Answer, { to: 'code' }>,
): Session {
  const { purpose, codeId } = screen;
  if (given.member === null) {
    return show(know(session, { codeId, member: null }), { name: 'consent', marketing: false });
  }
  const known = know(session, { codeId, member: given.member, unfinished: given.unfinished });
  // Someone else's phone proves someone else: the gift that the first member looked at is not carried over.
  const same = session.visitor.member === null || session.visitor.member.memberId === given.member.memberId;
  return show(known, purpose.kind === 'redeem' && same ? confirmScreen(purpose) : homeScreen);
}

function refresh(session: Session, member: MemberView): Session {
  const shown = session.visitor.member;
  if (shown?.memberId !== member.memberId) return session;
  // The service cannot know the digits that were typed here, nor take back a proof.
  return know(session, { member: { ...member, phoneTail: shown.phoneTail, proven: shown.proven } });
}

/** Whether this gift was asked for and nobody knows yet what became of it. */
export function isUnanswered({ unfinished }: Visitor, sku: Sku): boolean {
  return unfinished?.kind === 'unanswered' && unfinished.sku === sku;
}

/** True when the primary button of a pad may be pressed. */
export function entryComplete(screen: Screen): boolean {
  switch (screen.name) {
    case 'phone':
      return screen.entry.length >= 6;
    case 'code':
      return screen.entry.length >= 4;
    case 'birthday':
      return parseBirthday(screen.entry) !== null;
    default:
      return false;
  }
}
