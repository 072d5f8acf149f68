/**
 * What of a refused payload is kept for the person who has to find out why. Pictures, MAC addresses and ids of tags and
 * vehicles are taken out first: what may not be stored may not be stored here either.
 */

/** Longer than any field a device should send, shorter than any picture. */
const base64Pattern = /[A-Za-z0-9+/]{120,}={0,2}/g;
const macPattern = /\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b/gi;
const personalPattern = /("(?:\w*mac\w*|bssid|epc\w*|tid\w*|tag_?id|plate\w*|image|snapshot)"\s*:\s*")[^"]*/gi;
/** Enough for the patterns to see a whole field behind the cut. */
const readBytesMax = 64 * 1024;

/**
 * The first `bytesMax` bytes, as text where the payload is UTF-8 text, else in hexadecimal (two characters a byte,
 * half as many bytes).
 */
export function quarantineExcerpt(payload: Uint8Array, bytesMax: number): string {
  const head = payload.subarray(0, readBytesMax);
  if (isPicture(head)) return '[picture removed]';
  const text = textOf(head);
  if (text === null) return Buffer.from(head.subarray(0, bytesMax / 2)).toString('hex');
  const stripped = text
    .replace(personalPattern, '$1[removed]')
    .replace(base64Pattern, (match) => `[${match.length} characters of base64 removed]`)
    .replace(macPattern, '[MAC removed]');
  return Buffer.from(stripped).subarray(0, bytesMax).toString('utf8');
}

function isPicture(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 4)).toString('hex');
  return start.startsWith('ffd8ff') || start === '89504e47' || start === '47494638' || start === '52494646';
}

/** Null where the bytes are no text: broken UTF-8 or control characters. */
function textOf(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true });
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)) return null;
  }
  return text;
}
