/** The status bytes of ESC/POS printers (Epson's ESC/POS reference: DLE EOT n and GS r n), as sent and as read. */

/** In the order of what a person does first; a printer that says nothing is unreachable. */
export type PrinterState = 'ready' | 'paper_low' | 'paper_out' | 'cover_open' | 'error' | 'unreachable';

/** DLE EOT n: answered at once, even while the printer is offline or busy. */
export const statusQuestions = [1, 2, 3, 4] as const;

export function statusQuestion(n: (typeof statusQuestions)[number]): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n);
}

/** DLE EOT answers have bits 1 and 4 set, bits 0 and 7 clear. */
export function isStatusAnswer(byte: number): boolean {
  return (byte & 0b1001_0011) === 0b0001_0010;
}

/** GS r answers have bits 4 and 7 clear. They come only when all before them was processed. */
export function isProcessedAnswer(byte: number): boolean {
  return (byte & 0b1001_0000) === 0;
}

/** The paper of a GS r 1 answer: bits 2 and 3 are set where it has ended. */
export function saysPaperEnded(byte: number): boolean {
  return (byte & 0b0000_1100) !== 0;
}

/** The answers to DLE EOT 1 to 4, in that order. */
export function printerStateOf([printer = 0, offline = 0, error = 0, paper = 0]: readonly number[]): PrinterState {
  if ((offline & 0b0000_0100) !== 0) return 'cover_open';
  if ((offline & 0b0010_0000) !== 0 || (paper & 0b0110_0000) !== 0) return 'paper_out';
  if ((offline & 0b0100_0000) !== 0 || (error & 0b0110_1000) !== 0) return 'error';
  // Offline for a reason that the other answers do not give: somebody holds the feed button.
  if ((printer & 0b0000_1000) !== 0) return 'error';
  return (paper & 0b0000_1100) === 0 ? 'ready' : 'paper_low';
}
