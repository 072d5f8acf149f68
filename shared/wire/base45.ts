/** Base45 of RFC 9285: bytes in the alphabet of a QR code's alphanumeric mode, 3 characters for 2 bytes. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Two bytes are three characters, least significant first; a last single byte is two (RFC 9285, section 4). */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += 2) {
    const [first = 0, second] = bytes.subarray(offset, offset + 2);
    let value = second === undefined ? first : first * 256 + second;
    for (let digit = second === undefined ? 2 : 3; digit > 0; digit -= 1) {
      text += alphabet.charAt(value % 45);
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** The bytes, or null for a foreign character, an impossible length or a group above its range. */
export function decodeBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let offset = 0; offset < text.length; offset += 3) {
    const digits = [...text.slice(offset, offset + 3)].map((character) => alphabet.indexOf(character));
    if (digits.includes(-1)) return null;
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (value >= 256 ** (digits.length - 1)) return null;
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
