/**
 * One caller's posts, one after the other: a device that pushes, or a till. Answered with 2xx a post is done; where the
 * gateway is away or overloaded it is sent again, later and later; what is refused for good is given up and counted.
 */
import type { LinkStats } from './link.ts';
import { outboxMax, retryDelayMs } from './link.ts';
import { Outbox } from './outbox.ts';

export interface HttpLinkSettings {
  readonly url: string;
  /** For the lines of complaint. */
  readonly name: string;
  /** The Authorization header. */
  readonly authorization: string;
  readonly complain: (name: string, reason: string) => void;
  /** What to post instead of a body that was refused, or null to give it up. */
  readonly instead?: (body: string, status: number) => string | null;
}

const answerTimeoutMs = 10_000;

export class HttpLink {
  readonly #settings: HttpLinkSettings;
  readonly #outbox = new Outbox<string>(outboxMax);
  readonly #ending = new AbortController();
  #posting: Promise<void> | null = null;
  #waiting = 0;
  #failures = 0;
  #sent = 0;
  #refused = 0;

  constructor(settings: HttpLinkSettings) {
    this.#settings = settings;
  }

  get stats(): LinkStats {
    return {
      connected: this.#failures === 0,
      sent: this.#sent,
      waiting: this.#outbox.size + this.#waiting,
      dropped: this.#outbox.dropped + this.#refused,
    };
  }

  post(body: string): void {
    this.#outbox.push(body);
    this.#posting ??= this.#postAll().finally(() => {
      this.#posting = null;
    });
  }

  async stop(patienceMs: number): Promise<void> {
    const timer = setTimeout(() => this.#ending.abort(), this.#failures > 0 ? 0 : patienceMs);
    await this.#posting;
    clearTimeout(timer);
  }

  async #postAll(): Promise<void> {
    for (let body = this.#outbox.take(); body !== undefined; body = this.#outbox.take()) {
      this.#waiting = 1;
      let next: string | null = body;
      while (next !== null && !this.#ending.signal.aborted) next = await this.#attempt(next);
      this.#waiting = 0;
    }
  }

  /** What is still to be posted, or null when the matter is settled. */
  async #attempt(body: string): Promise<string | null> {
    const { name, complain, instead } = this.#settings;
    const answer = await this.#request(body);
    if (typeof answer === 'number' && answer < 300) {
      this.#failures = 0;
      this.#sent += 1;
      return null;
    }
    if (typeof answer === 'number' && isFinal(answer)) {
      const other = instead?.(body, answer) ?? null;
      if (other !== null) return other;
      if (this.#refused === 0) complain(name, `the gateway refused a message with ${answer}`);
      this.#refused += 1;
      return null;
    }
    if (this.#failures === 0) complain(name, typeof answer === 'number' ? `the gateway answers ${answer}` : answer);
    this.#failures += 1;
    await pause(retryDelayMs(this.#failures), this.#ending.signal);
    return body;
  }

  async #request(body: string): Promise<number | string> {
    const { url, authorization } = this.#settings;
    try {
      const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(answerTimeoutMs)]);
      const headers = { authorization, 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      // fetch says only that it failed; its cause says why.
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return reason instanceof Error ? reason.message : String(reason);
    }
  }
}

/** A wrong credential may be put right; a busy gateway recovers; the rest will be wrong tomorrow as well. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
