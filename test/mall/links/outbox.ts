/** What a device still has to send: in order, bounded, the oldest given up first, as the memory of real devices is. */
export class Outbox<Item> {
  readonly #max: number;
  #items: Item[] = [];
  #dropped = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Items given up because too much was waiting. */
  get dropped(): number {
    return this.#dropped;
  }

  push(item: Item): void {
    this.#items.push(item);
    // Trimmed in blocks: taking from the front of a long array for every item is slow.
    if (this.#items.length < this.#max + this.#max / 8) return;
    this.#dropped += this.#items.length - this.#max;
    this.#items = this.#items.slice(-this.#max);
  }

  /** The oldest item, taken out; undefined when empty. */
  take(): Item | undefined {
    return this.#items.shift();
  }
}
