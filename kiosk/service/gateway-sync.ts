/**
 * The two loops between kiosk and gateway: the feed comes down by long poll, the outbox goes up in order. Whether the
 * gateway answers is known from these and told to every screen.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayLink, OpOutcome } from '#kiosk/core/ports.ts';
import { afterFailure, freshProgress, nextSyncStep, settleOps } from '#kiosk/core/sync-step.ts';
import type { Fault } from '#shared/domain/faults.ts';
import type { OpId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import type { KioskOp } from '#shared/wire/member-api.ts';
import type { KioskStore } from './kiosk-store.ts';

export interface GatewaySync {
  start(): void;
  stop(): Promise<void>;
  /** Whether the gateway answers, and since when that is so (epoch ms by this machine's clock). */
  link(): { readonly online: boolean; readonly since: number };
  /** Sends now what is pending; answers the outcome of one operation, or null when the gateway did not take it in time. */
  flush(opId: OpId): Promise<OpOutcome | null>;
}

export interface GatewaySyncParts {
  readonly link: GatewayLink;
  readonly store: KioskStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** After each change of link, cache or outbox. */
  readonly onChange: () => void;
}

const feedWaitMs = 20_000;
const opsPerRequestMax = 200;
/** A person looks at the screen while this passes. */
const flushPatienceMs = 6_000;

export function createGatewaySync(parts: GatewaySyncParts): GatewaySync {
  const { link, store, clock, log } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops: Promise<void>[] = [];
  const flushes = new Map<OpId, (outcome: OpOutcome | null) => void>();
  let online = false;
  let since = clock.now();
  let outboxProgress = freshProgress;
  let wakeOutbox: () => void = () => undefined;

  function heard(answer: Result<unknown>): void {
    const answers = answer.ok || answer.fault.code !== 'gateway_unreachable';
    if (answers === online) return;
    online = answers;
    since = clock.now();
    log.info({ online, detail: answer.ok ? null : answer.fault.detail }, 'the gateway link changed');
    if (online) {
      outboxProgress = freshProgress;
      wakeOutbox();
    }
    parts.onChange();
  }

  async function followFeed(): Promise<void> {
    let progress = freshProgress;
    while (!signal.aborted) {
      const before = store.feedState()?.version ?? 0;
      // A gateway that was away is asked for an answer at once, so that the screens know soon.
      const answer = await link.feed(before, online ? feedWaitMs : 0, signal);
      if (signal.aborted) return;
      heard(answer);
      if (answer.ok) {
        progress = freshProgress;
        if (answer.value.version === before && !answer.value.reset) store.confirmAt(answer.value.at);
        else store.applyFeed(answer.value);
        parts.onChange();
        continue;
      }
      if (answer.fault.code !== 'gateway_unreachable') log.error(answer.fault, 'the gateway refuses the feed');
      progress = afterFailure(progress, clock.now(), parts.random());
      await pause(progress.notBefore - clock.now(), signal);
    }
  }

  async function sendOutbox(): Promise<void> {
    while (!signal.aborted) {
      const step = nextSyncStep(store.outbox.pending(opsPerRequestMax), outboxProgress, clock.now());
      if (step.kind !== 'send') await rest(step.kind === 'wait' ? step.delayMs : null);
      else if (await send(step.ops)) outboxProgress = freshProgress;
      else outboxProgress = afterFailure(outboxProgress, clock.now(), parts.random());
    }
  }

  /** Whether the gateway took it. */
  async function send(ops: readonly KioskOp[]): Promise<boolean> {
    const answer = await link.sendOps(ops);
    if (signal.aborted) return false;
    heard(answer);
    if (!answer.ok) {
      giveUpFlushes(answer.fault);
      return false;
    }
    const settlement = settleOps(ops, answer.value);
    store.outbox.settle(settlement);
    for (const [opId, outcome] of settlement.settled) {
      if (outcome.outcome === 'rejected') log.warn({ opId, code: outcome.code }, 'the gateway rejected an operation');
      flushes.get(opId)?.(outcome);
    }
    parts.onChange();
    return settlement.settled.size > 0 || settlement.renumberFrom !== null;
  }

  function giveUpFlushes(why: Fault): void {
    if (why.code !== 'gateway_unreachable') log.error(why, 'the gateway refuses the outbox');
    for (const settle of flushes.values()) settle(null);
  }

  /** Until the outbox is woken, or the delay is over. */
  async function rest(delayMs: number | null): Promise<void> {
    const woken = new AbortController();
    wakeOutbox = () => woken.abort();
    await pause(delayMs ?? 2 ** 31 - 1, AbortSignal.any([signal, woken.signal]));
    wakeOutbox = () => undefined;
  }

  return {
    start() {
      loops.push(followFeed(), sendOutbox());
    },
    async stop() {
      stopping.abort();
      for (const settle of flushes.values()) settle(null);
      await Promise.all(loops);
    },
    link: () => ({ online, since }),
    flush(opId) {
      // The outbox has grown: the screens say how much waits.
      parts.onChange();
      const settled = store.outbox.outcomeOf(opId);
      if (settled !== null || !online || signal.aborted) return Promise.resolve(settled);
      return new Promise((resolve) => {
        const patience = setTimeout(() => done(null), flushPatienceMs);
        function done(outcome: OpOutcome | null): void {
          clearTimeout(patience);
          flushes.delete(opId);
          resolve(outcome);
        }
        flushes.set(opId, done);
        wakeOutbox();
      });
    },
  };
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(Math.max(0, delayMs), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
