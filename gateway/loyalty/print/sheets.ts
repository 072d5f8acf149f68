/** What stands on paper: Chinese first, English below, in receiptline's markup. Pure: the same facts, the same sheet. */
import { localTime } from '#shared/domain/calendar.ts';
import type { LocalText } from '#shared/domain/text.ts';
import { escapeProperty, escapeText, type Paper } from './escpos.ts';

/** Rises with every change of a layout, so that a job tells which one it was printed with. */
export const templateVersion = 1;

export interface SheetContext {
  readonly mallName: LocalText;
  readonly timeZone: string;
  readonly paper: Paper;
  /** From 2 on the sheet says COPY. */
  readonly copy: number;
}

export interface RedemptionFacts {
  readonly giftName: LocalText;
  readonly units: number;
  readonly points: number;
  readonly deskName: LocalText;
  readonly slip: string;
  readonly shortCode: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What the shopper carries to the desk. */
export function slipSheet(facts: RedemptionFacts, context: SheetContext): string {
  return sheet(context, { 'zh-CN': '礼品兑换单', en: 'Gift slip' }, [
    ...headline(facts.giftName),
    ...columns(context.paper),
    row('数量 Units', String(facts.units)),
    row('积分 Points', grouped(facts.points)),
    row('领取处', facts.deskName['zh-CN']),
    row('Desk', facts.deskName.en),
    row('有效期至 Until', moment(facts.expiresAt, context.timeZone)),
    '{width:auto}',
    '',
    `{code:${escapeProperty(facts.slip)};option:qrcode,6,m}`,
    '',
    `^^^^${escapeText(facts.shortCode)}`,
    '',
    '请持此单到领取处领取礼品',
    'Show this slip at the desk',
  ]);
}

export interface HandOverFacts extends RedemptionFacts {
  readonly handedAt: number;
  readonly clerk: string;
}

/** What the desk prints when the gift has left it. */
export function handOverSheet(facts: HandOverFacts, context: SheetContext): string {
  return sheet(context, { 'zh-CN': '礼品交付凭证', en: 'Hand-over receipt' }, [
    ...headline(facts.giftName),
    ...columns(context.paper),
    row('数量 Units', String(facts.units)),
    row('积分 Points', grouped(facts.points)),
    row('交付处', facts.deskName['zh-CN']),
    row('Desk', facts.deskName.en),
    row('经办 Clerk', facts.clerk),
    row('时间 Time', moment(facts.handedAt, context.timeZone)),
    row('单号 Slip', facts.shortCode),
    '{width:auto}',
    '',
    '礼品已交付，谢谢惠顾',
    'Handed over. Thank you',
  ]);
}

/** Shows a person that width, Chinese, the yuan sign and the cutter are right. */
export function testSheet(facts: { printerName: string; at: number }, context: SheetContext): string {
  return sheet(context, { 'zh-CN': '打印测试页', en: 'Test page' }, [
    ...columns(context.paper),
    row('打印机 Printer', facts.printerName),
    row('纸宽 Width', `${context.paper.widthMm} mm`),
    row('时间 Time', moment(facts.at, context.timeZone)),
    row('金额 Price', '¥1,234.50'),
    '{width:auto}',
    '',
    '中文简体：商场会员积分礼品兑换',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    '0123456789',
    `{code:${escapeProperty('ATRIUM TEST PAGE')};option:qrcode,6,m}`,
  ]);
}

function sheet(context: SheetContext, title: LocalText, body: readonly string[]): string {
  const copy = context.copy > 1 ? [`"第 ${context.copy} 联 COPY ${context.copy}"`, ''] : [];
  return [
    escapeText(context.mallName['zh-CN']),
    escapeText(context.mallName.en),
    '',
    `^^^${title['zh-CN']}`,
    title.en,
    '',
    ...copy,
    rule(context.paper),
    ...body,
    '',
    '',
  ].join('\n');
}

function headline(name: LocalText): readonly string[] {
  return [`^^^${escapeText(name['zh-CN'])}`, escapeText(name.en), ''];
}

/** Two columns: names to the left, values of up to 16 characters and more to the right. */
function columns({ widthMm }: Paper): readonly string[] {
  return [widthMm === 58 ? '{width:15,16}' : '{width:24,23}'];
}

/** A blank beside a text pushes it to the other side: names left, values right. */
function row(name: string, value: string): string {
  return `${escapeText(name)} | ${escapeText(value)}`;
}

/** Full-width box drawing: the rulers of receiptline need a code page that Chinese printers often lack. */
function rule({ widthMm }: Paper): string {
  return '─'.repeat(widthMm === 58 ? 16 : 24);
}

/** "2026-11-23 22:10" on the clock of the mall. */
function moment(at: number, timeZone: string): string {
  const { date, clock } = localTime(at, timeZone);
  return `${date} ${clock}`;
}

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
