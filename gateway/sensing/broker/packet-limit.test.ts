import { describe, expect, test } from 'vitest';
import { PacketLengths } from './packet-limit.ts';

/** A packet of this type with so many bytes after its fixed header. */
function packet(length: number): number[] {
  const digits: number[] = [];
  for (let rest = length; ; ) {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    digits.push(rest > 0 ? digit | 0x80 : digit);
    if (rest === 0) return [0x30, ...digits, ...new Array(length).fill(0xff)];
  }
}

describe('packet lengths', () => {
  const good = [...packet(0), ...packet(5), ...packet(300), ...packet(1_000), ...packet(0)];

  test('packets up to the bound pass, cut wherever TCP cuts them', () => {
    for (let cut = 0; cut <= good.length; cut++) {
      const lengths = new PacketLengths(1_000);
      expect(lengths.tooLong(Uint8Array.from(good.slice(0, cut)))).toBeNull();
      expect(lengths.tooLong(Uint8Array.from(good.slice(cut)))).toBeNull();
    }
  });

  test('one byte more is told as soon as the header is there, byte by byte', () => {
    const lengths = new PacketLengths(1_000);
    const bytes = [...good, ...packet(1_001).slice(0, 3)];
    const answers = bytes.map((byte) => lengths.tooLong(Uint8Array.of(byte)));
    expect(answers.at(-1)).toBe(1_001);
    expect(answers.slice(0, -1).every((answer) => answer === null)).toBe(true);
  });

  test('a length that never ends is too long', () => {
    const header = Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff);
    expect(new PacketLengths(1_000).tooLong(header)).toBe(Number.POSITIVE_INFINITY);
  });
});
