/** Eight characters that stand for a waiting redemption where the slip's QR code cannot be scanned: XXXX-XXXX. */

/** No 0, 1, I, L, O or U: nothing that looks like another, and no words. */
export const shortCodeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const shortCodeLength = 8;

/** Draws a code; `pick` answers a random whole number from 0 to below its argument. */
export function drawShortCode(pick: (below: number) => number): string {
  const draw = () => shortCodeAlphabet.charAt(pick(shortCodeAlphabet.length));
  return inGroups(Array.from({ length: shortCodeLength }, draw).join(''));
}

/** The code in its printed form, however it was typed; null for what is none. */
export function parseShortCode(text: string): string | null {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase();
  if (compact.length !== shortCodeLength) return null;
  return [...compact].every((character) => shortCodeAlphabet.includes(character)) ? inGroups(compact) : null;
}

function inGroups(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
