import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EscposReader } from '#test/printer/escpos-reader.ts';
import { scanCode } from '#test/printer/scan-code.ts';
import { rastersOf, type Sheet, textOf } from '#test/printer/sheet.ts';
import { charactersPerLine, encodeSheet, escapeProperty, escapeText, type Paper } from './escpos.ts';
import { type HandOverFacts, handOverSheet, slipSheet, testSheet } from './sheets.ts';

/** What a printer makes of the bytes, by a reader that shares nothing with the writer. */
function printed(job: Uint8Array, { widthMm }: Paper): Sheet {
  const sheets: Sheet[] = [];
  const reader = new EscposReader(widthMm === 58 ? 384 : 576, (event) => {
    if (event.kind === 'cut') sheets.push(event.sheet);
  });
  reader.push(job);
  expect(sheets).toHaveLength(1);
  return sheets[0] as Sheet;
}

const papers: readonly Paper[] = [{ widthMm: 58 }, { widthMm: 80 }];
const facts: HandOverFacts = {
  giftName: { 'zh-CN': '帆布袋', en: 'Canvas bag' },
  units: 1,
  points: 1_200,
  deskName: { 'zh-CN': '一楼服务台', en: 'Service desk 1F' },
  slip: '  AB%3* $:./-+ 0Z  ',
  shortCode: '7KQM-4XWR',
  issuedAt: Date.parse('2026-11-22T10:10:00+08:00'),
  expiresAt: Date.parse('2026-11-23T22:10:00+08:00'),
  handedAt: Date.parse('2026-11-22T15:00:00+08:00'),
  clerk: 'lin',
};
const sheetOf = (paper: Paper, copy = 1) => ({
  mallName: { 'zh-CN': '星河广场', en: 'Star River Mall' },
  timeZone: 'Asia/Shanghai',
  paper,
  copy,
});

describe.each(papers)('on paper of $widthMm mm', (paper) => {
  test('a slip has its words in Chinese and English, and a code that scans to every blank', () => {
    const sheet = printed(encodeSheet(slipSheet(facts, sheetOf(paper)), paper), paper);
    const text = textOf(sheet);
    for (const words of [
      '星河广场',
      '礼品兑换单',
      'Gift slip',
      '帆布袋',
      'Canvas bag',
      '一楼服务台',
      'Service desk 1F',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/有效期至 Until +2026-11-23 22:10/);
    expect(text).toMatch(/积分 Points +1,200/);
    expect(text).toContain('7KQM-4XWR');
    expect(text).not.toContain('COPY');
    expect(sheet.unknown).toEqual([]);
    expect(rastersOf(sheet).map(scanCode)).toEqual([facts.slip]);
  });

  test('nothing is printed beyond the edge', () => {
    const long = {
      'zh-CN': '特别特别长的礼品名称需要换行才能打印完整',
      en: 'A gift with a very long name that must wrap',
    };
    const whole = { ...facts, giftName: long, deskName: long };
    for (const markup of [slipSheet(whole, sheetOf(paper)), handOverSheet(whole, sheetOf(paper))]) {
      const { marks, widthDots } = printed(encodeSheet(markup, paper), paper);
      const ends = marks.map(
        (mark) => mark.x + (mark.kind === 'raster' ? mark.widthDots : mark.cellDots * mark.scaleX),
      );
      expect(Math.max(...ends)).toBeLessThanOrEqual(widthDots);
      expect(widthDots).toBe(charactersPerLine(paper) * 12);
    }
  });

  test('a reprint says which copy it is', () => {
    expect(textOf(printed(encodeSheet(slipSheet(facts, sheetOf(paper, 2)), paper), paper))).toContain('第 2 联 COPY 2');
  });

  test('a hand-over receipt tells where, when and by whom', () => {
    const text = textOf(printed(encodeSheet(handOverSheet(facts, sheetOf(paper)), paper), paper));
    expect(text).toMatch(/交付处 +一楼服务台/);
    expect(text).toMatch(/时间 Time +2026-11-22 15:00/);
    expect(text).toMatch(/经办 Clerk +lin/);
  });

  test('the test page shows the yuan sign that two-byte firmware can print', () => {
    const page = testSheet({ printerName: 'printer-desk-1', at: facts.handedAt }, sheetOf(paper));
    expect(textOf(printed(encodeSheet(page, paper), paper))).toMatch(/金额 Price +￥1,234.50/);
  });
});

describe('characters', () => {
  const paper: Paper = { widthMm: 80 };

  test('what the font does not have is a stated mark, never two wrong characters', () => {
    // U+20BB7 and U+3400 are four bytes in GB18030, as an emoji is.
    expect(textOf(printed(encodeSheet(escapeText('𠮷田 㐀 ☕ 100¥'), paper), paper))).toBe('〓田 〓 〓 100￥');
  });

  test('a name cannot give orders to the printer', () => {
    const name = '{code:1;option:qrcode} |x| ~_"`^^^\\x1b@';
    const sheet = printed(encodeSheet(escapeText(name), paper), paper);
    expect(textOf(sheet)).toBe(name);
    expect(rastersOf(sheet)).toEqual([]);
  });

  test('any Base45 text comes back from the paper', () => {
    const base45 = fc.string({
      unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
      minLength: 150,
      maxLength: 220,
    });
    fc.assert(
      fc.property(base45, (text) => {
        const sheet = printed(encodeSheet(`{code:${escapeProperty(text)};option:qrcode,6,m}`, paper), paper);
        expect(rastersOf(sheet).map(scanCode)).toEqual([text]);
      }),
      { numRuns: 10 },
    );
  });

  test('bytes may arrive in any pieces', () => {
    const job = encodeSheet(slipSheet(facts, sheetOf(paper)), paper);
    const whole = printed(job, paper);
    const events: string[] = [];
    const reader = new EscposReader(576, (event) => {
      events.push(event.kind);
      if (event.kind === 'cut') expect(event.sheet).toEqual(whole);
    });
    for (const byte of job) reader.push(Uint8Array.of(byte));
    expect(events).toEqual(['cut', 'processed']);
  });
});
