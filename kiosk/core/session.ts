/**
 * One visit to the kiosk, from the first touch to the wipe: the whole of what the page knows about a person.
 * The page holds nothing outside this value, so that wiping is one assignment.
 */
import type { Fault } from '#shared/domain/faults.ts';
import type { DeskId, OpId, Sku } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/text.ts';
import type { PrintJob, RedemptionView } from '#shared/wire/member-api.ts';
import type { MemberView, Unfinished } from './rpc.ts';

/** Why a phone is asked for: to learn who is here, or to prove it before points are spent. */
export type Purpose =
  | { readonly kind: 'identify' }
  | { readonly kind: 'redeem'; readonly sku: Sku; readonly deskId: DeskId };

/** Every screen there is. What a screen needs to draw itself and nobody else needs is inside it. */
export type Screen =
  | { readonly name: 'attract' }
  | { readonly name: 'phone'; readonly purpose: Purpose; readonly entry: string }
  | {
      readonly name: 'code';
      readonly purpose: Purpose;
      readonly entry: string;
      readonly codeId: OpId;
      /** Last four digits of the phone: all that is said aloud. */
      readonly phoneTail: string;
      /** Epoch ms from which another code may be asked for. */
      readonly resendAt: number;
    }
  | { readonly name: 'consent'; readonly marketing: boolean }
  | { readonly name: 'birthday'; readonly marketing: boolean; readonly entry: string }
  | { readonly name: 'welcome'; readonly queued: boolean }
  | { readonly name: 'home'; readonly giftPage: number }
  | { readonly name: 'confirm'; readonly sku: Sku; readonly deskId: DeskId }
  | { readonly name: 'slip'; readonly redemption: RedemptionView; readonly print: PrintJob | null }
  | { readonly name: 'noted'; readonly sku: Sku; readonly deskId: DeskId }
  | { readonly name: 'leave' };

/** The person in front of the kiosk, as far as known. */
export interface Visitor {
  /** As typed, digits only; kept until the visit ends because joining needs it again. */
  readonly phone: string;
  /** The verified one-time code behind a join; null while nothing is proven or the gateway is away. */
  readonly codeId: OpId | null;
  readonly member: MemberView | null;
  /** A redemption of this member that an earlier visit did not see the end of. */
  readonly unfinished: Unfinished | null;
}

/** How the screen is drawn for this person; goes back to plain with the visit. */
export interface Comfort {
  readonly largeText: boolean;
  /** Every control in the lower 45 % of the screen. */
  readonly lowReach: boolean;
  readonly highContrast: boolean;
}

export interface Session {
  readonly language: Language;
  readonly comfort: Comfort;
  readonly screen: Screen;
  readonly visitor: Visitor;
  /** The number of the question that waits for an answer; an answer to any other number is dropped. */
  readonly asking: number | null;
  readonly fault: Fault | null;
}

export const nobody: Visitor = { phone: '', codeId: null, member: null, unfinished: null };

/** What a wiped kiosk is: exactly this, whoever was there before. */
export const initialSession: Session = {
  language: 'zh-CN',
  comfort: { largeText: false, lowReach: false, highContrast: false },
  screen: { name: 'attract' },
  visitor: nobody,
  asking: null,
  fault: null,
};

/** Digits that a pad takes before it is full. */
export const entryDigitsMax = { phone: 15, code: 6, birthday: 4 } as const;

/** Month and day typed as MMDD, or null where no calendar has such a day. */
export function parseBirthday(entry: string): { month: number; day: number } | null {
  if (!/^\d{4}$/.test(entry)) return null;
  const month = Number(entry.slice(0, 2));
  const day = Number(entry.slice(2));
  const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const last = daysOf[month - 1];
  return last !== undefined && day >= 1 && day <= last ? { month, day } : null;
}
