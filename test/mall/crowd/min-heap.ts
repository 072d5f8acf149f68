/** A binary heap that gives back the item with the smallest key first; equal keys come in no promised order. */
export class MinHeap<Item> {
  readonly #keys: number[] = [];
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The smallest key; Infinity when empty. */
  get nextKey(): number {
    return this.#keys[0] ?? Number.POSITIVE_INFINITY;
  }

  push(key: number, item: Item): void {
    let hole = this.#items.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.#key(parent) <= key) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#keys[hole] = key;
    this.#items[hole] = item;
  }

  /** Takes out the item with the smallest key; undefined when empty. */
  pop(): Item | undefined {
    const first = this.#items[0];
    const lastKey = this.#keys.pop();
    const lastItem = this.#items.pop();
    if (lastKey === undefined || this.#items.length === 0) return first;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#items.length) break;
      if (this.#key(child + 1) < this.#key(child)) child += 1;
      if (this.#key(child) >= lastKey) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#keys[hole] = lastKey;
    this.#items[hole] = lastItem as Item;
    return first;
  }

  #key(index: number): number {
    return this.#keys[index] ?? Number.POSITIVE_INFINITY;
  }

  #move(from: number, to: number): void {
    this.#keys[to] = this.#key(from);
    this.#items[to] = this.#items[from] as Item;
  }
}
