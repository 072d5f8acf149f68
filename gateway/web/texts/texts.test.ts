import { expect, test } from 'vitest';
import { leaves, variablesOf } from '#shared/ui/texts/text-leaves.ts';
import { webEn } from './en.ts';
import { webZhCn } from './zh-cn.ts';

test('both languages use the same variables in every text', () => {
  const english = new Map(leaves(webEn));
  for (const [key, chinese] of leaves(webZhCn)) {
    expect([key, variablesOf(english.get(key) ?? '')]).toEqual([key, variablesOf(chinese)]);
  }
});

test('no text is empty', () => {
  for (const [key, text] of [...leaves(webZhCn), ...leaves(webEn)]) expect([key, text.trim()]).not.toEqual([key, '']);
});
