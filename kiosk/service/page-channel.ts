/**
 * Several pages over the one channel between a shell and the service it forked. The shell numbers its pages; the
 * service sees a pipe for each. Electron needs none of this: it hands over real ports.
 */
import { z } from 'zod';
import type { Pipe } from '#kiosk/core/rpc.ts';

/** What goes over the channel, both ways. `open` and `closed` come from the shell. */
export const pageFrame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), page: z.int() }),
  z.strictObject({ kind: z.literal('message'), page: z.int(), message: z.unknown() }),
  z.strictObject({ kind: z.literal('closed'), page: z.int() }),
]);
export type PageFrame = z.infer<typeof pageFrame>;

/** The service's side: feed it every frame of the shell; `onPage` gets a pipe for each page that opens. */
export function createPageChannel(
  send: (frame: PageFrame) => void,
  onPage: (pipe: Pipe) => void,
): (frame: unknown) => void {
  const pages = new Map<number, { message: (message: unknown) => void; close: () => void }>();

  function open(page: number): void {
    const onMessage: ((message: unknown) => void)[] = [];
    const onClose: (() => void)[] = [];
    pages.set(page, {
      message: (message) => {
        for (const listener of onMessage) listener(message);
      },
      close: () => {
        for (const listener of onClose) listener();
      },
    });
    onPage({
      post: (message) => {
        if (pages.has(page)) send({ kind: 'message', page, message });
      },
      onMessage: (listener) => void onMessage.push(listener),
      onClose: (listener) => void onClose.push(listener),
    });
  }

  return (raw) => {
    const parsed = pageFrame.safeParse(raw);
    if (!parsed.success) return;
    const frame = parsed.data;
    if (frame.kind === 'open') open(frame.page);
    else if (frame.kind === 'message') pages.get(frame.page)?.message(frame.message);
    else {
      pages.get(frame.page)?.close();
      pages.delete(frame.page);
    }
  };
}
