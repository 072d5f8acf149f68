/**
 * A scanner that types like a keyboard, told apart from fingers: its code begins with our prefix, comes fast and
 * ends with Enter. What it types never reaches a field, and a code of a stranger is dropped, never opened.
 */

export interface WedgeScan {
  /** What has come so far of a code; '' between codes. */
  readonly text: string;
  readonly lastKeyAt: number;
}

export interface WedgeStep {
  readonly scan: WedgeScan;
  /** A whole code, once. */
  readonly code: string | null;
  /** True where the key belongs to a code: the page must not see it. */
  readonly taken: boolean;
}

export const noScan: WedgeScan = { text: '', lastKeyAt: 0 };

/** Member cards begin so; anything else that a scanner reads is not for this kiosk. */
const prefix = 'AM1';
/** Generous: nobody types our prefix by hand, and a busy machine hands keys on late. */
const gapMaxMs = 500;
const lengthMax = 200;

/** Takes one key press (`key` as in KeyboardEvent) at a time in ms. */
export function stepWedge(scan: WedgeScan, key: string, at: number): WedgeStep {
  const current = at - scan.lastKeyAt > gapMaxMs ? noScan : scan;
  if (key === 'Shift') return { scan: { ...current, lastKeyAt: at }, code: null, taken: false };
  if (key === 'Enter' && current.text !== '') {
    return { scan: noScan, code: current.text.length > prefix.length ? current.text : null, taken: true };
  }
  const text = current.text + key;
  if (key.length !== 1 || !belongs(text)) return { scan: noScan, code: null, taken: false };
  return { scan: { text, lastKeyAt: at }, code: null, taken: true };
}

function belongs(text: string): boolean {
  return text.length <= lengthMax && (prefix.startsWith(text) || text.startsWith(prefix));
}
