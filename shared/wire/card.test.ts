import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MemberId } from '../domain/ids.ts';
import { formatCard, parseCard } from './card.ts';

const memberIds = fc.uuid().map((id) => id as MemberId);
const member = '7f0e2c1a-9b3d-4e5f-8a6b-0c1d2e3f4a5b' as MemberId;

describe('card', () => {
  test('a card has one form', () => {
    expect(formatCard(member)).toBe('AM13Z1RP1N6SX9SFRMTRC3MQ3YJJVTS');
  });

  test('every member id comes back, however it was typed', () => {
    fc.assert(
      fc.property(memberIds, (id) => {
        const card = formatCard(id);
        expect(card).toMatch(/^AM1[0-9A-Z]{28}$/);
        expect(parseCard(card)).toBe(id);
        expect(parseCard(` ${card.toLowerCase().replace(/(.{4})/g, '$1-')} `)).toBe(id);
      }),
    );
  });

  test('one wrong character and two swapped neighbours are seen', () => {
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(memberIds, fc.integer({ min: 3, max: 30 }), fc.constantFrom(...digits), (id, at, digit) => {
        const card = formatCard(id);
        if (card.charAt(at) !== digit) expect(parseCard(card.slice(0, at) + digit + card.slice(at + 1))).toBeNull();
        const swapped = card.slice(0, at) + card.charAt(at + 1) + card.charAt(at) + card.slice(at + 2);
        if (at < 30 && swapped !== card) expect(parseCard(swapped)).toBeNull();
      }),
    );
  });

  test.each([
    '',
    'AM1',
    'https://example.com/AM1',
    'AM2000000000000000000000000000',
    'AM1ZZZZZZZZZZZZZZZZZZZZZZZZZZZZ',
  ])('what is no card is refused: %s', (text) => expect(parseCard(text)).toBeNull());
});
