import { expect, test } from 'vitest';
import { leaves, variablesOf } from '#shared/ui/texts/text-leaves.ts';
import { kioskEn } from './en.ts';
import { kioskZhCn } from './zh-cn.ts';

test('both languages use the same variables in every text', () => {
  const english = new Map(leaves(kioskEn));
  for (const [key, chinese] of leaves(kioskZhCn)) {
    expect([key, variablesOf(english.get(key) ?? '')]).toEqual([key, variablesOf(chinese)]);
  }
});

test('no text is empty, shouts or blames', () => {
  for (const [key, text] of [...leaves(kioskZhCn), ...leaves(kioskEn)]) {
    expect([key, text.trim()]).not.toEqual([key, '']);
    expect([key, /[!！]/.test(text)]).toEqual([key, false]);
  }
  for (const [key, text] of leaves(kioskZhCn)) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, true]);
});
