/** Bytes from base64, in the plain or the URL alphabet, with or without padding. */

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/** Null where the text is not base64 or was cut inside a group. */
export function bytesFromBase64(text: string): Uint8Array | null {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  // One character over a group of four carries six bits, which is no byte.
  if (!alphabet.test(plain) || plain.length % 4 === 1) return null;
  const binary = atob(plain);
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** Upper-case hexadecimal, two digits a byte. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}
