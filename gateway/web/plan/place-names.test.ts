import { expect, test } from 'vitest';
import { placeNames } from './place-names.ts';

const halls = [
  { id: 'atrium', at: [50, 30] as const, name: '中庭' },
  { id: 'south', at: [50, 22] as const, name: '南厅' },
  { id: 'west', at: [10, 30] as const, name: '西翼' },
];

test('every name is written where there is room', () => {
  expect([...placeNames(halls, 6)]).toEqual(['atrium', 'south', 'west']);
});

test('from far away a name gives way to the figure below it', () => {
  expect([...placeNames(halls, 2)]).toEqual(['south', 'west']);
});

test('of two names in one place the first stays', () => {
  const beside = [
    { id: 'left', at: [50, 30] as const, name: '西南街区' },
    { id: 'right', at: [90, 30] as const, name: '东南街区' },
  ];
  expect([...placeNames(beside, 1)]).toEqual(['left']);
});
