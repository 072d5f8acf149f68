import { expect, test } from 'vitest';
import { faults } from '../../domain/faults.ts';
import { sharedEn } from './en.ts';
import { leaves, variablesOf } from './text-leaves.ts';
import { sharedZhCn } from './zh-cn.ts';

test('both languages use the same variables in every text', () => {
  const english = new Map(leaves(sharedEn));
  for (const [key, chinese] of leaves(sharedZhCn)) {
    expect([key, variablesOf(english.get(key) ?? '')]).toEqual([key, variablesOf(chinese)]);
  }
});

test('no text is empty, and Chinese texts of faults are Chinese', () => {
  for (const [key, text] of [...leaves(sharedZhCn), ...leaves(sharedEn)])
    expect([key, text.trim()]).not.toEqual([key, '']);
  for (const [key, text] of leaves(sharedZhCn.fault)) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, true]);
});

test('every fault has a sentence in three parts', () => {
  expect(Object.keys(sharedEn.fault).sort()).toEqual(Object.keys(faults).sort());
});
