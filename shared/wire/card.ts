/**
 * The code on a member's card: `AM1`, the 128 bits of the member id in 26 characters, 2 check characters.
 * The alphabet is Crockford's Base32: no I, L, O or U, so that a code read aloud or typed is not misread.
 * A card is a name, not a proof: whoever holds a photograph of it may look up, never spend.
 */
import type { MemberId } from '../domain/ids.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = 'AM1';
const idLength = 26;
const checkLength = 2;
/** The largest prime below 32²: it catches every single wrong character and every swap of neighbours. */
const checkModulus = 1_021n;

/** 31 characters, all of them in the alphanumeric mode of a QR code. */
export function formatCard(memberId: MemberId): string {
  const value = BigInt(`0x${memberId.replaceAll('-', '')}`);
  return prefix + digitsOf(value, idLength) + digitsOf(value % checkModulus, checkLength);
}

/** The member id, or null where the text is no card of ours. Case, blanks and hyphens do not matter. */
export function parseCard(text: string): MemberId | null {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase();
  if (!compact.startsWith(prefix)) return null;
  const code = compact.slice(prefix.length).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (code.length !== idLength + checkLength) return null;
  const value = numberOf(code.slice(0, idLength));
  const check = numberOf(code.slice(idLength));
  if (value === null || check === null || value >= 1n << 128n || value % checkModulus !== check) return null;
  const hex = value.toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as MemberId;
}

function digitsOf(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
}

function numberOf(code: string): bigint | null {
  let value = 0n;
  for (const character of code) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    value = value * 32n + BigInt(digit);
  }
  return value;
}
