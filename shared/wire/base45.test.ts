import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('base45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('the examples of RFC 9285, sections 4.3 and 4.4: %s', (plain, encoded) => {
    expect(encodeBase45(bytesOf(plain))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual(bytesOf(plain));
  });

  test('groups above their range are refused: RFC 9285, section 6', () => {
    expect(decodeBase45('GGW')).toBeNull(); // 65,536
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(0xff, 0xff));
    expect(decodeBase45('::')).toBeNull();
    expect(decodeBase45('BB8A')).toBeNull();
    expect(decodeBase45('bb8')).toBeNull();
  });

  test('every byte string comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
      }),
    );
  });
});
