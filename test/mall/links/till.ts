/** The shops' tills: every sale becomes a receipt, posted by one point-of-sale system for the whole mall. */
import type { Site } from '#shared/domain/site.ts';
import type { ReceiptRequest } from '#shared/wire/member-api.ts';
import type { MallEvent } from '../crowd/crowd.ts';
import { HttpLink } from './http-link.ts';
import type { LinkStats } from './link.ts';

export interface TillSettings {
  readonly site: Site;
  readonly httpUrl: string;
  readonly name: string;
  readonly secret: string;
  /** Makes the numbers of this run's receipts differ from another run's. */
  readonly startedAt: number;
  readonly complain: (name: string, reason: string) => void;
}

export class Till {
  readonly #prefix: string;
  readonly #known: ReadonlySet<string>;
  readonly #link: HttpLink;
  #receipts = 0;

  constructor({ site, httpUrl, name, secret, startedAt, complain }: TillSettings) {
    this.#prefix = Math.floor(startedAt / 1000).toString(36);
    this.#known = new Set(site.shops.map(({ id }) => id));
    this.#link = new HttpLink({
      url: new URL('/api/v1/pos/receipts', httpUrl).href,
      name: 'till',
      authorization: `Bearer ${name}:${secret}`,
      complain,
      instead: withoutMember,
    });
  }

  get stats(): LinkStats {
    return this.#link.stats;
  }

  ring(sale: Extract<MallEvent, { kind: 'sale' }>): void {
    if (!this.#known.has(sale.shopId)) return;
    this.#receipts += 1;
    const receipt: ReceiptRequest = {
      shopId: sale.shopId,
      number: `${this.#prefix}-${this.#receipts}`,
      at: Math.round(sale.at),
      amountFen: sale.amountFen,
      ...(sale.phone !== null && { member: sale.phone }),
    };
    this.#link.post(JSON.stringify(receipt));
  }

  stop(patienceMs: number): Promise<void> {
    return this.#link.stop(patienceMs);
  }
}

/** "There is no such member", says the till; the shopper shrugs and pays all the same. */
function withoutMember(body: string, status: number): string | null {
  const { member, ...receipt } = JSON.parse(body) as ReceiptRequest;
  return status === 404 && member !== undefined ? JSON.stringify(receipt) : null;
}
