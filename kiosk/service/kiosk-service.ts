/** The kiosk without a screen: store, gateway link and use cases, serving each page that a shell connects. */
import { join } from 'node:path';
import type { GatewayLink } from '#kiosk/core/ports.ts';
import type { KioskStatus, Pipe, RpcMessage } from '#kiosk/core/rpc.ts';
import { createVisit, type Visit } from '#kiosk/core/visit.ts';
import { type Result, succeed } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { createGatewaySync, type GatewaySync } from './gateway-sync.ts';
import { type FeedState, type KioskStore, openKioskStore } from './kiosk-store.ts';
import { hostRpc, type RpcHandlers } from './rpc-host.ts';
import { nodeSecrets } from './secrets.ts';

export interface KioskServiceParts {
  /** Holds kiosk.sqlite; must exist. */
  readonly dataDir: string;
  readonly link: GatewayLink;
  readonly clock: Clock;
  readonly log: Log;
  /** 0..1, for spreading retries. */
  readonly random: () => number;
}

export interface KioskService {
  /** Opens the database and starts the loops. Fault: `store_failed`. */
  start(): Promise<Result<void>>;
  /** Serves one page until its pipe closes; a visit lasts as long as the page, or until it ends it. */
  serve(pipe: Pipe): void;
  status(): KioskStatus;
  /** Stops the loops and closes the database; what was promised is on disk already. */
  stop(): Promise<void>;
}

interface Page {
  readonly visit: Visit;
  tell(fact: RpcMessage): void;
}

export function createKioskService(parts: KioskServiceParts): KioskService {
  const { clock, log } = parts;
  const pages = new Set<Page>();
  let running: { store: KioskStore; sync: GatewaySync; feed: FeedState | null } | null = null;

  function run() {
    if (running === null) throw new Error('the kiosk service is not started');
    return running;
  }

  function status(): KioskStatus {
    const { store, sync, feed } = run();
    return {
      link: sync.link(),
      asOf: feed?.asOf ?? null,
      kiosk: feed?.content.kiosk ?? null,
      timeZone: feed?.content.timeZone ?? 'UTC',
      consent: feed?.content.consent ?? null,
      gifts: [...(feed?.gifts ?? [])],
      opsWaiting: store.outbox.count(),
    };
  }

  function tellPages(): void {
    if (running === null) return;
    running.feed = running.store.feedState();
    const value = status();
    for (const page of pages) {
      page.tell({ event: 'status', value });
      const member = page.visit.shownMember(value.link.online);
      if (member !== null) page.tell({ event: 'member', value: member });
    }
  }

  return {
    async start() {
      const opened = openKioskStore(join(parts.dataDir, 'kiosk.sqlite'));
      if (!opened.ok) return opened;
      const store = opened.value;
      const sync = createGatewaySync({ ...parts, store, onChange: tellPages });
      running = { store, sync, feed: store.feedState() };
      sync.start();
      return succeed(undefined);
    },

    serve(pipe) {
      const { store, sync } = run();
      const visit = createVisit({
        link: parts.link,
        members: store.members,
        outbox: store.outbox,
        redemptions: store.redemptions,
        secrets: nodeSecrets,
        content: () => run().feed,
        now: clock.now,
        flush: sync.flush,
      });
      const page: Page = { visit, tell: hostRpc(pipe, handlersOf(visit, status), log) };
      pages.add(page);
      pipe.onClose(() => {
        pages.delete(page);
        visit.end();
      });
      page.tell({ event: 'status', value: status() });
    },

    status,

    async stop() {
      const { sync, store } = run();
      await sync.stop();
      running = null;
      store.close();
    },
  };
}

function handlersOf(visit: Visit, status: () => KioskStatus): RpcHandlers {
  return {
    status: () => succeed(status()),
    identify: ({ phone, language }) => visit.identify(phone, language),
    lookUpCard: ({ card }) => visit.lookUpCard(card),
    verifyCode: ({ codeId, code }) => visit.verifyCode(codeId, code),
    join: (request) => visit.join(request),
    redeem: ({ memberId, sku, deskId }) => visit.redeem(memberId, sku, deskId),
    noteRequest: ({ memberId, sku, deskId }) => visit.noteRequest(memberId, sku, deskId),
    print: ({ opId }) => visit.print(opId),
    printState: ({ opId }) => visit.printState(opId),
    slipTaken: ({ opId }) => {
      visit.slipTaken(opId);
      return succeed({});
    },
    endVisit: () => {
      visit.end();
      return succeed({});
    },
  };
}
