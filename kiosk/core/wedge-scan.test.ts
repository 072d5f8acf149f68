import { describe, expect, test } from 'vitest';
import { noScan, stepWedge, type WedgeScan } from './wedge-scan.ts';

/** Presses keys `gapMs` apart; answers the codes that came out and the keys that the page saw. */
function press(keys: readonly string[], gapMs: number): { codes: string[]; seen: string[] } {
  let scan: WedgeScan = noScan;
  const codes: string[] = [];
  const seen: string[] = [];
  keys.forEach((key, index) => {
    const step = stepWedge(scan, key, 1_000 + index * gapMs);
    scan = step.scan;
    if (step.code !== null) codes.push(step.code);
    if (!step.taken) seen.push(key);
  });
  return { codes, seen };
}

describe('a scanner that types', () => {
  test('gives its whole code once, and the page sees none of it', () => {
    expect(press([...'AM10123XYZ', 'Enter'], 5)).toEqual({ codes: ['AM10123XYZ'], seen: [] });
  });

  test('works with shift keys between its letters', () => {
    const keys = [...'AM1Q7'].flatMap((key) => ['Shift', key]);
    expect(press([...keys, 'Enter'], 5).codes).toEqual(['AM1Q7']);
  });

  test('two codes in a row are two codes', () => {
    expect(press([...'AM1A', 'Enter', ...'AM1B', 'Enter'], 5).codes).toEqual(['AM1A', 'AM1B']);
  });

  test('digits from fingers pass', () => {
    expect(press([...'13800132046'], 150)).toEqual({ codes: [], seen: [...'13800132046'] });
  });

  test('a code of somebody else never comes out', () => {
    expect(press([...'https://example.org', 'Enter'], 5).codes).toEqual([]);
  });

  test('a prefix without a code is nothing', () => {
    expect(press([...'AM1', 'Enter'], 5).codes).toEqual([]);
  });

  test('half a code does not wait for the next person', () => {
    let { scan } = stepWedge(noScan, 'A', 0);
    scan = stepWedge(scan, 'M', 5).scan;
    expect(stepWedge(scan, '1', 600)).toEqual({ scan: noScan, code: null, taken: false });
  });

  test('what never ends is dropped', () => {
    expect(press([...`AM1${'9'.repeat(300)}`, 'Enter'], 1).codes).toEqual([]);
  });
});
